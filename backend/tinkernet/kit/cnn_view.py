"""A convolutional net as it is looked at now: one picture on its way through, and the test."""

from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy

from tinkernet.kit import drawn_pixels
from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_images import fitted
from tinkernet.kit.cnn_net import Silent
from tinkernet.kit.cnn_plan import Brick, Shape
from tinkernet.kit.cnn_training import Trainee

Floats = NDArray[np.float32]


class View:
    """Everything is computed when it is first asked for, and once."""

    def __init__(self, config: CnnConfig, trainee: Trainee) -> None:
        self.config = config
        self.trainee = trainee
        self.net = trainee.net
        self.plan = trainee.net.plan
        self.images = trainee.images
        self.classes = trainee.images.classes
        self._taken = trainee.taken

    def is_of(self, config: CnnConfig, trainee: Trainee) -> bool:
        """Whether nothing has happened since it was made."""
        return (self.config, self.net, self._taken) == (config, trainee.net, trainee.taken)

    @property
    def place(self) -> int:
        """The brick that is looked at."""
        return min(self.config.layer, len(self.plan.bricks) - 1)

    @property
    def brick(self) -> Brick:
        """The same as a brick."""
        return self.plan.bricks[self.place]

    @property
    def shape(self) -> Shape:
        """What comes out of it."""
        return self.plan.shapes[self.place]

    @property
    def unit(self) -> int:
        """Its unit that is looked at: a map, or one number of a vector."""
        return min(self.config.unit, self.shape[0] - 1)

    @property
    def silent(self) -> Silent | None:
        """The unit that is switched off."""
        return (self.place, self.unit) if self.config.ablate else None

    @property
    def conv(self) -> int:
        """The brick with filters at or before the one looked at, else the first after it."""
        convs = [place for place, brick in enumerate(self.plan.bricks) if brick.kind == "conv"]
        before = [place for place in convs if place <= self.place]
        return before[-1] if before else (convs[0] if convs else -1)

    @property
    def is_drawn(self) -> bool:
        """Whether a drawing takes the place of the test picture."""
        return bool(self.config.drawing)

    @cached_property
    def drawing(self) -> NDArray[np.uint8]:
        """The ink of the pad, (n, n)."""
        if self.is_drawn:
            return drawn_pixels.decode(self.config.drawing)
        return np.round(self.picture[0].mean(0).numpy() * 255).astype(np.uint8)

    @cached_property
    def example(self) -> int:
        """The row of the test picture."""
        return min(self.config.example, len(self.images.test_y) - 1)

    @cached_property
    def picture(self) -> Tensor:
        """What runs through the net: (1, C, n, n)."""
        if self.is_drawn:
            return fitted(self.drawing, self.config.input_size, self.config.in_channels)
        return self.images.test_x[self.example : self.example + 1]

    @cached_property
    def outputs(self) -> list[Tensor]:
        """What comes out of each brick for the picture, without the first axis."""
        self.net.eval()
        with torch.no_grad():
            found = [out[0] for out in self.net.outputs(self.picture, self.silent)]
        self.net.train()
        return found

    @cached_property
    def maps(self) -> Floats:
        """The maps of the brick looked at, (units, h, w); a vector is units of one cell."""
        out = self.outputs[self.place].numpy()
        return out if out.ndim == 3 else out.reshape(-1, 1, 1)

    @cached_property
    def probabilities(self) -> Floats:
        """What the net takes the picture for, (classes,)."""
        return self.outputs[-1].softmax(0).numpy()

    @cached_property
    def logits(self) -> Tensor:
        """What the net says of the test pictures, (N, classes)."""
        return self.net.judged(self.images.test_x, self.silent)

    @cached_property
    def answers(self) -> NDArray[np.int64]:
        """The class of each test picture as the net sees it, (N,)."""
        return self.logits.argmax(1).numpy()

    @cached_property
    def losses(self) -> Floats:
        """The loss of each test picture, (N,)."""
        return cross_entropy(self.logits, self.images.test_y, reduction="none").numpy()

    @cached_property
    def truth(self) -> NDArray[np.int64]:
        """The true class of each test picture, (N,)."""
        return self.images.test_y.numpy()

    def features(self, x: Tensor) -> list[Tensor]:
        """What comes out of each brick for many pictures, as the net is when it does not train."""
        self.net.eval()
        with torch.no_grad():
            found = list(self.net.outputs(x, self.silent))
        self.net.train()
        return found

    def first_unit(self, place: int) -> int:
        """The number of a brick's first unit among all units of the net."""
        return sum(shape[0] for shape in self.plan.shapes[:place])

    def unit_name(self, place: int, unit: int) -> str:
        """A unit in words."""
        return f"{self.plan.bricks[place].words}, unit {unit + 1}"
