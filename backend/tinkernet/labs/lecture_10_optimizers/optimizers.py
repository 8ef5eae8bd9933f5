r"""Optimizer race

Every optimiser asks at every step: *the ground falls that way; how far do I go?* They differ in
what they remember. Drop them on one mountain, from one start, and watch.

**Plain descent** remembers nothing: $w \leftarrow w - \eta\, g$ with $g = \nabla f(w)$. In a
valley $\kappa$ times steeper across than along, $\eta$ must suit the steep side, and the flat
side creeps.

**Momentum** keeps a velocity, like a marble in oil:

$$\begin{aligned} v &\leftarrow \beta v + \nabla f(w) \\
w &\leftarrow w - \eta\, v \end{aligned}$$

**Nesterov** asks for the gradient where that velocity is about to lead:
$\nabla f(w - \eta\beta v)$.

**Averages.** $v_t = \beta v_{t-1} + (1-\beta)\theta_t$ remembers about $1/(1-\beta)$ values. It
begins at zero, so at first it is divided by the weight given so far: $\hat v_t = v_t/(1-\beta^t)$.

**Rulers.** Rprop listens only to the sign of each slope. RMSProp divides each slope by the root of
the average of its square, and **Adam** puts both ideas together:

$$w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}$$

**Decay.** A penalty $\tfrac{\lambda}{2}\lVert w\rVert^2$ adds $\lambda w$ to the gradient, and
Adam's ruler divides it like everything else. SGDW and AdamW shrink the weights beside the gradient.

**Try.** Drag the start, or a marble in mid-race. Move $\eta$ or $\beta$: the whole way is taken
again while you move, so you see it bend. Write a function of your own.
"""

from tinkernet.kit.race import Race
from tinkernet.kit.race_config import PLANES, RACED, RaceConfig
from tinkernet.kit.race_divergence import diagnosis
from tinkernet.kit.race_drawing import draw, race_of
from tinkernet.kit.race_hand import configured, obeyed
from tinkernet.kit.race_recipe import RaceRecipe, race_recipe
from tinkernet.lab import Diagnosis, Lab, Metrics, Place, Preset
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import ConfigValue


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


_INSIDE: list[ConfigValue] = [
    "momentum", "nag", "ewa-momentum", "rprop", "rmsprop", "adam", "adam-l2", "adamw", "all",
]  # fmt: skip
_MOUNTAINS: list[ConfigValue] = [name for name in PLANES if name != "two-weights"]


class Optimizers(Lab[RaceConfig]):
    """A race of optimisers on a surface, on a real net, or after a noisy series."""

    Config = RaceConfig
    presets = [
        _preset("race-all", surface="beale", racers="all", lr=0.02, steps=300),
        _preset("race-on-network", surface="digits-mlp", racers="all", lr=0.01, steps=200),
        _preset("optimization", surface="beale", racers="gd", lr=0.01, steps=200, click="guess",
                fog=True),
        _preset("momentum", surface="quadratic", racers="momentum", kappa=100.0, beta=0.67,
                lr=0.033, steps=400),
        _preset("nesterov", surface="quadratic", racers="nag", kappa=100.0, beta=0.818, lr=0.01,
                steps=400),
        _preset("ewa", surface="series", beta=0.9, bias_correction=False),
        _preset("bias-correction", surface="series", beta=0.98, bias_correction=True),
        _preset("momentum-ewa", surface="quadratic", racers="ewa-momentum", kappa=100.0, beta=0.9,
                lr=0.1),
        _preset("rprop", surface="quadratic", racers="rprop", grad_scale=1000.0),
        _preset("rmsprop", surface="quadratic", racers="rmsprop", lr=0.05, grad_scale=1000.0,
                beta2=0.9, steps=300),
        _preset("adam", surface="rosenbrock", racers="adam", lr=0.02, beta=0.9, beta2=0.999,
                steps=1200),
        _preset("sgdw", surface="two-weights", racers="sgdw", weight_decay=0.1, lr=0.01, beta=0.0,
                steps=1000),
        _preset("adamw", surface="two-weights", racers="adamw", weight_decay=0.1, lr=0.01,
                steps=1000),
    ]  # fmt: skip
    places = [
        Place(name="race", kind="contour_path", title="The race from above", size="hero",
              shown={"surface": PLANES}),
        Place(name="mountain", kind="surface3d", title="The same from the side", size="hero",
              shown={"surface": _MOUNTAINS, "fog": [False]}),
        Place(name="averages", kind="line", title="Days and their average", size="hero",
              shown={"surface": ["series"]}),
        Place(name="weights", kind="bars", title="Weights", size="hero",
              shown={"surface": ["series", "two-weights"]}),
        Place(name="accuracy", kind="line", title="Test accuracy", size="hero",
              shown={"surface": ["digits-mlp"]}),
        Place(name="problem", kind="table", title="The problem",
              shown={"surface": PLANES, "racers": ["gd"]}),
        Place(name="loss", kind="line", title="Loss", shown={"surface": RACED}),
        Place(name="update", kind="stepper", title="The update rule"),
        Place(name="internals", kind="line", title="Inside",
              shown={"surface": RACED, "racers": _INSIDE}),
        Place(name="effective", kind="line", title="Effective step",
              shown={"surface": RACED, "racers": ["rprop", "rmsprop", "adam", "adam-l2", "adamw"]}),
        Place(name="ranking", kind="table", title="Ranking", shown={"surface": RACED}),
    ]  # fmt: skip
    speed = 30.0

    def __init__(self, config: RaceConfig) -> None:
        super().__init__(config)
        self.race = race_of(config)

    def step(self) -> Metrics:
        self.race.step()
        return self.race.metrics()

    def apply(self, config: RaceConfig) -> None:
        self.config = configured(self.race, config)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        self.config = obeyed(self.race, gesture)

    def recipe(self) -> RaceRecipe:
        return race_recipe(self.race)

    def measure(self) -> Metrics:
        return self.race.measured()

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return draw(self.race, wanted)

    @property
    def epoch(self) -> float:
        return self.race.epoch

    @property
    def done(self) -> bool:
        return self.race.taken >= self.config.steps or self.race.is_over

    @property
    def recovered(self) -> bool:
        return isinstance(self.race, Race) and bool((self.race.away < 0).any())

    @property
    def gradient_norm(self) -> float:
        return self.race.gradient_norm

    def diagnose(self) -> Diagnosis:
        return diagnosis(self.config)
