"""How word2vec is written as plain PyTorch, whichever way it learns."""

from abc import abstractmethod

import numpy as np

from tinkernet.kit import word_code
from tinkernet.kit.word_learners import GloveLike, Hierarchical, Sampled, Softmax
from tinkernet.kit.word_state import WordState
from tinkernet.recipe import Arrays, Recipe, Section, Sheet

#: So many examples are played again in half a minute, one after another.
_MOST_EXAMPLES = 100_000


def word_recipe(state: WordState) -> Recipe:
    """The recipe of the run's own way of learning."""
    match state.learner:
        case Sampled() as learner:
            return SampledRecipe(state, learner)
        case Softmax() | Hierarchical() | GloveLike() as learner:
            return PairsRecipe(state, learner)
        case other:
            raise TypeError(f"{type(other).__name__} has no recipe")


class WordRecipe(Recipe):
    """E and Θ; row i is the word i of the vocabulary, the most frequent first."""

    def __init__(self, state: WordState) -> None:
        self._state = state

    @property
    def names(self) -> list[str]:
        """The matrices that learn."""
        return ["E"] if self._tied else ["E", "Theta"]

    @property
    def _tied(self) -> bool:
        return self._state.learner.outputs is self._state.learner.inputs

    @abstractmethod
    def _code(self, rate: float | None) -> tuple[str, list[str]]:
        """Weights and how they are taken over; one example or Adam, and one step."""

    def sections(self, rate: float | None) -> list[Section]:
        matrices, (one, step) = self._code(rate)
        size, dim = self._state.vectors.shape
        words = (
            f"{size} words as {dim} numbers each: E when they speak, $\\Theta$ when they listen."
        )
        return [
            Section("The vectors", matrices, words),
            Section("How they move", one),
            Section("One step", step, "It reads some sentences; each word is told from others."),
        ]

    def state(self) -> Arrays:
        matrices = {"E": self._state.learner.inputs, "Theta": self._state.learner.outputs}
        copies = {name: matrices[name].copy() for name in self.names if name in matrices}
        return {**copies, "last": np.array(self._state.loss)}

    def weights(self) -> Arrays:
        learner = self._state.learner
        return {"E": learner.inputs.copy(), "Theta": learner.outputs.copy()}

    def sheet(self) -> Sheet:
        corpus = self._state.corpus
        rows = zip(corpus.words, corpus.counts.tolist(), strict=True)
        return Sheet(["word", "count"], [[word, count] for word, count in rows])


class SampledRecipe(WordRecipe):
    """Negative sampling: examples one after another, with the strangers that were drawn."""

    def __init__(self, state: WordState, learner: Sampled) -> None:
        super().__init__(state)
        self._learner = learner

    @property
    def most_steps(self) -> int:
        return max(1, _MOST_EXAMPLES // self._state.config.batch)

    def _code(self, rate: float | None) -> tuple[str, list[str]]:
        config = self._state.config
        shapes = f"# Windows of {config.window} words, {config.negatives} strangers each.\n"
        code = word_code.matrices(self.names, adam=False, tied=self._tied)
        return shapes + code, word_code.sampled(rate, cbow=config.objective == "cbow")

    def data(self) -> Arrays:
        return {}

    def dealt(self) -> Arrays:
        config = self._state.config
        examples, strangers = self._learner.vectors.told(
            self._learner.read, window=config.window, negatives=config.negatives,
            mode="cbow" if config.objective == "cbow" else "skip-gram",
        )  # fmt: skip
        return {"eta": np.array([config.lr]), "examples": examples, "strangers": strangers}


class PairsRecipe(WordRecipe):
    """All pairs of a step at once, by autograd's slopes and Adam."""

    def __init__(self, state: WordState, learner: Softmax | Hierarchical | GloveLike) -> None:
        super().__init__(state)
        self._learner = learner

    @property
    def names(self) -> list[str]:
        more = ["b", "c"] if isinstance(self._learner, GloveLike) else []
        return [*super().names, *more]

    def _code(self, rate: float | None) -> tuple[str, list[str]]:
        kind = self._state.config.objective
        code = word_code.matrices(self.names, adam=True, tied=False)
        return code, word_code.together(rate, kind, self.names)

    def data(self) -> Arrays:
        if not isinstance(self._learner, Hierarchical):
            return {}
        return {"nodes": self._learner.tree.nodes, "turns": self._learner.tree.turns}

    def state(self) -> Arrays:
        adam = self._learner.adam
        arrays = super().state() | {"taken": np.array(adam[0].taken)}
        for at, (name, one) in enumerate(zip(self.names, adam, strict=True)):
            arrays |= {name: one.weights.copy(), f"mean{at}": one.mean.copy()}
            arrays[f"square{at}"] = one.square.copy()
        return arrays

    def dealt(self) -> Arrays:
        eta = {"eta": np.array([self._state.config.lr])}
        if isinstance(self._learner, GloveLike):
            return eta | dict(zip(("cells", "logs", "worth"), self._learner.drawn, strict=True))
        return eta | {"pairs": np.stack(self._learner.pairs, axis=1).astype(np.int64)}
