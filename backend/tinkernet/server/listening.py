"""The socket the server listens on: the first free port, and no patience with dead peers."""

import errno
import socket

from tinkernet.refusal import RefusalError

_PORTS_TRIED = 100
_BACKLOG = 2048
#: Unacknowledged bytes are given up after this; asyncio alone would keep them for ever.
_DEAD_PEER_MILLIS = 10_000


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `host`, on `port` or the next free one; port 0 takes any.

    Raises:
        RefusalError: if the address is not this machine's, or no port is free or permitted.
    """
    family, address = _resolve(host, port)
    for candidate in [port] if port == 0 else range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            return _bound(family, (address, candidate))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise RefusalError(
                    f"Tinkernet cannot listen on {host}, port {candidate}: {error.strerror}. "
                    "Choose another with --host and --port.",
                    "port",
                ) from error
    last = min(port + _PORTS_TRIED, 65536) - 1
    raise RefusalError(f"The ports {port} to {last} are all taken: choose another.", "port")


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise RefusalError(f"{host} is not an address of this machine.", "host") from error
    # A name such as localhost may stand for two addresses; browsers try the older one as well.
    family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    return family, str(address[0])


def _bound(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Accepted sockets inherit it.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _DEAD_PEER_MILLIS)
        listener.bind(address)
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
