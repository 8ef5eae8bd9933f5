"""A slow page misses pictures, never numbers and never a last word."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runtime.page import Seen
from tinkernet.frame import encode
from tinkernet.panels import Number, Stat
from tinkernet.protocol import Changed, Frame, Metrics, Status
from tinkernet.runtime.outbox import Outbox
from tinkernet.runtime.record import Record
from tinkernet.runtime.watch import Watch
from tinkernet.tensor import floats, ints

RUN = "0" * 32
ROWS = 64
BYTES = 8_000


class Producer:
    """A run that draws one of its panels, or both, at each frame; and the page that watches."""

    def __init__(self, *, late: bool = False) -> None:
        self.record = Record(BYTES, ROWS)
        self.outbox = Outbox()
        self.panels: dict[str, float] = {}
        self.rows: dict[int, float] = {}
        self.step = self.number = 0
        self.is_first = True
        self.shown: dict[str, float] = {}
        self.history: dict[int, float] = {}
        self.steps_rise = True
        self.unacknowledged: list[int] = []
        if not late:
            self.watch()

    def watch(self, *, late: bool = False) -> None:
        self.outbox.watches[RUN] = Watch(RUN, self.record, tag="t", shown=None, window=4, late=late)

    def produce(self, names: list[str], steps: int) -> None:
        """One frame after so many steps; a panel's value is the step it was drawn at."""
        first, self.is_first = self.is_first, False
        new = list(range(self.step + 1, self.step + steps + 1))
        self.step += steps
        self.rows.update((step, float(step)) for step in new)
        values = floats(np.array(new, np.float32).reshape(len(new), 1))
        metrics = Metrics(names=["loss"], steps=ints(new), values=values, whole=first)
        numbers = [Number(name="at", value=float(self.step))]
        panels = {name: Stat(title=name, numbers=numbers) for name in names}
        self.panels.update(dict.fromkeys(names, float(self.step)))
        frame = Frame.model_validate(
            {"run": RUN, "frame": self.number, "step": self.step, "epoch": 0.0,
             "metrics": metrics, "panels": panels}
        )  # fmt: skip
        self.record.add(encode(frame))
        self.number += 1

    def restart(self) -> None:
        """Another take from step 0, drawn at once."""
        self.record.restart()
        self.step, self.rows, self.panels, self.is_first = 0, {}, {}, True
        self.produce(["a", "b"], 0)

    def drain(self, most: int) -> None:
        """The page reads at most so many items, without drawing them."""
        for _ in range(most):
            item = self.outbox.take()
            if not isinstance(item, bytes):
                return
            seen = Seen(item)
            if seen.whole:
                self.history = {}
            last = max(self.history, default=-1)
            pairs = zip([last, *seen.steps], seen.steps, strict=False)
            self.steps_rise &= all(a < b for a, b in pairs)
            self.history.update({step: row["loss"] for step, row in seen.rows().items()})
            self.shown.update({n: p["numbers"][0]["value"] for n, p in seen.panels.items()})
            self.unacknowledged.append(seen.number)

    def draw(self) -> None:
        """The page has drawn all it has read."""
        for number in self.unacknowledged:
            self.outbox.watches[RUN].drawn(number)
        self.unacknowledged = []

    def settle(self) -> None:
        """Read and draw to the end."""
        for _ in range(200):
            self.drain(100)
            self.draw()


names = st.sampled_from([["a"], ["b"], ["a", "b"], []])
deeds = st.one_of(
    st.tuples(st.just("produce"), names, st.integers(0, 5)),
    st.tuples(st.just("drain"), st.integers(1, 6), st.none()),
    st.tuples(st.just("draw"), st.none(), st.none()),
)


def do(producer: Producer, deed: tuple) -> None:
    match deed:
        case ("produce", list(panels), int(steps)):
            producer.produce(panels, steps)
        case ("drain", int(most), _):
            producer.drain(most)
        case _:
            producer.draw()


@settings(max_examples=200)
@given(st.lists(deeds, max_size=60))
def test_whatever_the_page_misses_it_ends_with_what_the_run_shows(script: list[tuple]) -> None:
    producer = Producer()
    producer.produce(["a", "b"], 0)
    for deed in script:
        do(producer, deed)
        assert len(producer.unacknowledged) <= 4, "no more than the window is on its way"
    producer.settle()
    assert producer.shown == producer.panels
    assert producer.steps_rise
    last = max(producer.rows, default=0)
    assert not last or producer.history[last] == last, "the newest number always arrives"
    if len(producer.rows) <= ROWS:
        assert producer.history == producer.rows, "no number is lost while there are few"
    assert set(producer.history.items()) <= set(producer.rows.items())


@given(st.lists(deeds, max_size=30), st.lists(deeds, max_size=30))
def test_a_restart_leaves_nothing_of_the_take_before(
    before: list[tuple], after: list[tuple]
) -> None:
    producer = Producer()
    producer.produce(["a", "b"], 0)
    for deed in before:
        do(producer, deed)
    producer.restart()
    for deed in after:
        do(producer, deed)
    producer.settle()
    assert producer.shown == producer.panels
    assert producer.history == producer.rows
    assert producer.steps_rise


@given(st.integers(1, 300), st.integers(1, 20))
def test_a_late_page_sees_the_film_from_its_beginning(count: int, more: int) -> None:
    producer = Producer(late=True)
    for _ in range(count):
        producer.produce(["a", "b"], 1)
    producer.watch(late=True)
    producer.drain(1)
    first = min(producer.history, default=0)
    assert first <= 1
    producer.draw()
    for _ in range(more):
        producer.produce(["a", "b"], 1)
    producer.settle()
    assert producer.shown == producer.panels
    assert producer.steps_rise
    assert producer.history[count + more] == count + more


def test_a_stalled_page_costs_no_memory_however_long_it_stalls() -> None:
    producer = Producer()
    for _ in range(2000):
        producer.produce(["a", "b"], 3)
    kept = sum(len(shot.data) for shot in producer.record.shots)
    assert kept <= BYTES
    assert sys.getsizeof(producer.outbox._words) < 1000
    assert len(producer.record.history.between(-1, 10**6)) <= ROWS + 64 * 3


def test_pages_that_keep_up_get_the_same_bytes_object() -> None:
    producer = Producer()
    other = Outbox()
    other.watches[RUN] = Watch(RUN, producer.record, tag="t", shown=None, window=4)
    for step in range(4):
        producer.produce(["a", "b"], min(step, 1))
        mine, theirs = producer.outbox.take(), other.take()
        assert mine is theirs is producer.record.shots[-1].data


@pytest.mark.parametrize("state", ["diverged", "finished", "failed", "lost"])
def test_a_last_word_survives_any_flood(state: str) -> None:
    outbox = Outbox()
    outbox.tell(_status(state))
    for step in range(1000):
        outbox.tell(Changed(run=RUN, step=step, changes=[], config={}))
    words = list(iter(outbox.take, None))
    assert len(words) <= 256
    assert f'"state":"{state}"' in str(words[0])
    assert '"step":999' in str(words[-1])


def test_statuses_come_in_order_and_a_place_in_the_queue_only_as_the_newest() -> None:
    outbox = Outbox()
    for position in (5, 4, 3):
        outbox.tell(_status("queued", position))
    outbox.tell(_status("starting"))
    outbox.tell(_status("running"))
    words = [str(word) for word in iter(outbox.take, None)]
    assert [w.split('"state":"')[1].split('"')[0] for w in words] == [
        "queued",
        "starting",
        "running",
    ]
    assert '"position":3' in words[0]


def _status(state: str, position: int | None = None) -> Status:
    return Status.model_validate(
        {"run": RUN, "lab": "x", "state": state, "step": 0, "config": {}, "position": position}
    )
