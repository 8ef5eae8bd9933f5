"""Long histories are thinned, and keep what a curve is looked at for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.lab import Diagnosis
from tinkernet.runtime.history import History, Rows, thinned
from tinkernet.runtime.numbers import Numbers


def rows_of(losses: list[float], start: int = 1) -> Rows:
    steps = np.arange(start, start + len(losses), dtype=np.int32)
    return Rows(("loss",), steps, np.array(losses, np.float32).reshape(-1, 1))


@given(
    st.lists(st.floats(0, 100, width=32) | st.just(np.nan), min_size=1, max_size=400),
    st.integers(8, 100),
)
def test_thinning_keeps_both_ends_the_lowest_and_the_highest(
    losses: list[float], limit: int
) -> None:
    rows = thinned(rows_of(losses), limit)
    assert len(rows) <= limit
    assert (np.diff(rows.steps) > 0).all()
    assert rows.steps[0] == 1
    assert rows.steps[-1] == len(losses)
    if not np.isnan(losses).all():
        assert np.nanmax(rows.values) == np.nanmax(np.array(losses, np.float32))
        assert np.nanmin(rows.values) == np.nanmin(np.array(losses, np.float32))


def test_a_spike_of_one_step_survives_a_million_steps() -> None:
    history = History(2000)
    losses = np.ones(1_000_000, np.float32)
    losses[123_456] = 1000
    for start in range(0, len(losses), 500):
        history.append(rows_of(losses[start : start + 500].tolist(), start + 1))
    kept = history.between(-1, 10**7)
    assert len(kept) <= 2000 + 64 * 500
    assert kept.values.max() == 1000
    assert kept.steps[-1] == 1_000_000


def test_numbers_measured_now_and_then_survive_thinning() -> None:
    numbers = Numbers("loss", -1)
    history = History(200)
    for step in range(1, 1001):
        numbers.add(step, {"loss": 1.0})
        if step % 10 == 0:
            history.append(numbers.take(512, step, {"accuracy": step / 1000}))
    kept = history.between(-1, 1000)
    accuracy = kept.values[:, kept.names.index("accuracy")]
    assert np.isfinite(accuracy).sum() > 20
    assert len(kept) <= 200 + 64 * 10


def test_what_was_told_before_is_not_told_again() -> None:
    numbers = Numbers("loss", 5)
    # What a step returned is known; what is measured there nobody need have seen.
    assert numbers.take(512, 5, {"accuracy": 0.5}).steps.tolist() == [5]
    assert len(numbers.take(512, 5, {"accuracy": 0.5})) == 0
    numbers.add(6, {"loss": 1.0})
    assert numbers.take(512, 6, {"accuracy": 0.5}).steps.tolist() == [6]
    assert len(numbers.take(512, 6, {"accuracy": 0.6})) == 0


def test_a_step_that_is_told_twice_is_one_row_with_all_its_numbers() -> None:
    history = History(100)
    history.append(rows_of([0.5, 0.4, 0.3]))
    measured = Rows(("accuracy",), np.array([3], np.int32), np.array([[0.9]], np.float32))
    history.append(measured)
    found = history.between(-1, 3)
    assert found.steps.tolist() == [1, 2, 3]
    assert dict(zip(found.names, found.values[-1], strict=True))["accuracy"] == np.float32(0.9)
    assert dict(zip(found.names, found.values[-1], strict=True))["loss"] == np.float32(0.3)


def test_the_gradients_before_a_divergence_are_kept() -> None:
    numbers = Numbers("loss", -1)
    loss = 1.0
    for step in range(1, 400):
        loss = loss if step < 300 else loss * 3
        assert numbers.add(step, {"loss": loss}) == np.isfinite(loss)
        if numbers.wants_norm(step):
            numbers.felt(float(step))
    lesson = numbers.lesson(400, Diagnosis(reason="It grew."))
    assert lesson.gradient_norms[-10:] == [float(step) for step in range(390, 400)]
    assert not numbers.add(400, {"loss": float("inf")})
    assert numbers.last_loss == loss
