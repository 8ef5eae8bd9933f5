r"""Word2Vec under the hood

Nobody tells a machine what a word means. But words of one sort keep the same company: what is
peeled, ripe and sweet is a fruit. **Skip-gram** slides a window over a text and makes pairs: each
word in the middle (the centre $c$) with each neighbour (the context $o$). The label of a pair is
found in the text itself, which is why this is called self-supervised.

**Two vectors for a word.** $e_c$, a row of $E$, is the word as speaker; $\theta_o$, a row of
$\Theta$, is the word as listener. Their product $\theta_o^\top e_c$ says how well they go together.

**Softmax** makes it a probability, and pays for it with a sum over all $V$ words:

$$P(o \mid c) = \frac{e^{\theta_o^\top e_c}}{\sum_{w=1}^{V} e^{\theta_w^\top e_c}}$$

**Negative sampling** asks $k + 1$ easy questions instead: is this the true neighbour, or one of
$k$ strangers?

$$\begin{aligned} L &= -\ln \sigma(\theta_o^\top e_c)
- \sum_{j=1}^{k} \ln \sigma(-\theta_j^\top e_c) \\
\frac{\partial L}{\partial e_c} &= (\sigma(\theta_o^\top e_c) - 1)\,\theta_o
+ \sum_{j=1}^{k} \sigma(\theta_j^\top e_c)\,\theta_j \end{aligned}$$

Before learning $\Theta = 0$, so every question is a coin, and $L = (k + 1)\ln 2$.

**The strangers** are drawn in proportion to $f^{\alpha}$, where $f$ is how often a word occurs and
$\alpha = \tfrac34$: frequent words less often than they occur, rare words more often.

**Others.** *Hierarchical softmax* reaches a word by left-or-right turns in Huffman's tree. *CBOW*
tells the centre from the mean of its neighbours. *GloVe* fits $\theta_j^\top e_i + b_i + c_j$ to
the logarithm of how often the two words meet.

**Try.** Press play and watch the heap fall apart into groups. Ask for a word, or for
`king - man + woman`. Then paste a text of your own.
"""

from tinkernet.kit import word_panels
from tinkernet.kit.word_config import WordConfig
from tinkernet.kit.word_glosses import glosses
from tinkernet.kit.word_hand import handled
from tinkernet.kit.word_recipe import word_recipe
from tinkernet.kit.word_state import WordState
from tinkernet.lab import Lab, Metrics, Preset
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import ConfigValue
from tinkernet.recipe import Recipe


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


class Word2Vec(Lab[WordConfig]):
    """Words that learn vectors from their neighbours in a text."""

    Config = WordConfig
    preloads = [glosses]
    presets = [
        _preset("skip-gram", objective="softmax", dim=16, window=4, lr=0.02, steps=1500),
        _preset("self-supervised", look="window", steps=600),
        _preset("make-dataset", look="window", window=2, steps=100),
        _preset("two-matrices", look="matrices", tie="off", steps=1500),
        _preset("why-difficult", objective="softmax", look="price", vocab_sim=10_000, steps=1500),
        _preset("cost-functions", objective="hierarchical", look="costs", vocab_sim=10_000),
        _preset("negative-sampling-idea", look="exams", negatives=5),
        _preset("why-negative-sampling", look="price", vocab_sim=10_000),
        _preset("loss-intuition", look="exams", negatives=5, lr=0.02),
        _preset("loss-calculations", look="pair", negatives=3),
        _preset("pick-words", look="noise", power=0.75),
        _preset("why-three-quarters", look="noise", power=0.75),
        _preset("model-structure", look="units", negatives=5, dim=16),
        _preset("challenges", look="rare", corpus="thinned", subsample=0.001, window=4,
                batch=2048),
        _preset("other-methods", look="methods", objective="cbow", dim=16, steps=1500),
    ]  # fmt: skip
    places = word_panels.PLACES
    timed = frozenset({"cost"})
    speed = 60.0

    def __init__(self, config: WordConfig) -> None:
        super().__init__(config)
        self.state = WordState(config)
        self.view = word_panels.View()

    def step(self) -> Metrics:
        return self.state.step()

    def apply(self, config: WordConfig) -> None:
        self.config = self.state.configure(config)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        after = handled(self.state, panel, gesture)
        if after is None:
            super().gesture(panel, gesture)
        elif after.text != self.config.text:
            self.__init__(after)
        else:
            self.apply(after)

    def recipe(self) -> Recipe:
        return word_recipe(self.state)

    def measure(self) -> Metrics:
        return self.state.scores()

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return word_panels.drawn(self.state, self.view, wanted)

    @property
    def epoch(self) -> float:
        return self.state.epoch

    @property
    def done(self) -> bool:
        return self.state.taken >= self.config.steps
