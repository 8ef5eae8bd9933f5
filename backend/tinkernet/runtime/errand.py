"""One file on its way from a worker."""

import asyncio

from tinkernet.refusal import RefusalError
from tinkernet.runtime.reports import Denied, Report, Taken, Turned


class Errand:
    """`done` is the file's name and its bytes, or a refusal."""

    def __init__(self) -> None:
        self.done: asyncio.Future[tuple[str, bytes]] = asyncio.get_running_loop().create_future()
        self._name = ""
        self._room = asyncio.Event()

    def ring(self) -> None:
        """There may be room in a worker."""
        self._room.set()

    async def until_room(self) -> None:
        """Wait for the next time that there may be."""
        self._room.clear()
        await self._room.wait()

    def hear(self, report: Report) -> None:
        """The name comes before the bytes; a refusal comes instead."""
        match report:
            case Taken(name=name):
                self._name = name
            case Denied(message=message) | Turned(message=message):
                self.refuse(message)

    def bring(self, data: bytes) -> None:
        """The bytes are here."""
        if not self.done.done():
            self.done.set_result((self._name, data))

    def refuse(self, message: str) -> None:
        """There will be no file."""
        if not self.done.done():
            self.done.set_exception(RefusalError(message))
