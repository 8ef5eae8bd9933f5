r"""Build and train a CNN

A convolutional net is a row of bricks. Each **convolution** slides $n_C'$ filters over its input
and makes as many maps; each filter is as deep as what comes in, so a layer has

$$(f^2\, n_C + 1)\; n_C'$$

parameters, however large the picture is. A side of $n$ pixels becomes

$$\left\lfloor \frac{n + 2p - f}{s} \right\rfloor + 1$$

**Pooling** keeps the largest or the mean of each window and learns nothing; what is left has a
quarter of the cells. **Flatten** lays all cells in one row of $H \cdot W \cdot C$ numbers, and the
**dense** layers behind it decide. The first half of the net extracts features, the second judges.

**How deep units see.** A unit's *receptive field* is the square of pixels it can feel. It grows
with every layer, by $(f-1)$ times the product of all strides before it:

$$r_l = r_{l-1} + (f_l - 1) \prod_{k<l} s_k$$

so deep units see edges of edges: corners, then shapes.

**Training** is the same as ever: cross-entropy, backpropagation, here with Adam. The filters are
random at first. Watch them turn into edges and spots.

**Try.** Move, add and remove bricks while it trains. Click a map to look into its unit. Draw a
digit. Open a cell of the table of confusions and look at the pictures behind it.
"""

from typing import Any

from tinkernet.kit import cnn_hand
from tinkernet.kit.cnn_config import TRAINED, CnnConfig
from tinkernet.kit.cnn_cost import cost
from tinkernet.kit.cnn_images import read_all
from tinkernet.kit.cnn_numbers import measured
from tinkernet.kit.cnn_panels import PLACES, draw, draw_gallery
from tinkernet.kit.cnn_recipe import CnnRecipe
from tinkernet.kit.cnn_training import Trainee, diagnosis
from tinkernet.kit.cnn_view import View
from tinkernet.lab import Diagnosis, Lab, LabConfig, Metrics, Needs, Preset
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

_SHAPES: dict[str, ConfigValue] = {"dataset": "shapes", "input_size": 24, "filters": 8}


def _preset(name: str, **config: ConfigValue) -> Preset:
    return Preset(name=name, title=name.replace("-", " ").capitalize(), config=config)


class Cnn(Lab[CnnConfig]):
    """A net of bricks in training, or the gallery of sets."""

    Config = CnnConfig
    exclusive = True
    presets = [
        _preset("convnet-in-detail", examples=1400),
        _preset("learned-features", **_SHAPES, in_channels=1, kernel="5", probe="filters"),
        _preset("pattern-detectors", **_SHAPES, in_channels=3, layer=2, unit=1),
        _preset("number-of-filters", filters=4),
        _preset("dimensionality-matching", in_channels=3, layer=2),
        _preset("stacking-example", input_size=39, in_channels=3, blocks=3, filters=10,
                padding="valid", pool="none", batch=16, steps=100),
        _preset("flattening", layer=4, unit=37),
        _preset("dense-layers", dense=64, layer=5),
        _preset("extraction-classification", examples=1400, probe="linear"),
        _preset("number-of-parameters", in_channels=3, filters=10, blocks=1),
        _preset("bigger-inputs", input_size=32, dense=64, filters=8),
        _preset("pooling-parameters", dense=64, input_size=16),
        _preset("hierarchical-visualization", **_SHAPES, blocks=3, probe="hierarchy"),
        _preset("hierarchical-features", **_SHAPES, blocks=3, probe="hierarchy", layer=4),
        _preset("stride-pool-hierarchy", **_SHAPES, blocks=3, pool="none", stride=2,
                probe="receptive-field", layer=2),
        _preset("training-data", examples=100, probe="data"),
        _preset("hyperparameters", dataset="mnist", input_size=28, examples=5000, filters=8,
                batch=32, probe="trials"),
        _preset("famous-datasets", dataset="gallery"),
    ]  # fmt: skip
    places = PLACES
    units = ["batch", "epoch"]
    trains_when = {"dataset": TRAINED}
    preloads = [read_all]

    def __init__(self, config: CnnConfig) -> None:
        super().__init__(config)
        self.trainee = Trainee(config) if config.trains else None
        self._view: View | None = None

    @property
    def _net(self) -> Trainee:
        if self.trainee is None:
            raise RefusalError("The gallery has no net: choose a set to train on.")
        return self.trainee

    @property
    def view(self) -> View:
        """The net as it is looked at now: numbers and pictures of a frame share one pass."""
        if self._view is None or not self._view.is_of(self.config, self._net):
            self._view = View(self.config, self._net)
        return self._view

    def step(self) -> Metrics:
        return self._net.step(self.config)

    def recipe(self) -> CnnRecipe:
        return CnnRecipe(self._net, self.config)

    def measure(self) -> Metrics:
        return measured(self.view) if self.trainee else {}

    def apply(self, config: CnnConfig) -> None:
        self.config = config
        if self.trainee:
            self.trainee.rebuilt(config)
            self.trainee.retuned(config)

    def gesture(self, panel: str, gesture: Gesture) -> None:
        self.apply(self.config.changed(cnn_hand.done(self.view, panel, gesture)))

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return draw(self.view, wanted) if self.trainee else draw_gallery(self.config, wanted)

    @property
    def epoch(self) -> float:
        return self.trainee.epoch if self.trainee else 0.0

    @property
    def done(self) -> bool:
        return self.trainee is not None and self.trainee.taken >= self.config.steps

    @property
    def gradient_norm(self) -> float:
        return self._net.gradient_norm

    def diagnose(self) -> Diagnosis:
        return diagnosis()

    def snapshot(self) -> dict[str, Any]:
        return {"config": self.config.values(), "trainee": self.trainee and self.trainee.kept()}

    def restore(self, state: dict[str, Any]) -> None:
        self.config = CnnConfig.parse(state["config"])
        if self.trainee and state["trainee"]:
            self.trainee.brought_back(state["trainee"], self.config)

    @classmethod
    def needs(cls, config: LabConfig) -> Needs:
        return cost(config) if isinstance(config, CnnConfig) and config.trains else Needs()
