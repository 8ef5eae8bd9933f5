"""What a step costs: real times on this machine, and operations counted while they are done."""

import time
from collections.abc import Callable

import numpy as np

from tinkernet.engine.word_vectors import WordVectors
from tinkernet.kit.word_exams import looked_at
from tinkernet.kit.word_learners import Hierarchical, sigmoid, softmax
from tinkernet.kit.word_state import WordState
from tinkernet.panels import Column, Line, Series, Table
from tinkernet.tensor import floats

#: The pairs of one timed step, and how often it is taken; the best time counts.
PAIRS, _TRIES = 64, 3
_SIZES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]


class Stopwatch:
    """Seconds of a step by vocabulary, measured one vocabulary per frame."""

    def __init__(self) -> None:
        self.secs: dict[int, tuple[float, float]] = {}

    def go_on(self, state: WordState) -> None:
        """Measure the next vocabulary that is still missing."""
        most, config = state.config.vocab_sim, state.config
        missing = [size for size in sizes(most) if size not in self.secs]
        if missing:
            self.secs[missing[0]] = step_secs(missing[0], config.dim, config.negatives)


def sizes(most: int) -> list[int]:
    """The vocabularies that are timed, up to and with `most`."""
    return [*(size for size in _SIZES if size < most), most]


def step_secs(size: int, dim: int, negatives: int) -> tuple[float, float]:
    """The seconds of one step of 64 pairs, with the full softmax and with negative sampling."""
    rng = np.random.default_rng(0)
    e = (rng.random((PAIRS, dim), np.float32) - np.float32(0.5)) / np.float32(dim)
    theta = np.zeros((size, dim), np.float32)
    other = rng.integers(size, size=PAIRS)

    def full() -> None:
        share = softmax(e @ theta.T)
        share[np.arange(PAIRS), other] -= 1
        np.subtract(theta, np.float32(1e-4) * (share.T @ e), out=theta)
        _ = share @ theta

    # Words alternate with breaks so that each sentence of two makes two pairs.
    tokens = np.full(PAIRS // 2 * 3, -1, np.int32)
    tokens[0::3], tokens[1::3] = rng.integers(size, size=(2, PAIRS // 2))
    vectors = WordVectors(np.ones(size, np.int64), dim, power=0.0)

    def sampled() -> None:
        vectors.learn(tokens, window=1, negatives=negatives, lr=1e-4)

    return _best(full), _best(sampled)


def _best(call: Callable[[], object]) -> float:
    secs = []
    for _ in range(_TRIES):
        start = time.process_time_ns()
        call()
        secs.append((time.process_time_ns() - start) / 1e9)
    return min(secs)


def stopwatch(state: WordState, watch: Stopwatch) -> Line:
    """The time of a step over the vocabulary, as far as it is measured."""
    watch.go_on(state)
    done = sorted(size for size in watch.secs if size <= state.config.vocab_sim)
    full, sampled = (np.array([watch.secs[size][kind] for size in done]) * 1000 for kind in (0, 1))
    ratio = full[-1] / max(sampled[-1], 1e-9)
    return Line(
        title="The stopwatch", note=f"V = {done[-1]:,}: {ratio:,.0f} times as long",
        summary=f"Milliseconds of a step of {PAIRS} pairs, for vocabularies up to {done[-1]:,}.",
        series=[
            Series(name="softmax", x=floats(done), y=floats(full), role="first"),
            Series(name="negative sampling", x=floats(done), y=floats(sampled), role="second",
                   dashed=True),
        ],
        x_label="V", y_label="ms per step", y_min=0.0,
    )  # fmt: skip


def three_ways(state: WordState) -> Table:
    """The same pair by all three costs, each with its own vectors, trained beside each other."""
    pair = looked_at(state)
    rows: list[list[str | float | int | None]] = []
    for name, (chance, loss, products, whole) in costs(state, pair.centre, pair.context).items():
        rows.append([name, chance, loss, products, whole])
    words = state.corpus.words
    size, sim = state.corpus.size, state.config.vocab_sim
    return Table(
        title="The same pair, three costs",
        note=f"{words[pair.centre]} with {words[pair.context]}, V = {size:,}",
        summary="Probability, loss and number of products of softmax, tree and negative sampling. "
        f"With V = {sim:,} they would be {sim:,}, {turns(sim)} and {state.config.negatives + 1}.",
        columns=[
            Column(name="cost"), Column(name="P(o | c)", digits=4), Column(name="loss", digits=3),
            Column(name="products θᵀe"), Column(name="Σ P over all words", digits=6),
        ],
        rows=rows,
    )  # fmt: skip


def turns(size: int) -> int:
    """The turns to each word in a balanced tree: log2 V, rounded up."""
    return int(np.ceil(np.log2(size)))


def costs(
    state: WordState, centre: int, context: int
) -> dict[str, tuple[float | None, float, int, float | None]]:
    """By name: the probability of the pair, its loss, how many products were taken for them, and
    the sum of the probabilities of all words."""
    full = state.by("softmax")
    share = softmax((full.outputs @ full.inputs[centre])[None])[0]
    tree = state.by("hierarchical")
    found: dict[str, tuple[float | None, float, int, float | None]] = {
        "full softmax": (
            float(share[context]), float(-np.log(share[context])), len(full.outputs),
            float(share.sum(dtype=np.float64)),
        )
    }  # fmt: skip
    if isinstance(tree, Hierarchical):
        chances = tree_chances(tree, centre)
        found["tree of turns"] = (
            float(chances[context]), float(-np.log(chances[context])),
            int(tree.tree.depths[context]), float(chances.sum()),
        )  # fmt: skip
    sampled = looked_at(state, state.by("negative-sampling"))
    # Answers to k + 1 questions are no probability of a word: there is nothing to sum to 1.
    found["negative sampling"] = (None, sampled.loss, len(sampled.exams), None)
    return found


def tree_chances(learner: Hierarchical, centre: int) -> np.ndarray:
    """The probability of every word beside the centre, by its turns, (V,)."""
    tree = learner.tree
    z = learner.outputs.astype(np.float64) @ learner.inputs[centre]
    right = 1 / (1 + np.exp(-tree.turns * z[tree.nodes]))
    return np.where(tree.turns == 0, 1.0, right).prod(axis=1)


def path(state: WordState) -> Table:
    """The turns that lead to the context word, and what the run says at each."""
    pair = looked_at(state)
    tree = state.by("hierarchical")
    rows: list[list[str | float | int | None]] = []
    if isinstance(tree, Hierarchical):
        e, product = tree.inputs[pair.centre], 1.0
        depth = int(tree.tree.depths[pair.context])
        for at in range(depth):
            node, turn = tree.tree.nodes[pair.context, at], float(tree.tree.turns[pair.context, at])
            right = float(sigmoid(turn * (tree.outputs[node] @ e)))
            product *= right
            rows.append([at + 1, "left" if turn > 0 else "right", right, product])
    word = state.corpus.words[pair.context]
    return Table(
        title=f"The way to {word}",
        note=f"{len(rows)} turns, {mean_turns(state):.2f} on average, "
        f"{turns(state.corpus.size)} if balanced",
        summary=f"{len(rows)} turns in Huffman's tree lead to {word}.",
        columns=[Column(name="turn"), Column(name="to the"), Column(name="σ(±θᵀe)", digits=3,
                 tint=True), Column(name="product", digits=4)],
        rows=rows,
    )  # fmt: skip


def mean_turns(state: WordState) -> float:
    """The turns per running word."""
    tree, counts = state.by("hierarchical"), state.corpus.counts
    if not isinstance(tree, Hierarchical):
        return 0.0
    return float((tree.tree.depths * counts).sum() / counts.sum())
