r"""A single neuron

A neuron weighs its inputs, adds them up with a bias, and squeezes the sum into an answer between
0 and 1, which is read as a probability:

$$\begin{aligned} z &= w_1 x_1 + w_2 x_2 + b \\
a &= \sigma(z) = \frac{1}{1 + e^{-z}} \end{aligned}$$

**Loss and cost.** Cross-entropy asks how probable the true label was:
$\ell = -y \ln a - (1 - y) \ln(1 - a)$. The cost is the mean over all $m$ examples,
$J = \frac1m \sum_i \ell^{(i)}$. So $e^{-mJ}$ is the likelihood: the probability of all the true
labels together.

**Back.** The chain rule runs through the graph from the end. For cross-entropy and the sigmoid
two of its factors cancel, and what is left is the plain error:

$$\frac{\partial \ell}{\partial z} = a - y \qquad
\frac{\partial J}{\partial w} = \frac1m \sum_i \big(a^{(i)} - y^{(i)}\big)\, x^{(i)}$$

**One step.** $w \leftarrow w - \eta\, \partial J / \partial w$, and the same for $b$.

**All at once.** With the examples as the columns of $X$ (that is $n_x \times m$), the loop over
them disappears: $A = \sigma(w^\top X + b)$, $dZ = A - Y$, $dw = \frac1m X\, dZ^\top$.

**Try.** Drag the line, or an example. Step through the graph, forward and back, and check its
numbers by hand. Type another weight into a node. Then see what one straight line cannot do.
"""

from tinkernet.kit import neuron_batch, neuron_graph, neuron_numbers, neuron_plane, neuron_words
from tinkernet.kit.neuron_config import NeuronConfig
from tinkernet.kit.neuron_hand import handled
from tinkernet.kit.neuron_recipe import NeuronRecipe
from tinkernet.kit.neuron_state import Neuron as State
from tinkernet.lab import Diagnosis, Lab, Metrics, Place, Preset
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import ConfigValue, Cure


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


class Neuron(Lab[NeuronConfig]):
    """One neuron with two inputs, trained by gradient descent on all its examples."""

    Config = NeuronConfig
    presets = [
        _preset("train-test-graphs", task="blobs", phase="both", steps=300),
        _preset("inputs", task="and", auto="off", w1=4.0, w2=4.0, b=-6.0),
        _preset("outputs", task="or", output="sigmoid", auto="off", w1=6.0, w2=6.0, b=-3.0),
        _preset("notation", task="blobs", notation="course"),
        _preset("loss-function", task="blobs", loss="bce"),
        _preset("discrete-prediction", task="and", output="step", loss="zero-one"),
        _preset("continuous-prediction", task="and", output="sigmoid", loss="bce", lr=1.0,
                steps=500),
        _preset("cost-function", task="blobs", loss="bce", steps=300),
        _preset("cost-probability", task="blobs", loss="bce"),
        _preset("update-formulas", task="blobs", lr=0.5, steps=50),
        _preset("gradient-descent", task="blobs", lr=0.5, steps=300),
        _preset("limitations", task="xor", lr=1.0, steps=2000, w1=3.0, w2=-2.0, b=1.0),
    ]  # fmt: skip
    places = [
        Place(name="boundary", kind="field2d", title="What the neuron says", size="hero"),
        Place(name="neuron", kind="network_graph", title="The neuron", size="hero"),
        Place(name="graph", kind="comp_graph", title="One example, forward and back", size="hero"),
        Place(name="update", kind="stepper", title="The next step"),
        Place(name="cost", kind="surface3d", title="The cost over both weights"),
        Place(name="curves", kind="line", title="Cost"),
        Place(name="likelihood", kind="bars", title="Likelihood"),
        Place(name="losses", kind="line", title="The loss"),
        Place(name="lanes", kind="comp_graph", title="Training and test"),
        Place(name="whole", kind="comp_graph", title="All examples at once"),
        Place(name="notation", kind="table", title="Notation"),
        Place(name="numbers", kind="stat", title="Now", size="small"),
        Place(
            name="speed",
            kind="stat",
            title="Loops or matrices",
            size="small",
            shown={"impl": ["loops"]},
        ),
    ]
    trains_when = {"auto": ["on"], "phase": ["train", "both"]}
    speed = 30.0

    def __init__(self, config: NeuronConfig) -> None:
        super().__init__(config)
        self.neuron = State(config)

    def step(self) -> Metrics:
        return self.neuron.step()

    def apply(self, config: NeuronConfig) -> None:
        self.config = self.neuron.configure(config)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        after = handled(self.neuron, panel, gesture)
        if after is None:
            super().gesture(panel, gesture)
        else:
            self.config = after

    def recipe(self) -> NeuronRecipe:
        return NeuronRecipe(self.neuron)

    def measure(self) -> Metrics:
        return self.neuron.scores()

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        recipes = {
            "boundary": neuron_plane.boundary, "neuron": neuron_plane.net,
            "graph": neuron_graph.graph, "update": neuron_words.update,
            "cost": neuron_plane.surface, "curves": lambda _: neuron_numbers.curves(),
            "likelihood": neuron_numbers.likelihood, "losses": neuron_numbers.loss_shapes,
            "lanes": neuron_batch.lanes, "whole": neuron_batch.whole,
            "notation": neuron_words.notation, "numbers": neuron_numbers.score_card,
        }  # fmt: skip
        if self.config.impl == "loops":
            recipes["speed"] = neuron_numbers.speed
        return {name: recipe(self.neuron) for name, recipe in recipes.items() if name in wanted}

    @property
    def epoch(self) -> float:
        return float(self.neuron.taken)

    @property
    def done(self) -> bool:
        return self.neuron.taken >= self.config.steps

    @property
    def gradient_norm(self) -> float:
        slope = self.neuron.slope
        return float((slope.w1**2 + slope.w2**2 + slope.b**2) ** 0.5)

    def diagnose(self) -> Diagnosis:
        cure = Cure(label="Learning rate η = 0.5", config={"lr": 0.5})
        return Diagnosis(reason="The weights grew until they no longer fit.", cure=cure)
