"""Words as vectors that learn while a text is read."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinkernet.engine.compile import Floats
from tinkernet.engine.word_kernel import CBOW, SKIP_GRAM, Tokens, draw_words, learn_tokens
from tinkernet.engine.word_telling import Telling

Mode = Literal["skip-gram", "cbow"]


class WordVectors:
    """V words, each twice: `inputs` (V, d) as speaker (E), `outputs` (V, d) as listener (Theta).

    As in word2vec the inputs begin small and random, the outputs at 0, so that the loss of the
    first example is (k + 1) ln 2. The same seed and calls give the same bits.

    Args:
        counts: how often each word occurs, (V,).
        size: d.
        seed: of the first vectors and of all chance while learning.
        power: strangers are drawn in proportion to counts^power.
        tied: one matrix instead of two.

    Raises:
        ValueError: if there are fewer than two words.
    """

    def __init__(
        self, counts: ArrayLike, size: int, *, seed: int = 0, power: float = 0.75,
        tied: bool = False,
    ) -> None:  # fmt: skip
        self.counts = np.asarray(counts, np.int64)
        if len(self.counts) < 2:
            raise ValueError(f"word vectors want at least two words, not {len(self.counts)}")
        rng = np.random.default_rng([seed, 7])
        shape = (len(self.counts), size)
        self.inputs: Floats = (rng.random(shape, np.float32) - np.float32(0.5)) / np.float32(size)
        self.outputs: Floats = self.inputs if tied else np.zeros(shape, np.float32)
        self._dice = np.array([rng.integers(2**63), 0], np.uint64)
        self._dice_before = self._dice.copy()
        self.subsample(0.0)
        self.weigh(power)

    def weigh(self, power: float) -> None:
        """Draw strangers in proportion to counts^power from now on."""
        self.noise = noise(self.counts, power)
        self._share, self._alias = alias_table(self.noise)

    def subsample(self, threshold: float) -> None:
        """Leave frequent words out as word2vec does: a word of frequency f is read with the chance
        sqrt(t/f) + t/f; with the threshold t = 0 every word is read."""
        self.keep = kept(self.counts, threshold)

    def learn(
        self, tokens: ArrayLike, *, window: int, negatives: int, lr: float,
        mode: Mode = "skip-gram", reduce: bool = False,
    ) -> tuple[float, int]:  # fmt: skip
        """Read `tokens` (N,) int32 once, -1 between sentences; (mean loss, number of examples).

        `reduce` shortens each window to a random length, as word2vec and gensim do. The loss is
        NaN where there was no example, and not finite when the vectors have diverged.

        Raises:
            ValueError: if a token is not a word, or the window is below 1.
        """
        words = np.ascontiguousarray(tokens, np.int32)
        if len(words) and not -1 <= words.min() <= words.max() < len(self.counts):
            raise ValueError(f"tokens are -1 or a word below {len(self.counts)}")
        if window < 1 or negatives < 0:
            raise ValueError(f"window and negatives want at least 1 and 0: {window}, {negatives}")
        self._dice_before = self._dice.copy()
        loss, examples = learn_tokens(
            self.inputs, self.outputs, words, window, negatives,
            CBOW if mode == "cbow" else SKIP_GRAM, reduce, lr, self.keep, self._share,
            self._alias, self._dice,
        )  # fmt: skip
        return (loss / examples if examples else float("nan")), examples

    def told(
        self, tokens: Tokens, *, window: int, negatives: int, mode: Mode = "skip-gram"
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The examples of the newest `learn`, which read these tokens, as `Telling` has them."""
        telling = Telling(self._dice_before, self.keep, self._share, self._alias)
        return telling.examples(tokens, window, negatives, cbow=mode == "cbow")

    def strangers(self, count: int) -> Tokens:
        """Words drawn as negative samples are, (count,)."""
        drawn = np.empty(count, np.int32)
        draw_words(self._share, self._alias, self._dice, drawn)
        return drawn


def noise(counts: ArrayLike, power: float) -> NDArray[np.float64]:
    """The strangers' distribution counts^power / sum, (V,)."""
    weights = np.asarray(counts, np.float64) ** power
    return weights / weights.sum()


def kept(counts: ArrayLike, threshold: float) -> Floats:
    """The chance of each word to be read, (V,)."""
    frequency = np.asarray(counts, np.float64) / max(1, np.sum(counts))
    if threshold <= 0:
        return np.ones(len(frequency), np.float32)
    ratio = threshold / np.maximum(frequency, 1e-12)
    return np.minimum(1.0, np.sqrt(ratio) + ratio).astype(np.float32)


def alias_table(chances: NDArray[np.float64]) -> tuple[Floats, Tokens]:
    """Walker's table: a word is drawn evenly, then kept with its `share`, else its alias taken."""
    count = len(chances)
    scaled = chances * count
    share, alias = np.ones(count, np.float32), np.arange(count, dtype=np.int32)
    small = [word for word in range(count) if scaled[word] < 1]
    large = [word for word in range(count) if scaled[word] >= 1]
    while small and large:
        less, more = small.pop(), large.pop()
        share[less], alias[less] = scaled[less], more
        scaled[more] -= 1 - scaled[less]
        (small if scaled[more] < 1 else large).append(more)
    return share, alias
