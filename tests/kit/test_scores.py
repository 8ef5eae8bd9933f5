"""Accuracy, confusion counts and R² are those of scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, r2_score

from tests.labs.running import begun, trained
from tinkernet.kit.scores import accuracy, confusion, r_squared
from tinkernet.panels import Stat, Table

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=50)
FLOATS = st.floats(-100, 100, width=32)


@given(PAIRS)
def test_accuracy_and_confusion_agree_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    labels = np.array([label for label, _ in pairs], np.uint8)
    guesses = np.array([guess for _, guess in pairs], np.int64)
    assert accuracy(guesses, labels) == pytest.approx(accuracy_score(labels, guesses))
    expected = confusion_matrix(labels, guesses, labels=range(4))
    np.testing.assert_array_equal(confusion(guesses, labels, 4), expected)


@given(st.lists(st.tuples(FLOATS, FLOATS), min_size=2, max_size=50))
def test_r_squared_agrees_with_scikit_learn(pairs: list[tuple[float, float]]) -> None:
    outputs, targets = np.array(pairs, np.float32).T
    if np.ptp(targets) < 1e-3:
        assert np.isfinite(r_squared(outputs, targets))
        return
    expected = r2_score(targets.astype(float), outputs.astype(float))
    assert r_squared(outputs, targets) == pytest.approx(expected, rel=1e-4, abs=1e-6)


def test_equal_targets_leave_nothing_to_explain() -> None:
    assert r_squared(np.ones(3, np.float32), np.full(3, 2, np.float32)) == 0


def test_the_confusion_counts_of_a_run_add_up_to_its_accuracy() -> None:
    lab = trained(begun(task="penguins"), 100)
    table = lab.panels(frozenset({"confusion"}))["confusion"]
    assert isinstance(table, Table)
    counts = np.array([row[1:] for row in table.rows], int)
    assert counts.sum() == lab.learner.examples.test.sum()
    assert counts.trace() / counts.sum() == pytest.approx(lab.measure()["test_accuracy"])


def test_losses_are_those_of_torch() -> None:
    torch = pytest.importorskip("torch")
    lab = trained(begun(task="blobs"), 50)
    view = lab.learner.view
    test = view.examples.test
    logits = torch.from_numpy(view.net.logits(view.inputs[test]).copy())
    labels = torch.from_numpy(view.examples.target[test]).long()
    expected = float(torch.nn.functional.cross_entropy(logits, labels))
    assert lab.measure()["test_loss"] == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(("task", "name"), [("moons", "Accuracy, test"), ("sine", "R², test")])
def test_the_card_shows_what_applies(task: str, name: str) -> None:
    card = begun(task=task).panels(frozenset({"numbers"}))["numbers"]
    assert isinstance(card, Stat)
    assert [number.name for number in card.numbers][-1] == name
    assert all(number.value is not None for number in card.numbers)
