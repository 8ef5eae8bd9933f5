"""The guard: what comes from elsewhere goes no further, on every route there is."""

import re

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.server.asking import HERE, ask
from tests.server.site_parts import flat, idle_site
from tinkernet.runtime.limits import Limits
from tinkernet.server.app import create_app, guarded
from tinkernet.server.guard import Guard, allowed_methods
from tinkernet.server.settings import Settings
from tinkernet.server.tally import Tally

SITE = idle_site()
APP = create_app(SITE)
ROUTES = list(flat(APP.routes))


def _asked(route: BaseRoute) -> list[tuple[str, str]]:
    """Every method and a path of a route; an unknown kind of route has no answer here."""
    match route:
        case Mount(path=path):
            return [("GET", f"{path}/x.js"), ("HEAD", f"{path}/x.js")]
        case Route(path=path, methods=methods):
            return [(method, _filled(path)) for method in sorted(methods or {"GET"})]
        case WebSocketRoute(path=path):
            return [("WS", _filled(path))]
    raise AssertionError(f"{route} is a kind of route that this test does not know")


def _filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "mlp", path)


EVERYTHING = [asked for route in ROUTES for asked in _asked(route)]


@pytest.mark.parametrize(("method", "path"), EVERYTHING)
async def test_an_evil_host_is_refused_on_every_route(method: str, path: str) -> None:
    answer = await ask(guarded(APP, SITE), path, method, {"host": "evil.example"})
    assert (answer.status, answer.field) == (421, "host")


@pytest.mark.parametrize(("method", "path"), EVERYTHING)
async def test_an_evil_origin_is_refused_on_every_route(method: str, path: str) -> None:
    answer = await ask(guarded(APP, SITE), path, method, {"origin": "http://evil.example"})
    assert (answer.status, answer.field) == (403, "origin")


def test_every_kind_of_thing_that_is_served_is_in_the_list() -> None:
    paths = {path for _, path in EVERYTHING}
    assert {"/", "/ws", "/api/labs", "/lab/mlp", "/metrics", "/assets/x.js"} <= paths
    assert {("WS", "/ws"), ("WS", "/watch"), ("GET", "/watch/mlp")} <= set(EVERYTHING)


def test_no_route_takes_a_method_that_the_guard_refuses() -> None:
    refused = [
        (method, path)
        for method, path in EVERYTHING
        if method != "WS" and method not in allowed_methods(path)
    ]
    assert not refused


async def _let_in(scope: Scope, receive: Receive, send: Send) -> None:
    kind = "websocket.accept" if scope["type"] == "websocket" else "http.response.start"
    await send({"type": kind, "status": 200, "headers": []})


def _guard(
    app: ASGIApp = _let_in, settings: Settings | None = None, limits: Limits | None = None
) -> Guard:
    return Guard(app, settings or Settings(), limits or Limits(), Tally())


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:5173", "[::1]:8000", "LOCALHOST:80"],
)
async def test_the_server_answers_to_its_own_names_with_any_port(host: str) -> None:
    assert (await ask(_guard(), headers={"host": host})).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "evil-localhost", "127.0.0.1.evil.example",
        "127.0.0.2", "0.0.0.0:8000", "localhost:8000:1", "localhost:x", "user@localhost",
        "localhost/", "[::1", "::1", "127.1", "2130706433", "10.0.0.1:8000", "localhost ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "WS"])
async def test_every_other_name_is_refused(host: str, method: str) -> None:
    answer = await ask(_guard(), "/ws", method, {"host": host, "origin": f"http://{host}"})
    assert (answer.status, answer.field) == (421, "host")


async def test_a_request_without_a_host_is_refused() -> None:
    assert (await ask(_guard(), headers={"host": ""})).status == 400


async def test_a_name_the_owner_allows_is_answered_with_http_and_https_pages() -> None:
    guard = _guard(settings=Settings(allowed_hosts=["class.school.example"]))
    for scheme in ("http", "https"):
        headers = {"host": "class.school.example", "origin": f"{scheme}://class.school.example"}
        assert (await ask(guard, "/ws", "WS", headers)).status == 101


@pytest.mark.parametrize("host", [HERE, "localhost:9000", "[::1]:8000", "localhost"])
async def test_a_socket_of_our_own_page_is_let_in(host: str) -> None:
    headers = {"host": host, "origin": f"http://{host}"}
    assert (await ask(_guard(), "/ws", "WS", headers)).status == 101


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "null", "file://", "http://127.0.0.1", "http://127.0.0.1:8001",
        "https://127.0.0.1:8000", "ws://127.0.0.1:8000", "http://localhost:8000",
        "http://127.0.0.1:8000.evil.example", "http://127.0.0.1:8000/", "http://127.0.0.1:80000",
        "http://evil.example#http://127.0.0.1:8000", "http://127.0.0.1:8000 http://evil.example",
        "chrome-extension://abc", "127.0.0.1:8000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "WS"])
async def test_any_other_origin_is_refused(origin: str, method: str) -> None:
    answer = await ask(_guard(), "/ws", method, {"origin": origin})
    assert (answer.status, answer.field) == (403, "origin")


async def test_a_socket_without_an_origin_is_refused() -> None:
    answer = await ask(_guard(), "/ws", "WS", {"origin": ""})
    assert (answer.status, answer.field) == (403, "origin")


async def test_a_link_without_an_origin_is_followed() -> None:
    assert (await ask(_guard(), "/", "GET")).status == 200


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X" * 900]
)
async def test_other_methods_are_refused_with_a_short_sentence(method: str) -> None:
    answer = await ask(_guard(), "/api/labs", method, {"origin": f"http://{HERE}"})
    assert (answer.status, answer.field) == (405, "method")
    assert answer.headers["allow"] == "GET, HEAD"
    assert len(answer.message) < 300


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/api/experiments/abc"), ("DELETE", "/api/experiments/abc"),
        ("POST", "/api/experiments/abc/undelete"), ("POST", "/api/experiments"),
    ],
)  # fmt: skip
async def test_what_changes_something_needs_our_own_page_and_json(method: str, path: str) -> None:
    ours = {"origin": f"http://{HERE}"}
    assert (await ask(_guard(), path, method, ours)).status == 200
    assert (await ask(_guard(), path, method)).field == "origin"
    for kind, status in {
        "application/json": 200, "application/json; charset=utf-8": 200, "text/plain": 415,
        "application/x-www-form-urlencoded": 415, "multipart/form-data": 415, "": 415,
    }.items():  # fmt: skip
        headers = {**ours, "content-length": "2", "content-type": kind}
        assert (await ask(_guard(), path, method, headers)).status == status


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/api/experiments/abc", "DELETE, GET, HEAD, PATCH"),
        ("PUT", "/api/experiments", "GET, HEAD, POST"),
        ("DELETE", "/api/experiments", "GET, HEAD, POST"),
        ("DELETE", "/api/experiments/abc/undelete", "GET, HEAD, POST"),
        ("DELETE", "/api/experiments/abc/weights.safetensors", "GET, HEAD"),
        ("PATCH", "/api/experiments/", "GET, HEAD"),
        ("POST", "/s/abc", "GET, HEAD"),
    ],
)
async def test_a_change_is_allowed_nowhere_else(method: str, path: str, allow: str) -> None:
    answer = await ask(_guard(), path, method, {"origin": f"http://{HERE}"})
    assert (answer.status, answer.headers["allow"]) == (405, allow)


@pytest.mark.parametrize(
    "path", ["/../etc/passwd", "/assets/../x", "/a\\b", "/a\x00b", "x", "/" + "a" * 600, "/a\nb"]
)
@pytest.mark.parametrize("method", ["GET", "WS"])
async def test_paths_that_no_page_asks_for_are_refused(path: str, method: str) -> None:
    answer = await ask(_guard(), path, method)
    assert (answer.status, answer.field) == (400, "path")


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("content-length", "1048577", 413),
        ("content-length", "-1", 413),
        ("content-length", "9" * 4000, 413),
        ("transfer-encoding", "chunked", 411),
    ],
)
async def test_a_body_that_is_too_long_or_of_unknown_length_is_refused(
    header: str, value: str, status: int
) -> None:
    answer = await ask(_guard(), headers={header: value})
    assert (answer.status, answer.field) == (status, "body")


async def test_a_full_server_says_so_and_lets_in_again_when_somebody_left() -> None:
    limits = Limits(sockets=2, sockets_per_address=1)
    tally = Tally()
    guard = Guard(_let_in, Settings(), limits, tally)
    tally.enter("10.0.0.1")
    assert (await ask(guard, "/ws", "WS", client="10.0.0.1")).status == 429
    assert (await ask(guard, "/ws", "WS", client="10.0.0.2")).status == 101
    tally.enter("10.0.0.3")
    assert (await ask(guard, "/ws", "WS", client="10.0.0.2")).status == 503
    tally.leave("10.0.0.3")
    tally.leave("10.0.0.1")
    assert (await ask(guard, "/ws", "WS", client="10.0.0.1")).status == 101
    assert not tally.sockets


async def test_a_kind_of_connection_that_is_not_known_never_reaches_the_app() -> None:
    reached: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])

    async def never() -> dict[str, object]:
        raise AssertionError("nothing is read")

    async def silent(message: object) -> None:
        raise AssertionError("nothing is said")

    await _guard(app)({"type": "webtransport"}, never, silent)
    assert not reached
