"""The headers that tell a browser what pages of this server may do."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
)
SAFETY: list[tuple[bytes, bytes]] = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
_FOR_EVER = b"public, max-age=31536000, immutable"


class Headers:
    """Adds the safety headers to every answer, and says how long a browser may keep it.

    Files under `/assets/` carry a hash of their content in their name and never change; all else
    is asked for again each time. `parents`: origins whose pages may show ours in a frame.
    """

    def __init__(self, app: ASGIApp, parents: Sequence[str] = ()) -> None:
        self._app = app
        self._safety = [_with_parents(header, parents) for header in SAFETY]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on; only its answer is touched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._safety, _cache(scope, message)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _with_parents(header: tuple[bytes, bytes], parents: Sequence[str]) -> tuple[bytes, bytes]:
    """The policy ends with those who may frame a page, so that more of them can follow."""
    name, value = header
    if name != b"content-security-policy":
        return header
    return name, " ".join([value.decode(), *parents]).encode()


def _cache(scope: Scope, message: Message) -> tuple[bytes, bytes]:
    hashed = scope["path"].startswith("/assets/") and message["status"] in {200, 206, 304}
    return (b"cache-control", _FOR_EVER if hashed else b"no-cache")
