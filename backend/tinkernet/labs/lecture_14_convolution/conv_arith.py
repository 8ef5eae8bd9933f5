r"""Convolution by hand

A kernel $K$ of $f \times f$ weights slides over a picture $x$. At each place, what lies under the
window is multiplied by the weights and added up, and the sum is one pixel of the output:

$$y_{i,j} = \sum_{k=0}^{f-1} \sum_{l=0}^{f-1} K_{k,l}\, x_{si+dk-p,\; sj+dl-p}$$

**Sizes.** With padding $p$, stride $s$ and dilation $d$, a side of $n$ pixels becomes

$$m = \left\lfloor \frac{n + 2p - d(f-1) - 1}{s} \right\rfloor + 1$$

Without a frame (*valid*, $p = 0$) the output shrinks by $f - 1$. With $p = (f-1)/2$ it keeps its
size (*same*); with $p = f - 1$ the window touches the picture by a corner (*full*).

**Names.** What networks call convolution is *cross-correlation*. The convolution of mathematics
turns the kernel by half a turn first; a network that learns its kernel does not care.

**Volumes.** A picture of $n_C$ channels needs a kernel of $n_C$ sheets, and one window adds up
$f \cdot f \cdot n_C$ products. Each of the $n_C'$ filters makes one channel of the output, with
$(f^2 n_C + 1)\, n_C'$ parameters in all.

**Pooling** keeps the largest or the mean of each window, each channel on its own, and learns
nothing. **Transposed** convolution goes the other way: each pixel stamps the kernel onto a larger
sheet of $(n-1)s - 2p + d(f-1) + 1$ cells a side.

**Try.** Point at a cell of the output: its window, the kernel and every product light up. Type into
the kernel, drag its numbers up and down, draw a picture, or let a kernel be learned.
"""

from tinkernet.kit import conv_hand, conv_panels, conv_words
from tinkernet.kit.conv_config import CONVS, POOLS, ConvConfig
from tinkernet.kit.conv_work import SIZES, Work, caution, imitation, kernel_shape, sensible
from tinkernet.kit.imitation import NEAR, diagnosis
from tinkernet.kit.imitation_recipe import ImitationRecipe
from tinkernet.lab import Diagnosis, Lab, Metrics, Place, Preset
from tinkernet.panels import Draw, Gesture, Goto, Panel, SetCell
from tinkernet.protocol import Config, ConfigValue
from tinkernet.refusal import RefusalError


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


class ConvArith(Lab[ConvConfig]):
    """A window that slides; only a learned kernel trains."""

    Config = ConvConfig
    presets = [
        _preset("filters", image="half-bright", kernel="vertical-edge", n=6),
        _preset("feature-detectors", kernel="sobel", image="digit", n=16),
        _preset("positive-negative-edges", kernel="vertical-edge", image="bright-left", n=6),
        _preset("cross-correlation", op="convolution", kernel="sobel", image="digit", n=8),
        _preset("edge-calculations", op="valid", kernel="vertical-edge", step=0, n=6),
        _preset("padding-calculations", op="same", padding=1, f=3, n=6),
        _preset("padding-artifacts", op="same", kernel="blur", padding=2, f=5, pad_mode="zeros",
                image="wall"),
        _preset("strided-convolution", op="strided", stride=2, n=7, f=3),
        _preset("full", op="full", n=6, f=3, padding=2),
        _preset("same", op="same", n=6, f=3, padding=1),
        _preset("dilated", op="dilated", dilation=2, f=3, n=9),
        _preset("volume", op="volume", image="rgb", channels=3, f=3, n=6),
        _preset("dimensions", op="volume", channels=3, filters=2, f=3, n=6),
        _preset("pooling-calculations", op="max-pool", f=2, stride=2, n=4, image="numbers"),
        _preset("max-pooling", op="max-pool", f=2, stride=2, n=8, image="digit"),
        _preset("pooling-intuition", op="max-pool", f=2, stride=2, n=8, kernel="vertical-edge",
                image="digit", detect=True),
        _preset("max-pooling-volume", op="max-pool-volume", channels=3, f=2, stride=2, n=4,
                image="numbers"),
        _preset("average-pooling", op="avg-pool", f=2, stride=2, n=4, image="numbers"),
        _preset("global-average-pooling", op="global-avg-pool", channels=4, n=8, image="rgb"),
    ]  # fmt: skip
    places = [
        Place(name="input", kind="matrix", title="The input", size="hero"),
        Place(name="result", kind="matrix", title="The output", size="hero"),
        Place(name="window", kind="stepper", title="The window"),
        Place(name="kernel", kind="matrix", title="The kernel", shown={"op": CONVS}),
        Place(name="gradient", kind="matrix", title="Where the gradient goes",
              shown={"op": POOLS}),
        Place(name="hidden", kind="matrix", title="The hidden kernel",
              shown={"kernel": ["learned"], "op": CONVS}),
        Place(name="loss", kind="line", title="How far it is from imitating",
              shown={"kernel": ["learned"], "op": CONVS}),
        Place(name="twin", kind="matrix", title="The engineer’s answer",
              shown={"op": ["convolution"]}),
        Place(name="detector", kind="matrix", title="The detector",
              shown={"op": ["max-pool"], "detect": [True]}),
        Place(name="output", kind="image_grid", title="Feature maps"),
        Place(name="pixels", kind="draw_pad", title="Draw your own"),
        Place(name="shapes", kind="table", title="Sizes"),
    ]  # fmt: skip
    trains_when = {"kernel": ["learned"], "op": CONVS}
    speed = 10.0

    def __init__(self, config: ConvConfig) -> None:
        super().__init__(config)
        self.kept = sensible(config)
        self.imitation = imitation(self.kept)

    @property
    def work(self) -> Work:
        """What is on screen: the last sizes that fitted, and everything else as asked for."""
        return Work(self.kept, self.imitation.kernel)

    def step(self) -> Metrics:
        loss = self.imitation.learn(self.config.lr)
        return {"loss": loss, "gap": self.imitation.gap}

    def recipe(self) -> ImitationRecipe:
        return ImitationRecipe(self.imitation)

    def apply(self, config: ConvConfig) -> None:
        self.config = config = conv_hand.taken_up(config, self.work)
        sizes: Config = {name: getattr(self.kept, name) for name in SIZES}
        self.kept = config.changed(sizes) if config.plan.problem() else config
        if kernel_shape(self.kept) != self.imitation.kernel.shape:
            self.imitation = imitation(self.kept)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        match gesture:
            case Goto() if panel in {"result", "window"}:
                if gesture.at >= self.work.y.size:
                    raise RefusalError(f"The output has {self.work.y.size} cells.", "step")
                self.apply(self.config.changed({"step": gesture.at}))
            case SetCell():
                self.apply(self.config.changed(conv_hand.retyped(self.work, panel, gesture)))
            case Draw() if panel == "pixels":
                self.apply(self.config.changed(conv_hand.drawn(self.work, gesture)))
            case _:
                super().gesture(panel, gesture)

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        learner, words = self.imitation if self.trains else None, caution(self.config, self.kept)
        shapes = {"shapes": conv_words.shapes(self.config.plan)} if "shapes" in wanted else {}
        return {**conv_panels.draw(self.work, learner, words, wanted), **shapes}

    @property
    def epoch(self) -> float:
        return float(self.imitation.taken)

    @property
    def done(self) -> bool:
        return self.trains and self.imitation.gap < NEAR

    @property
    def gradient_norm(self) -> float:
        return self.imitation.gradient_norm

    def diagnose(self) -> Diagnosis:
        return diagnosis()
