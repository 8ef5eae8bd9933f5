r"""Bend the boundary

A single neuron cuts the plane with one straight line. Put a layer of units in between, and each
of them draws a line of its own; the output adds them up, and the boundary bends.

**Forward.** Layer $l$ takes the activations of the layer before it, weighs and bends them:

$$\begin{aligned} a^{[0]} &= x \\ z^{[l]} &= W^{[l]} a^{[l-1]} + b^{[l]} \\
a^{[l]} &= g(z^{[l]}) \end{aligned}$$

The last layer gives $\hat y = a^{[L]}$: a probability $\sigma(z^{[L]})$ for two classes, one
number per class (softmax) for more, and $z^{[L]}$ itself for a regression.

**Backward.** The loss $J$ says how wrong $\hat y$ was. Its slope runs back through the same lines:

$$\begin{aligned} \delta^{[l]} &= \big(W^{[l+1]\top} \delta^{[l+1]}\big) \odot g'(z^{[l]}) \\
\frac{\partial J}{\partial W^{[l]}} &= \delta^{[l]} a^{[l-1]\top} \end{aligned}$$

Click a point to see its numbers in the network, forward and back. Each step then moves every
weight a little downhill: $W \leftarrow W - \eta\, \partial J / \partial W$.

**Try.** Drag a weight in the picture of the network. Add a unit while it trains. Paint points of
your own. Change the learning rate or the penalties $\lambda$: the network keeps what it knows.
"""

import math

from tinkernet.kit import lens, nets, scores
from tinkernet.kit.divergence import diagnosis
from tinkernet.kit.drawing import draw
from tinkernet.kit.examples import CLASS_TASKS, CURVES, SURFACES
from tinkernet.kit.learner import Learner, LearnerConfig
from tinkernet.kit.learner_hand import handled
from tinkernet.kit.learner_rack import LearnerRack
from tinkernet.kit.mlp_recipe import MlpRecipe
from tinkernet.kit.net_config import MOST_LAYERS
from tinkernet.lab import Diagnosis, Lab, LabConfig, Metrics, Needs, Place, Preset
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import ConfigValue


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


class Mlp(Lab[LearnerConfig]):
    """A network that trains on points of the plane, or on a curve."""

    Config = LearnerConfig
    presets = [
        _preset("one-hidden-layer", task="xor", width=8, depth=1, act="tanh", lr=0.1, steps=300),
        _preset("forward-backward", task="moons", width=6, depth=2, act="tanh", steps=500),
        _preset("decision-boundaries", task="spiral", width=32, depth=2, act="tanh", lr=0.02,
                steps=600),
        _preset("neurons-and-layers", task="circles", width=3, depth=1, act="relu", lr=0.05,
                steps=300),
        _preset("regression", task="sine", width=32, depth=2, act="tanh", lr=0.01, steps=1000),
        _preset("hidden-units", task="spiral", width=8, depth=1, act="tanh", lr=0.02, steps=600),
        _preset("one-step", task="moons", width=3, depth=1, opt="sgd", lr=0.3, batch=8, steps=500,
                lens="sample"),
        _preset("gradient-check", task="moons", width=3, depth=2, batch=16, lr=0.01, check=True,
                bug="slope"),
    ]  # fmt: skip
    places = [
        *lens.PLACES,
        Place(name="net", kind="network_graph", title="The network", size="hero"),
        Place(name="boundary", kind="field2d", title="What the network says", size="hero",
              shown={"task": [*CLASS_TASKS, *SURFACES]}),
        Place(name="regression", kind="scatter2d", title="The curve and its terms", size="hero",
              shown={"task": [*CURVES]}),
        Place(name="curves", kind="line", title="Loss"),
        Place(name="hiddenspace", kind="scatter3d", title="As the last hidden layer sees it",
              shown={"task": [*CLASS_TASKS]}),
        Place(name="hidden", kind="image_grid", title="What each hidden unit says",
              shown={"depth": [*range(1, MOST_LAYERS + 1)]}),
        Place(name="accuracy", kind="line", title="Accuracy"),
        Place(name="numbers", kind="stat", title="Now", size="small"),
        Place(name="confusion", kind="table", title="What was taken for what", size="small",
              shown={"task": [*CLASS_TASKS]}),
        Place(name="counts", kind="table", title="Parameters", size="small"),
    ]  # fmt: skip
    units = ["sample", "batch", "epoch"]
    speed = 80.0
    rack = LearnerRack

    def __init__(self, config: LearnerConfig) -> None:
        super().__init__(config)
        self.learner = Learner(config)

    def step(self) -> Metrics:
        return self.learner.learn(self.config.batch)

    def advance(self, unit: str) -> Metrics:
        if unit == "sample":
            return self.learner.learn_one()
        goal = math.floor(self.epoch) + 1
        metrics = self.step()
        while unit == "epoch" and metrics and self.epoch < goal:
            metrics = self.step()
        return metrics

    def apply(self, config: LearnerConfig) -> None:
        self.config = config
        self.learner.configure(config)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        after = handled(self.learner, panel, gesture)
        if after is None:
            super().gesture(panel, gesture)
        else:
            self.config = after

    def recipe(self) -> MlpRecipe:
        return MlpRecipe(self.learner)

    def measure(self) -> Metrics:
        return scores.scores(self.learner.view)

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return draw(self.learner, wanted)

    @property
    def epoch(self) -> float:
        return self.learner.batches.epoch

    @property
    def done(self) -> bool:
        return self.learner.taken >= self.config.steps

    @property
    def gradient_norm(self) -> float:
        return self.learner.gradient_norm

    def diagnose(self) -> Diagnosis:
        return diagnosis(self.config)

    @classmethod
    def needs(cls, config: LabConfig) -> Needs:
        return nets.needs(config) if isinstance(config, LearnerConfig) else Needs()
