"""Under which names a request may address this server, and from which page it may come."""

import re
import socket
from contextlib import suppress
from ipaddress import ip_address

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?")
#: A documentation address: connecting a datagram socket to it sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)


def own_hosts(bind: str, allowed: list[str]) -> frozenset[str]:
    """The Host names this server answers to when it listens on the address `bind`.

    Loopback always, those in `allowed`, and the machine's own addresses only if it was bound
    wider than loopback.
    """
    names = LOOPBACK | {_bracketed(host.lower()) for host in allowed}
    if bind in {"0.0.0.0", "::", ""}:
        return names | {_bracketed(address) for address in lan_addresses()}
    return names | {_bracketed(bind.lower())}


def lan_addresses() -> list[str]:
    """This machine's addresses in its networks, loopback left out."""
    found = {_outgoing_address()}
    with suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    return sorted(each for each in found if each and not ip_address(each).is_loopback)


def host_name(header: str) -> str | None:
    """The lower-case name in a Host header without its port; None if it is malformed."""
    match = _HOST.fullmatch(header.lower())
    return match[1] if match else None


def same_origin(origin: str, host: str, schemes: frozenset[str]) -> bool:
    """Whether a page of `origin` was loaded from this server, which it addresses as `host`.

    Exact: scheme, name and port must all agree; no patterns, no suffixes.
    """
    return any(_plain(origin.lower(), scheme) == _wanted(host, scheme) for scheme in schemes)


def _wanted(host: str, scheme: str) -> str:
    return _plain(f"{scheme}://{host.lower()}", scheme)


def _plain(origin: str, scheme: str) -> str:
    return origin.removesuffix(_DEFAULT_PORTS[scheme])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _outgoing_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return ""
