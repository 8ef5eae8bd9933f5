"""The socket a server listens on."""

import socket

import pytest

from tinkernet.refusal import RefusalError
from tinkernet.server.listening import listen


def test_port_0_takes_any_free_port() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_a_taken_port_leads_to_the_next_free_one() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with listen("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] < port + 100


def test_an_address_of_another_machine_is_refused_in_words() -> None:
    with pytest.raises(RefusalError, match="cannot listen on"):
        listen("192.0.2.1", 8137)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="known to Linux only")
def test_accepted_connections_give_up_dead_peers() -> None:
    with listen("127.0.0.1", 0) as listener:
        listener.setblocking(True)
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                millis = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    assert millis == 10_000
