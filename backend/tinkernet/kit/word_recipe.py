"""What can be taken away of word2vec: its vectors."""

from tinkernet.kit.word_state import WordState
from tinkernet.recipe import Arrays, Recipe, Section
from tinkernet.refusal import RefusalError


class WordRecipe(Recipe):
    """E and Θ; row i is the word i of the vocabulary, the most frequent first."""

    def __init__(self, state: WordState) -> None:
        self._state = state

    def sections(self, rate: float | None) -> list[Section]:
        raise RefusalError(
            "A run of word2vec cannot be taken away as a script yet; its vectors can, as weights."
        )

    def data(self) -> Arrays:
        return {}

    def state(self) -> Arrays:
        return self.weights()

    def dealt(self) -> Arrays:
        return {}

    def weights(self) -> Arrays:
        learner = self._state.learner
        return {"E": learner.inputs.copy(), "Theta": learner.outputs.copy()}
