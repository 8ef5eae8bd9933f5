"""The headers that tell a browser what pages of this server may do."""

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
    is asked for again each time.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on; only its answer is touched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *SAFETY, _cache(scope, message)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _cache(scope: Scope, message: Message) -> tuple[bytes, bytes]:
    hashed = scope["path"].startswith("/assets/") and message["status"] in {200, 206, 304}
    return (b"cache-control", _FOR_EVER if hashed else b"no-cache")
