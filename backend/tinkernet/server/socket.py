"""One browser's websocket: its messages go to the runs, what they answer goes back."""

import asyncio
import secrets

from starlette.websockets import WebSocket, WebSocketDisconnect

from tinkernet import __version__
from tinkernet.protocol import (
    PROTOCOL_VERSION,
    ClientMessage,
    Hello,
    Ping,
    Pong,
)
from tinkernet.refusal import RefusalError
from tinkernet.server.budget import Budget, Verdict
from tinkernet.server.logs import RejectionLog
from tinkernet.server.parsing import parse_json, parse_message, refused
from tinkernet.server.site import Site

_TOO_MUCH = 1008
_TOO_SLOW = 4408
_CLOSE_SECS = 1.0


class HangUp(Exception):
    """The server ends the talk with this websocket close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Socket:
    """One connection from hello to goodbye.

    Two tasks, both ended when either ends: one listens, one sends what the viewer's outbox
    holds. When it is over the viewer leaves; its runs go on for a while, so that the same page
    can come back to them.
    """

    def __init__(self, websocket: WebSocket, site: Site, log: RejectionLog) -> None:
        limits = site.limits
        self._websocket = websocket
        self._site = site
        self._log = log
        self._send_secs = limits.send_secs
        self._messages = Budget(limits.messages_per_sec, limits.messages_burst)
        self._signals = Budget(limits.signals_per_sec, limits.signals_burst)
        # Nobody signs in, so one page is one session.
        self._viewer = site.runs.viewer(secrets.token_hex(16))

    async def talk(self) -> None:
        """Serve until the browser goes, or is sent away."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._tell())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            endings = await asyncio.gather(*tasks, return_exceptions=True)
            self._site.runs.leave(self._viewer)
        await self._end(endings)

    async def _end(self, endings: list[BaseException | None]) -> None:
        for ending in endings:
            match ending:
                case None | asyncio.CancelledError() | WebSocketDisconnect():
                    continue
                case HangUp(code=code, reason=reason):
                    self._site.tally.hung_up[code] += 1
                    await _close(self._websocket, code, reason)
                case _:
                    raise ending

    async def _listen(self) -> None:
        self._viewer.tell(Hello(version=PROTOCOL_VERSION, release=__version__))
        while True:
            event = await self._websocket.receive()
            if event["type"] == "websocket.disconnect":
                return
            self._hear(event.get("text"))

    async def _tell(self) -> None:
        async for item in self._viewer.outbox:
            await self._send(item)

    def _hear(self, text: str | None) -> None:
        raw = None
        try:
            if not self._within(self._signals):
                return
            if text is None:
                raise RefusalError("A message must be JSON text; bytes came.")
            raw = parse_json(text)
            kind = raw.get("type")
            if kind not in {"drawn", "ping"} and not self._within(self._messages):
                return
            self._act(parse_message(raw))
        except RefusalError as error:
            self._refuse(error, raw)

    def _act(self, message: ClientMessage) -> None:
        if isinstance(message, Ping):
            self._viewer.tell(Pong(sent=message.sent))
        else:
            self._site.runs.handle(self._viewer, message)

    def _within(self, budget: Budget) -> bool:
        match budget.spend():
            case Verdict.TAKE:
                return True
            case Verdict.DROP:
                return False
            case Verdict.HANG_UP:
                raise HangUp(_TOO_MUCH, "too many messages")
            case Verdict.WARN:
                rate = self._site.limits.messages_per_sec
                raise RefusalError(
                    f"Too many messages: at most {rate:g} a second are read, the others are "
                    "dropped. Slow down, or the connection is closed.",
                    "rate",
                )

    def _refuse(self, error: RefusalError, raw: dict[str, object] | None) -> None:
        self._site.tally.refused += 1
        client = self._websocket.client
        self._log.rejected(client.host if client else "unknown", error.field, error.message)
        self._viewer.tell(refused(error, raw))

    async def _send(self, item: str | bytes) -> None:
        try:
            async with asyncio.timeout(self._send_secs):
                if isinstance(item, str):
                    await self._websocket.send_text(item)
                else:
                    await self._websocket.send_bytes(item)
        except TimeoutError as error:
            raise HangUp(_TOO_SLOW, "the page no longer reads") from error


async def _close(websocket: WebSocket, code: int, reason: str) -> None:
    """Say goodbye to someone who may not be listening any more."""
    try:
        async with asyncio.timeout(_CLOSE_SECS):
            await websocket.close(code, reason)
    except (TimeoutError, RuntimeError, WebSocketDisconnect):
        return
