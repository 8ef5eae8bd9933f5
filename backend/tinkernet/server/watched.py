"""The websocket of a notebook: frames and reports come in, orders go out, as with a worker."""

import asyncio
import hmac
from contextlib import suppress
from ipaddress import ip_address

import orjson
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from tinkernet.lab import LabPage
from tinkernet.runtime.guests import Guest
from tinkernet.runtime.orders import Order
from tinkernet.runtime.reports import reports
from tinkernet.runtime.wire import Kind, Packet, Reader, WireError, pack
from tinkernet.server.site import Site

_STRANGER = 1008


def is_known(websocket: WebSocket, token: str) -> bool:
    """Whether who dials is on this machine and knows the token of the process that started us."""
    client = websocket.client
    try:
        is_near = client is not None and ip_address(client.host).is_loopback
    except ValueError:
        is_near = False
    said = websocket.headers.get("authorization", "").removeprefix("Bearer ")
    return is_near and token != "" and hmac.compare_digest(said.encode(), token.encode())


async def take_in(websocket: WebSocket, site: Site) -> None:
    """Serve one notebook until it goes, or says what makes no sense."""
    if not is_known(websocket, site.token):
        await websocket.close(_STRANGER)
        return
    await websocket.accept()
    talk = _Talk(websocket, site)
    telling = asyncio.create_task(talk.tell())
    try:
        await talk.listen()
    except WebSocketDisconnect:
        pass
    except (WireError, ValidationError, orjson.JSONDecodeError, ValueError, KeyError, TypeError):
        with suppress(RuntimeError):
            await websocket.close(_STRANGER, "what came is no frame and no report")
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        talk.leave()


class _Talk:
    """One loop that is watched. Orders wait in a queue: a page's word must never block."""

    def __init__(self, websocket: WebSocket, site: Site) -> None:
        self._websocket = websocket
        self._site = site
        self._reader = Reader()
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._guest: Guest | None = None

    async def listen(self) -> None:
        while True:
            for packet in self._reader.feed(await self._websocket.receive_bytes()):
                self._hear(packet)

    async def tell(self) -> None:
        while True:
            await self._websocket.send_bytes(await self._waiting.get())

    def leave(self) -> None:
        if self._guest:
            self._guest.leave()

    def _hear(self, packet: Packet) -> None:
        if self._guest is None:
            page = LabPage.model_validate_json(packet.payload)
            self._guest = Guest(page, self._site.limits, self._obey)
            self._site.runs.welcome(self._guest)
            self._obey(self._guest.begin()[0])
        elif packet.kind is Kind.FRAME:
            self._guest.frame(packet.payload)
            self._waiting.put_nowait(pack(Kind.CREDIT, 0))
        elif packet.kind is Kind.REPORT:
            self._guest.hear(reports.validate_json(packet.payload))

    def _obey(self, order: Order) -> None:
        self._waiting.put_nowait(pack(Kind.ORDER, 0, order.model_dump_json().encode()))
