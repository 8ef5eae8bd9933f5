"""Asks an ASGI app without a network: one request, one answer."""

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

HERE = "127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. A websocket that was let in has the status 101."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def field(self) -> str:
        """Which field an error names."""
        return orjson.loads(self.body)["field"]

    @property
    def message(self) -> str:
        """The sentence of an error."""
        return orjson.loads(self.body)["message"]


async def ask(
    app: ASGIApp,
    path: str = "/healthz",
    method: str = "GET",
    headers: dict[str, str] | None = None,
    client: str = "127.0.0.1",
) -> Answer:
    """The answer to one http request; the method WS asks for a websocket. Host is ours, and a
    websocket comes from our page, unless `headers` say otherwise."""
    socket = method == "WS"
    given = {"host": HERE, **({"origin": f"http://{HERE}"} if socket else {}), **(headers or {})}
    scope: dict[str, Any] = {
        "type": "websocket" if socket else "http",
        "method": method,
        "scheme": "ws" if socket else "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in given.items() if v],
        "client": (client, 50000),
        "server": ("127.0.0.1", 8000),
        "extensions": {"websocket.http.response": {}},
        "state": {},
    }
    sent: list[Message] = []
    first = {"type": "websocket.connect"} if socket else {"type": "http.request", "body": b""}
    waiting: list[Message] = [first]

    async def receive() -> Message:
        gone = {"type": "websocket.disconnect" if socket else "http.disconnect", "code": 1001}
        return waiting.pop(0) if waiting else gone

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return _answer(sent)


def _answer(sent: list[Message]) -> Answer:
    start = next((each for each in sent if each["type"].endswith("response.start")), None)
    if start is None:
        refused = any(each["type"] == "websocket.close" for each in sent[:1])
        return Answer(403 if refused else 101, {}, b"")
    headers = {key.decode(): value.decode() for key, value in start["headers"]}
    body = b"".join(each.get("body", b"") for each in sent)
    return Answer(start["status"], headers, body)
