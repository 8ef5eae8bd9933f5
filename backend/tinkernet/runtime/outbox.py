"""Between fast runs and a slow page: newest panels, all numbers, every word in order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from tinkernet.protocol import Changed, Pong, ServerMessage, Status
from tinkernet.runtime.watch import Watch

#: A page that reads nothing keeps the newest words; the socket is closed soon after.
_MOST_WORDS = 256
_TERMINAL = {"diverged", "finished", "failed", "lost"}


class Outbox:
    """What waits to be sent to one page; iterate over it to send.

    Yields text (a control message as JSON) before bytes (a frame); a frame is chosen only when
    it is asked for, so that it is the newest. `frames` and `merged` count.
    """

    def __init__(self) -> None:
        self.watches: dict[str, Watch] = {}
        self.frames = 0
        self._words: deque[ServerMessage] = deque()
        self._bell = asyncio.Event()
        self._is_closed = False

    def tell(self, message: ServerMessage) -> None:
        """Queue a control message behind those that wait."""
        if isinstance(message, Status) and message.state == "queued" and self._replaced(message):
            return
        self._words.append(message)
        if len(self._words) > _MOST_WORDS:
            self._forget()
        self._bell.set()

    def ring(self) -> None:
        """There may be a frame to send."""
        self._bell.set()

    def close(self) -> None:
        """Nothing more: whoever iterates comes to the end."""
        self._is_closed = True
        self._bell.set()

    def take(self) -> str | bytes | None:
        """What goes next, or None while there is nothing to send."""
        if self._words:
            return self._words.popleft().model_dump_json()
        for run, watch in self.watches.items():
            if (data := watch.next()) is not None:
                # The next one looked at is another run's: none starves its neighbours.
                self.watches[run] = self.watches.pop(run)
                self.frames += 1
                return data
        return None

    async def __aiter__(self) -> AsyncIterator[str | bytes]:
        """Everything in its order, until the outbox is closed."""
        while not self._is_closed:
            item = self.take()
            if item is not None:
                yield item
                continue
            self._bell.clear()
            await self._bell.wait()

    def _replaced(self, status: Status) -> bool:
        """A newer place in the queue takes the room of the older one."""
        for place in reversed(range(len(self._words))):
            word = self._words[place]
            if isinstance(word, Status) and word.run == status.run:
                if word.state == "queued":
                    self._words[place] = status
                return word.state == "queued"
        return False

    def _forget(self) -> None:
        """The oldest word goes that says nothing final."""
        newest = {word.run: word for word in self._words if isinstance(word, Status)}
        for place, word in enumerate(self._words):
            if isinstance(word, Status):
                is_needed = word.state in _TERMINAL or newest[word.run] is word
            else:
                is_needed = not isinstance(word, Changed | Pong)
            if not is_needed:
                del self._words[place]
                return
        self._words.popleft()
