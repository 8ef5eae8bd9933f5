"""The outermost gate, for http and websocket alike: what is not allowed here goes no further."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tinkernet.runtime.limits import Limits
from tinkernet.server.addresses import host_name, own_hosts, same_origin
from tinkernet.server.headers import SAFETY
from tinkernet.server.logs import RejectionLog, shown
from tinkernet.server.settings import Settings
from tinkernet.server.tally import Tally

#: Methods that change nothing, so that a plain link or a command line may use them.
_HARMLESS = frozenset({"GET", "HEAD"})
#: Where something is changed, and how; a route with another method must be added here and argued
#: for. All of them need the Origin of our own page, and take nothing but JSON.
_CHANGES = {
    re.compile(r"/api/experiments"): frozenset({"POST"}),
    re.compile(r"/api/experiments/[^/]+"): frozenset({"PATCH", "DELETE"}),
    re.compile(r"/api/experiments/[^/]+/(undelete|resume)"): frozenset({"POST"}),
}
_SECURE = {"http": "https", "ws": "https", "https": "https", "wss": "https"}
_PLAIN = {"http": "http", "ws": "http", "https": "https", "wss": "https"}


@dataclass(frozen=True, slots=True)
class Turned:
    """Why a request goes no further: an HTTP status, the field at fault and a sentence; `allow`
    names the methods that would do."""

    status: int
    field: str
    message: str
    allow: str = ""


def allowed_methods(path: str) -> frozenset[str]:
    """Every method that may be used at `path`."""
    changes = (methods for shape, methods in _CHANGES.items() if shape.fullmatch(path))
    return _HARMLESS.union(*changes)


class Guard:
    """Asks every request for method, path, Host, Origin and size before the app sees it.

    Deny by default: an unknown kind of connection is dropped, a missing Origin is refused for
    anything but a harmless http request. Decisions read `scope["path"]`, never a URL put
    together from headers.
    """

    def __init__(self, app: ASGIApp, settings: Settings, limits: Limits, tally: Tally) -> None:
        self._app = app
        self._limits = limits
        self._hosts = own_hosts(settings.host, settings.allowed_hosts)
        self._proxied = frozenset(settings.allowed_hosts)
        self._tally = tally
        self._log = RejectionLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one connection through, or answer it here."""
        match scope["type"]:
            case "lifespan":
                await self._app(scope, receive, send)
            case "http":
                await self._http(scope, receive, send)
            case "websocket":
                await self._websocket(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        checks = (_method, _path, self._host, self._origin, self._body)
        if turned := self._first(checks, scope):
            await _answer(turned, send, "http.response")
        else:
            await self._app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        checks = (_path, self._host, self._origin, self._room)
        if turned := self._first(checks, scope):
            await _turn_away_socket(turned, scope, send)
            return
        address = _address(scope)
        self._tally.enter(address)
        try:
            await self._app(scope, receive, send)
        finally:
            self._tally.leave(address)

    def _first(
        self, checks: tuple[Callable[[Scope], Turned | None], ...], scope: Scope
    ) -> Turned | None:
        turned = next((found for check in checks if (found := check(scope))), None)
        if turned:
            self._tally.turned_away[turned.field] += 1
            self._log.rejected(_address(scope), turned.field, turned.message)
        return turned

    def _host(self, scope: Scope) -> Turned | None:
        hosts = _header(scope, b"host")
        if len(hosts) != 1:
            return Turned(400, "host", "A request has exactly one Host header.")
        if host_name(hosts[0]) in self._hosts:
            return None
        name = shown(hosts[0])
        return Turned(
            421,
            "host",
            f"Tinkernet does not answer to the name {name}. If it is yours, start Tinkernet "
            f"with --allowed-host {name}; else use the address it printed.",
        )

    def _origin(self, scope: Scope) -> Turned | None:
        origins = _header(scope, b"origin")
        if not origins:
            if scope["type"] == "http" and scope["method"] in _HARMLESS:
                return None
            return Turned(403, "origin", "This needs an Origin header: the page's own address.")
        host = _header(scope, b"host")[0]
        schemes = {_PLAIN[scope["scheme"]]}
        if host_name(host) in self._proxied:
            # A proxy in front of a named host may speak https where we hear http.
            schemes.add(_SECURE[scope["scheme"]])
        if len(origins) == 1 and same_origin(origins[0], host, frozenset(schemes)):
            return None
        return Turned(
            403,
            "origin",
            f"A page of {shown(origins[0])} may not use this server: open the address that "
            "Tinkernet printed.",
        )

    def _body(self, scope: Scope) -> Turned | None:
        if scope["method"] not in _HARMLESS and (turned := _kind(scope)):
            return turned
        limit = self._limits.body_bytes
        if _header(scope, b"transfer-encoding"):
            return Turned(411, "body", "Say the length of the body in a Content-Length header.")
        length = next(iter(_header(scope, b"content-length")), "0")
        if length.isdecimal() and len(length) < 12 and int(length) <= limit:
            return None
        return Turned(413, "body", f"A body has at most {limit:,} bytes; {shown(length)} came.")

    def _room(self, scope: Scope) -> Turned | None:
        sockets = self._tally.sockets
        if sockets.total() >= self._limits.sockets:
            return Turned(503, "sockets", "The server is full: close a tab, or try again soon.")
        if sockets[_address(scope)] >= self._limits.sockets_per_address:
            return Turned(429, "sockets", "Too many pages are open from this address: close some.")
        return None


def _method(scope: Scope) -> Turned | None:
    methods = allowed_methods(scope["path"])
    if scope["method"] in methods:
        return None
    allow = ", ".join(sorted(methods))
    message = f"Here one can {allow}; {shown(scope['method'])} came."
    return Turned(405, "method", message, allow)


def _kind(scope: Scope) -> Turned | None:
    """Only JSON, which no form of another site can send without asking."""
    kinds = _header(scope, b"content-type")
    has_body = next(iter(_header(scope, b"content-length")), "0") != "0"
    if not kinds and not has_body:
        return None
    if len(kinds) == 1 and kinds[0].partition(";")[0].strip().lower() == "application/json":
        return None
    return Turned(415, "body", "Send JSON, with the header Content-Type: application/json.")


def _path(scope: Scope) -> Turned | None:
    path: str = scope["path"]
    strange = any(ord(c) < 32 or c == "\\" or ord(c) == 127 for c in path)
    if path.startswith("/") and not strange and ".." not in path.split("/") and len(path) <= 500:
        return None
    return Turned(400, "path", f"{shown(path)} is not an address of this server.")


def _header(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


async def _turn_away_socket(turned: Turned, scope: Scope, send: Send) -> None:
    if "websocket.http.response" in scope.get("extensions", {}):
        await _answer(turned, send, "websocket.http.response")
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": turned.field})


async def _answer(turned: Turned, send: Send, kind: str) -> None:
    body = orjson.dumps({"field": turned.field, "message": turned.message})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if turned.allow:
        headers.append((b"allow", turned.allow.encode()))
    start: Message = {
        "type": f"{kind}.start",
        "status": turned.status,
        "headers": [*headers, *SAFETY, (b"cache-control", b"no-store")],
    }
    await send(start)
    await send({"type": f"{kind}.body", "body": body})
