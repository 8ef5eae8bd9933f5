"""A class at work: what learners feel when twenty of them train at once on one server."""

import asyncio
import statistics
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson
from tests.live_server import LiveServer, live_server
from tests.stalled_page import StalledPage
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect

from tinkernet.frame import unpack

LEARNERS = 20
RUNS_BESIDE_A_SLIDER = 8
STALLED = 10

FIRST_FRAME_MS = 150.0
SLIDER_MS = 50.0
FRAMES_PER_SEC = 15.0
STALLED_MB = 10.0

_LAB = "mlp"
#: Steps per second, as the page asks for at first.
_SPEED = 80.0
_STARTS = 20
_MOVES = 40
_WATCH_SECS = 10.0
_STALL_SECS = 24.0
_SETTLED_SECS = 4.0
_PATIENCE_SECS = 30.0


@dataclass(slots=True)
class Learner:
    """One open page: reads all, acknowledges every frame at once, as a browser does."""

    socket: ClientConnection
    run: str = ""
    frames: int = 0

    async def say(self, **message: object) -> None:
        """Send one JSON message."""
        await self.socket.send(orjson.dumps(message).decode())

    async def open(self, seed: int) -> None:
        """Start a run that nobody else has."""
        config = _config(seed)
        await self.say(type="open", tag="a", lab=_LAB, config=config, speed=_SPEED, fresh=True)

    async def next(self, patience_secs: float = _PATIENCE_SECS) -> dict[str, Any]:
        """The next message; of a frame its header, with `type` set to `frame`.

        Raises:
            TimeoutError: if none comes in time.
        """
        # Not wait_for: before Python 3.12 it may lose a cancellation.
        async with asyncio.timeout(patience_secs):
            got = await self.socket.recv()
        if isinstance(got, str):
            message = orjson.loads(got)
            if message["type"] == "refused":
                raise RuntimeError(f"the server refused: {message['message']}")
            return message
        header, _ = unpack(got)
        self.run = header["run"]
        self.frames += 1
        await self.say(type="drawn", run=header["run"], frame=header["frame"])
        return {"type": "frame", **header}

    async def until(self, kind: str, step: int = 0) -> dict[str, Any]:
        """The next message of that kind, at that step or later."""
        while (message := await self.next())["type"] != kind or message.get("step", 0) < step:
            pass
        return message

    async def watch(self) -> None:
        """Read and acknowledge until cancelled."""
        while True:
            await self.next()


def classroom_rows() -> list[dict[str, Any]]:
    """Four rows for the table; `peer` is the target, and a ratio of at least 1 reaches it.

    Each has a server of its own, for a run that is left goes on for a while.
    """
    with live_server() as server:
        first = asyncio.run(_first_frame_ms(server))
    with live_server() as server:
        slider = asyncio.run(_slider_ms(server))
    with live_server() as server:
        frames = asyncio.run(_frames_per_sec(server))
    with live_server() as server:
        growth = _stalled_growth_mb(server)
    return [
        _row("first_frame_ms", first, FIRST_FRAME_MS, FIRST_FRAME_MS / first, "ms, p50"),
        _row("slider_to_frame_ms_8_runs", slider, SLIDER_MS, SLIDER_MS / slider, "ms, p50"),
        _row(
            "frames_per_sec_20_learners", frames, FRAMES_PER_SEC, frames / FRAMES_PER_SEC,
            "frames/s, the slowest learner",
        ),
        _row(
            "stalled_clients_growth_mb", growth, STALLED_MB, STALLED_MB / max(growth, 0.1),
            "MB of the server, ten stalled pages",
        ),
    ]  # fmt: skip


def _config(seed: int) -> dict[str, object]:
    """A net of one's own that trains for longer than anybody watches."""
    return {"seed": seed, "weights_seed": seed, "steps": 20_000}


def _row(name: str, ours: float, peer: float, ratio: float, unit: str) -> dict[str, Any]:
    rounded = {"ours": round(ours, 2), "peer": peer, "ratio": round(ratio, 2)}
    return {"name": name, **rounded, "unit": unit}


async def _learner(server: LiveServer) -> Learner:
    # Frames that nobody reads any more stand before the goodbye: do not wait for it.
    socket = await connect(
        server.ws_url, origin=Origin(server.url), max_size=None, compression=None, close_timeout=1
    )
    return Learner(socket)


async def _first_frame_ms(server: LiveServer) -> float:
    """From the click on a lab to its first frame, on a warm server that is otherwise idle."""
    waits: list[float] = []
    for seed in range(_STARTS):
        learner = await _learner(server)
        await learner.until("hello")
        started = time.perf_counter()
        await learner.open(seed)
        await learner.until("frame")
        waits.append(time.perf_counter() - started)
        await _leave(learner)
    return statistics.median(waits) * 1000


async def _slider_ms(server: LiveServer) -> float:
    """From a slider's move to the first frame computed with it, others training beside."""
    class_ = [await _learner(server) for _ in range(RUNS_BESIDE_A_SLIDER)]
    for seed, learner in enumerate(class_):
        await learner.open(seed)
        await learner.until("frame")
    mover, others = class_[0], [asyncio.create_task(each.watch()) for each in class_[1:]]
    waits: list[float] = []
    for move in range(_MOVES):
        await _rest(mover, 0.1 + 0.013 * (move % 7))
        moved = time.perf_counter()
        await mover.say(type="set", run=mover.run, config={"lr": 0.02 + 0.0001 * (move + 1)})
        changed = await mover.until("changed")
        await mover.until("frame", changed["step"])
        waits.append(time.perf_counter() - moved)
    await _end(others, class_)
    return statistics.median(waits) * 1000


async def _frames_per_sec(server: LiveServer) -> float:
    """Frames a second of the learner who gets the fewest, everybody training a net."""
    class_ = [await _learner(server) for _ in range(LEARNERS)]
    for seed, learner in enumerate(class_):
        await learner.open(seed)
        await learner.until("frame")
    watching = [asyncio.create_task(each.watch()) for each in class_]
    await asyncio.sleep(2)
    before = [each.frames for each in class_]
    started = time.perf_counter()
    await asyncio.sleep(_WATCH_SECS)
    took = time.perf_counter() - started
    rates = [(each.frames - past) / took for each, past in zip(class_, before, strict=True)]
    await _end(watching, class_)
    return min(rates)


def _stalled_growth_mb(server: LiveServer) -> float:
    """How much the server still grows once ten pages have stopped to read.

    What the runs themselves take (each keeps a record for late viewers) is there by then.
    """
    pages = [StalledPage(server, _LAB, _config(seed), _SPEED) for seed in range(STALLED)]
    started = time.monotonic()
    sizes: list[float] = []
    while (passed := time.monotonic() - started) < _STALL_SECS:
        for page in pages:
            _claim(page)
        if passed > _SETTLED_SECS:
            sizes.append(server.rss_mb())
        time.sleep(0.2)
    for page in pages:
        page.close()
    return max(sizes) - sizes[0]


def _claim(page: StalledPage) -> None:
    try:
        page.claim(5)
    except OSError:
        return  # The server has hung up, as it should.


async def _rest(learner: Learner, secs: float) -> None:
    """Go on reading for a while."""
    end = time.monotonic() + secs
    while (left := end - time.monotonic()) > 0:
        with suppress(TimeoutError):
            await learner.next(left)


async def _leave(learner: Learner) -> None:
    if learner.run:
        await learner.say(type="close", run=learner.run)
    await learner.socket.close()


async def _end(tasks: list[asyncio.Task[None]], class_: list[Learner]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(_leave(learner) for learner in class_))


if __name__ == "__main__":
    for row in classroom_rows():
        print(row)
