"""Who is asked for a name: nobody at the machine itself, each browser elsewhere."""

from http.cookies import SimpleCookie

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tinkernet.server.experiments.owner import COOKIE, Owner, owner_of

KNOWN = "0123456789abcdef" * 2


def request(
    client: str = "10.0.0.7", host: str = "school:8000", cookie: str = "", scheme: str = "http"
) -> Request:
    headers = [(b"host", host.encode())]
    if cookie:
        headers.append((b"cookie", cookie.encode()))
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "scheme": scheme}
    return Request(scope | {"headers": headers, "client": (client, 5), "server": ("school", 8000)})


@pytest.mark.parametrize("client", ["127.0.0.1", "::1", "127.0.0.9"])
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_the_person_at_the_machine_needs_no_cookie(client: str, host: str) -> None:
    assert owner_of(request(client, host)) == Owner("")
    assert owner_of(request(client, host, f"{COOKIE}={KNOWN}")) == Owner("")


@pytest.mark.parametrize(
    ("client", "host"),
    [
        ("10.0.0.7", "localhost:8000"), ("127.0.0.1", "school.example"), ("10.0.0.7", "school"),
        ("127.0.0.1", ""), ("127.0.0.1", "localhost.evil.example"), ("unix", "localhost"),
        ("127.0.0.1", "127.0.0.1@evil.example"), ("172.17.0.1", "127.0.0.1:8000"),
    ],
)  # fmt: skip
def test_everybody_else_has_an_id_of_their_own(client: str, host: str) -> None:
    first, second = owner_of(request(client, host)), owner_of(request(client, host))
    assert first.is_new
    assert len(first.id) == 32
    assert first.id != second.id


def test_a_browser_is_known_by_its_cookie() -> None:
    assert owner_of(request(cookie=f"a=b; {COOKIE}={KNOWN}")) == Owner(KNOWN)


@pytest.mark.parametrize("value", ["", "x", KNOWN.upper(), KNOWN + "0", "' OR 1=1", "0" * 31])
def test_a_cookie_we_did_not_make_is_replaced(value: str) -> None:
    owner = owner_of(request(cookie=f"{COOKIE}={value}"))
    assert owner.is_new
    assert owner.id != value


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_for_this_site_alone(scheme: str) -> None:
    owner = owner_of(request(scheme=scheme))
    cookie = SimpleCookie(owner.remembered(Response()).headers["set-cookie"])[COOKIE]
    assert cookie.value == owner.id
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "strict", True)
    assert int(cookie["max-age"]) == 365 * 24 * 3600
    assert bool(cookie["secure"]) == (scheme == "https")
    assert owner_of(request(cookie=f"{COOKIE}={cookie.value}")) == Owner(owner.id)


def test_who_is_known_gets_no_second_cookie() -> None:
    for owner in (owner_of(request(cookie=f"{COOKIE}={KNOWN}")), Owner("")):
        assert "set-cookie" not in owner.remembered(Response()).headers
