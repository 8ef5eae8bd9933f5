"""The names of a server."""

from ipaddress import ip_address

import pytest

from tinkernet.server.addresses import LOOPBACK, host_name, lan_addresses, own_hosts, same_origin


def test_a_server_on_loopback_has_no_other_names() -> None:
    assert own_hosts("127.0.0.1", []) == LOOPBACK


def test_a_server_on_all_addresses_also_answers_to_its_own_in_the_network() -> None:
    assert own_hosts("0.0.0.0", []) >= LOOPBACK | {a for a in lan_addresses() if ":" not in a}


def test_a_server_on_one_address_answers_to_it() -> None:
    assert own_hosts("192.168.7.5", []) == LOOPBACK | {"192.168.7.5"}
    assert "[fd00::5]" in own_hosts("fd00::5", [])


def test_names_the_owner_allows_are_compared_without_case() -> None:
    assert "class.example" in own_hosts("127.0.0.1", ["Class.Example"])


def test_addresses_of_the_network_are_not_loopback() -> None:
    assert not any(ip_address(each).is_loopback for each in lan_addresses())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8000", "localhost"), ("[::1]:8000", "[::1]"), ("A.b", "a.b"),
        ("a:b", None), ("a:123456", None), ("a b", None), ("", None), ("ä", None),
    ],
)  # fmt: skip
def test_a_host_header_is_read_without_its_port(header: str, name: str | None) -> None:
    assert host_name(header) == name


def test_a_default_port_may_be_written_or_left_out() -> None:
    assert same_origin("http://a", "a:80", frozenset({"http"}))
    assert same_origin("https://a:443", "a", frozenset({"https"}))
    assert not same_origin("https://a", "a:80", frozenset({"https"}))
