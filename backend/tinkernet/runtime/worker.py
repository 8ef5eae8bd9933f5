"""The loop of a worker process: many runs take turns, a slice of a few milliseconds each."""

import math
import select
import socket
import time
import traceback
from dataclasses import dataclass, field

import torch

from tinkernet.discovery import Catalogue
from tinkernet.protocol import Close
from tinkernet.refusal import RefusalError
from tinkernet.runtime import pace
from tinkernet.runtime.drawing import draw
from tinkernet.runtime.keeper import Keeper
from tinkernet.runtime.lookout import Lookout
from tinkernet.runtime.mouth import Mouth
from tinkernet.runtime.orders import Begin, Order, Rate, Take, orders
from tinkernet.runtime.reports import Cost, Pulse, Ready, Taken, Turned
from tinkernet.runtime.settings import WorkerSettings
from tinkernet.runtime.taking import Taking
from tinkernet.runtime.training import Training
from tinkernet.runtime.wire import Kind, Packet, Reader, unpack_state
from tinkernet.sweep import swept

_READ_BYTES = 1 << 16
_LONGEST_TRACEBACK = 16_000


@dataclass(slots=True, eq=False)
class _Turn:
    """One run among its neighbours. `spent`: its virtual time; `dice`: torch's generator as the
    run left it; `credit`: frames it may still send before the server has taken one."""

    number: int
    training: Training | Taking
    credit: int
    frame: int
    spent: float
    dice: torch.Tensor
    keeper: Keeper = field(default_factory=Keeper)
    lifted: bool = True
    frame_secs: float = 0.0
    has_drawn: bool = False
    has_news: bool = False

    def wake(self) -> float:
        """When it has something to do next."""
        if self.credit <= 0 and not self.lifted:
            return math.inf
        training = self.training
        kept = self.keeper.wake(training) if isinstance(training, Training) else math.inf
        return min(training.wake(), kept)


class Worker:
    """Hosts runs until the server goes away."""

    def __init__(self, sock: socket.socket, catalogue: Catalogue, settings: WorkerSettings) -> None:
        self._sock = sock
        self._catalogue = catalogue
        self._settings = settings
        self._mouth = Mouth(sock)
        self._lookout = Lookout(sock, self._mouth, settings.hang_told_secs)
        self._reader = Reader()
        self._turns: dict[int, _Turn] = {}
        #: States that came before the order to begin.
        self._states: dict[int, bytes] = {}
        self._at_play: _Turn | None = None
        self._frame_secs = 1 / settings.frames_per_sec
        self._pulse_secs = settings.hang_told_secs / 5
        self._next_pulse = 0.0

    def work(self, ready: Ready) -> None:
        """Say hello, then take turns until the server closes the socket."""
        self._mouth.report(0, ready)
        self._lookout.start()
        wait = 0.0
        while self._listen(wait):
            now = time.monotonic()
            turn, wake = self._next(now)
            if turn:
                self._take(turn, now)
            if now >= self._next_pulse:
                self._pulse(now)
            wait = 0.0 if turn else max(0.0, min(wake, self._next_pulse) - now)

    def _listen(self, wait: float) -> bool:
        """Hear what the server says, for at most `wait` seconds; False when it is gone."""
        try:
            if not select.select([self._sock], [], [], wait)[0]:
                return True
            data = self._sock.recv(_READ_BYTES)
        except OSError:
            return False
        for packet in self._reader.feed(data):
            self._hear(packet)
        return bool(data)

    def _hear(self, packet: Packet) -> None:
        turn = self._turns.get(packet.run)
        match packet.kind:
            case Kind.CREDIT if turn:
                turn.credit += 1
            case Kind.STATE:
                _, self._states[packet.run] = unpack_state(packet.payload)
            case Kind.ORDER:
                self._follow(packet.run, turn, orders.validate_json(packet.payload))

    def _follow(self, number: int, turn: _Turn | None, order: Order) -> None:
        match order:
            case Begin() if order.lab in self._catalogue.entries:
                self._turns[number] = self._begin(number, order)
            case Begin():
                unknown = "The workers do not know this lab: restart the server."
                self._mouth.report(number, Turned(state="failed", step=0, message=unknown))
            case Take():
                self._turns[number] = self._take_away(number, order)
            case Close():
                self._end(number)
            case Rate():
                self._frame_secs = 1 / order.frames_per_sec
            case _ if turn and isinstance(turn.training, Training):
                turn.training.words.append(order)
                turn.lifted = True

    def _begin(self, number: int, begin: Begin) -> _Turn:
        clock = pace.Pace(playing=begin.playing, speed=begin.speed, frame_secs=self._frame_secs)
        training = Training(
            begin,
            swept(self._catalogue.entries[begin.lab], begin.sweep),
            clock,
            lambda report: self._mouth.report(number, report),
            self._states.pop(number, None),
        )
        return self._turn(number, training, begin.frame)

    def _take_away(self, number: int, order: Take) -> _Turn:
        def send(name: str, data: bytes) -> None:
            self._mouth.report(number, Taken(name=name))
            self._mouth.file(number, data)

        entry = self._catalogue.entries[order.lab]
        taking = Taking(order, entry, send, lambda report: self._mouth.report(number, report))
        return self._turn(number, taking, 0)

    def _turn(self, number: int, training: Training | Taking, frame: int) -> _Turn:
        spent = min((turn.spent for turn in self._turns.values()), default=0.0)
        credit = self._settings.credits
        return _Turn(number, training, credit, frame, spent, torch.get_rng_state())

    def _end(self, number: int) -> None:
        turn = self._turns.pop(number, None)
        if turn is self._at_play:
            self._at_play = None

    def _next(self, now: float) -> tuple[_Turn | None, float]:
        """The run whose turn it is, or None and the time of the next turn: those just told
        something go first, then the one that had least of the worker's time."""
        best: _Turn | None = None
        soonest = math.inf
        for turn in self._turns.values():
            wake = turn.wake()
            if wake > now:
                soonest = min(soonest, wake)
            elif best is None or (not turn.lifted, turn.spent) < (not best.lifted, best.spent):
                best = turn
        return best, soonest

    def _take(self, turn: _Turn, start: float) -> None:
        """One slice for one run; the one place that lives with whatever a lab may do wrong."""
        self._switch(turn)
        training = turn.training
        self._lookout.began(turn.number, start)
        try:
            # Who was just told something shows it first and trains on in its next turn.
            training.work(start if turn.lifted else start + self._settings.slice_secs)
            if isinstance(training, Training):
                self._show(turn, training)
        except RefusalError as refusal:
            training.fail(refusal.message, "")
        except Exception as error:  # noqa: BLE001 a lab may raise anything; its author must see it
            text = traceback.format_exc()[-_LONGEST_TRACEBACK:]
            training.fail(_sentence(error, self._settings.memory_mb), text)
        self._lookout.ended()
        turn.lifted = False
        # Who slept does not save up time against those who worked.
        least = min((other.spent for other in self._turns.values()), default=0.0)
        turn.spent = max(turn.spent, least) + time.monotonic() - start

    def _show(self, turn: _Turn, training: Training) -> None:
        """Draw it if a frame is due, or send its state if that is."""
        if training.dirty and turn.credit > 0 and training.pace.frame_due <= time.monotonic():
            self._draw(turn, training)
        elif turn.keeper.wake(training) <= time.monotonic() and (
            data := turn.keeper.state(training)
        ):
            self._mouth.state(turn.number, training.step, data)

    def _draw(self, turn: _Turn, training: Training) -> None:
        # The processor's time: other programs of this machine make no frame dearer.
        start = time.thread_time()
        frame = draw(training, turn.frame, self._settings.rows_per_frame)
        self._mouth.frame(turn.number, frame)
        turn.frame += 1
        turn.credit -= 1
        cost = time.thread_time() - start
        hidden_secs = 1 / self._settings.hidden_frames_per_sec
        clock = training.pace
        clock.frame_secs = self._frame_secs if training.wanted else hidden_secs
        clock.drew(time.monotonic())
        # The first frame of a run finds everything cold.
        if turn.has_drawn:
            turn.frame_secs += (cost - turn.frame_secs) * (0.2 if turn.frame_secs else 1.0)
            turn.has_news = True
        turn.has_drawn = True

    def _switch(self, turn: _Turn) -> None:
        """Give the run torch's generator as it left it: neighbours draw from it too."""
        if self._at_play is turn:
            return
        if self._at_play:
            self._at_play.dice = torch.get_rng_state()
        torch.set_rng_state(turn.dice)
        self._at_play = turn

    def _pulse(self, now: float) -> None:
        self._next_pulse = now + self._pulse_secs
        drawn = [turn for turn in self._turns.values() if turn.has_news]
        costs = [Cost(run=turn.number, frame_secs=turn.frame_secs) for turn in drawn]
        for turn in drawn:
            turn.has_news = False
        self._mouth.report(0, Pulse(costs=costs))


def _sentence(error: Exception, memory_mb: int) -> str:
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return (
            f"This run asked for more memory than a worker may have ({memory_mb:,} MB). "
            "Make the model or the data smaller, then restart."
        )
    return f"The lab stopped with an error: {type(error).__name__}: {str(error)[:200]}"
