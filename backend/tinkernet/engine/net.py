"""A small net that lives: it trains, shows its units, and can be changed while it runs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinkernet.engine import chance, kernel, surgery
from tinkernet.engine.activation import CODES as ACTIVATIONS
from tinkernet.engine.activation import Activation
from tinkernet.engine.arrays import indices, named, table
from tinkernet.engine.compile import Floats, Ints, Numbers, Words
from tinkernet.engine.hyper import RATES, Hyper
from tinkernet.engine.initialiser import Initialiser
from tinkernet.engine.loss import CODES as LOSSES
from tinkernet.engine.loss import Loss, check_output
from tinkernet.engine.optimiser import CODES as OPTIMISERS
from tinkernet.engine.optimiser import Optimiser
from tinkernet.engine.shape import Shape
from tinkernet.engine.surgery import Transplant

_PLAIN = Hyper()


class Net:
    """A multi-layer perceptron with its optimiser; the same seed and calls give the same bits.

    Layers are numbered 1..L, L the output. Every hyper-parameter is an argument of each step, so
    all of them may change at any moment. `params` (P,) float32 is the net itself: writing into
    it, or into `weights(l)` and `biases(l)`, changes the net.

    Args:
        shape: units and activations. The losses bce and cross_entropy need the output
            activations sigmoid and softmax; the others any but softmax.
        loss: see tinkernet.engine.loss for the formulas.
        optimiser: see tinkernet.engine.optimiser.
        initialiser: how weights are drawn, new units' too.
        seed: of the weights, of dropout, and of later new units.

    Raises:
        ValueError: if the loss does not fit the output activation, or a name is unknown.
    """

    def __init__(
        self,
        shape: Shape,
        *,
        loss: Loss = "mse",
        optimiser: Optimiser = "sgd",
        initialiser: Initialiser | None = None,
        seed: int = 0,
    ) -> None:
        check_output(loss, shape.activations[-1])
        self.loss: Loss = loss
        self.initialiser = initialiser or Initialiser()
        self.seed = seed
        self._clock = np.zeros(3, np.uint64)
        self._clock[kernel.KEY] = np.random.default_rng([seed, 1]).integers(2**63)
        self._births = 0
        self._hyper, self._numbers = _PLAIN, np.zeros(0)
        self._shape_to(shape)
        self.params = self._fresh(shape)
        self.optimiser = optimiser

    @property
    def optimiser(self) -> Optimiser:
        """The optimiser's name; setting it forgets the momenta, keeps the weights."""
        return self._optimiser

    @optimiser.setter
    def optimiser(self, name: Optimiser) -> None:
        if name not in OPTIMISERS:
            known = ", ".join(OPTIMISERS)
            raise ValueError(f"an optimiser is one of {known}, not {name!r}")
        self._optimiser: Optimiser = name
        self._moments = np.zeros((2, self.shape.parameters), np.float32)
        self._clock[kernel.AGE] = 0

    @property
    def steps(self) -> int:
        """How many mini-batches the net has learnt from."""
        return int(self._clock[kernel.STEPS])

    def weights(self, layer: int) -> Floats:
        """The weights into layer 1..L: a view (n_out, n_in) of `params`."""
        start, middle, _ = self.shape.span(layer)
        return self.params[start:middle].reshape(-1, self.shape.sizes[layer - 1])

    def biases(self, layer: int) -> Floats:
        """The biases of layer 1..L: a view (n_out,) of `params`."""
        _, middle, stop = self.shape.span(layer)
        return self.params[middle:stop]

    def step(self, x: ArrayLike, y: ArrayLike, hyper: Hyper) -> float:
        """Learn once from one mini-batch x (B, n_in), y (B, n_out); its mean loss before.

        The loss is of the data alone, without penalties; not finite when the net has diverged.

        Raises:
            ValueError: if the arrays do not fit the net or are empty.
        """
        points, targets = self._examples(x, y)
        order = np.arange(len(points))
        return self._train(points, targets, order, len(points), hyper, kernel.TRAIN)

    def epoch(
        self, x: ArrayLike, y: ArrayLike, order: ArrayLike, batch_size: int, hyper: Hyper
    ) -> float:
        """Learn once from each example x[i], y[i] for i in `order`, `batch_size` at a time.

        The last mini-batch may be smaller. Returns the mean loss, measured before each step.

        Raises:
            ValueError: if the arrays do not fit the net, or batch_size is below 1.
            IndexError: if `order` names an example that is not there.
        """
        points, targets = self._examples(x, y)
        places = indices(order)
        if batch_size < 1 or not len(places):
            raise ValueError(
                f"an epoch wants a batch size and examples, not {batch_size} and {len(places)}"
            )
        return self._train(points, targets, places, batch_size, hyper, kernel.TRAIN)

    def shuffled(self, count: int) -> Ints:
        """0..count-1 in a random order for the next epoch; the same in the same state."""
        order = np.arange(count)
        chance.shuffle(order, self._clock[kernel.KEY], self._clock[kernel.STEPS])
        return order

    def cost(self, x: ArrayLike, y: ArrayLike, hyper: Hyper = _PLAIN) -> float:
        """The mean loss of x (N, n_in), y (N, n_out), without penalties; nothing is learnt."""
        points, targets = self._examples(x, y)
        order = np.arange(len(points))
        return self._train(points, targets, order, len(points), hyper, kernel.MEASURE)

    def penalty(self, hyper: Hyper) -> float:
        """l1 sum |w| + (l2/2) sum w^2 over all weights."""
        if hyper.l1 == hyper.l2 == 0:
            return 0.0
        layers = range(1, self.shape.layers + 1)
        w = np.concatenate([self.weights(layer).ravel() for layer in layers]).astype(np.float64)
        return float(hyper.l1 * np.abs(w).sum() + hyper.l2 / 2 * (w * w).sum())

    def gradient(self, x: ArrayLike, y: ArrayLike, hyper: Hyper = _PLAIN) -> tuple[float, Floats]:
        """(cost + penalty, its gradient (P,)) at x, y without dropout; nothing is learnt."""
        points, targets = self._examples(x, y)
        order, slopes = np.arange(len(points)), np.zeros_like(self.params)
        mode = kernel.DIFFERENTIATE
        cost = self._train(points, targets, order, len(points), hyper, mode, slopes)
        return cost + self.penalty(hyper), slopes

    def gradient_norms(self) -> Floats:
        """The length of the last step's gradient per layer (L,), before clipping."""
        spans = map(self.shape.span, range(1, self.shape.layers + 1))
        return np.array([np.linalg.norm(self._grad[at:end]) for at, _, end in spans], np.float32)

    def units(self, x: ArrayLike) -> Floats:
        """The value of every hidden and output unit at the points x (N, n_in): (U, N).

        Layer by layer, without dropout. Outputs for bce and cross_entropy are probabilities.
        """
        return self._evaluate(x, self._codes)

    def forward(self, x: ArrayLike) -> Floats:
        """The outputs (N, n_out) at the points x (N, n_in)."""
        return self.units(x)[-self.shape.outputs :].T

    def logits(self, x: ArrayLike) -> Floats:
        """The outputs (N, n_out) before their activation."""
        codes = self._codes.copy()
        codes[-1] = ACTIVATIONS["linear"]
        return self._evaluate(x, codes)[-self.shape.outputs :].T

    def activate(self, layer: int, name: Activation) -> None:
        """Give layer 1..L another activation; weights and momenta stay."""
        self.shape.span(layer)
        names = self.shape.activations
        shape = Shape(self.shape.sizes, (*names[: layer - 1], name, *names[layer:]))
        check_output(self.loss, shape.activations[-1])
        self._shape_to(shape)

    def resize(self, layer: int, change: int) -> None:
        """Add `change` units at the end of hidden layer 1..L-1, or remove that many.

        All else stays, the optimiser's memory too. New units have outgoing weights 0 at first.

        Raises:
            ValueError: if there is no such layer or it would have fewer than 1 or more than 64.
        """
        shape = surgery.resized(self.shape, layer, change)
        self._transplant(surgery.resize(self.shape, layer, change, self._fresh(shape)))

    def insert_layer(self, layer: int, size: int, name: Activation) -> None:
        """Insert a hidden layer that becomes layer 1..L; it begins by copying the units below.

        Raises:
            ValueError: if there is no such place, or no room for another layer.
        """
        shape = surgery.with_layer(self.shape, layer, size, name)
        fresh = self._fresh(shape)
        self._transplant(surgery.insert_layer(self.shape, layer, size, name, fresh))

    def remove_layer(self, layer: int) -> None:
        """Take hidden layer 1..L-1 out.

        Raises:
            ValueError: if there is no such layer.
        """
        shape = surgery.without_layer(self.shape, layer)
        self._transplant(surgery.remove_layer(self.shape, layer, self._fresh(shape)))

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that decides what the net does next, as copies, for `load_state`."""
        return {
            "sizes": np.array(self.shape.sizes),
            "activations": self._codes.copy(),
            "loss_and_optimiser": np.array([LOSSES[self.loss], OPTIMISERS[self.optimiser]]),
            "params": self.params.copy(),
            "moments": self._moments.copy(),
            "gradient": self._grad.copy(),
            "clock": self._clock.copy(),
            "seed_and_births": np.array([self.seed, self._births]),
        }

    def load_state(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Become the net whose `state` this is, whatever shape it has, bit for bit."""
        names: tuple[Activation, ...] = tuple(
            named(ACTIVATIONS, code) for code in state["activations"]
        )
        self._shape_to(Shape(tuple(int(size) for size in state["sizes"]), names))
        self.loss = named(LOSSES, state["loss_and_optimiser"][0])
        self._optimiser = named(OPTIMISERS, state["loss_and_optimiser"][1])
        self.params = state["params"].copy()
        self._moments = state["moments"].copy()
        self._grad = state["gradient"].copy()
        self._clock = state["clock"].copy()
        self.seed, self._births = (int(number) for number in state["seed_and_births"])

    def live_in(self, params: Floats, grad: Floats, moments: Floats, clock: Words) -> None:
        """Move into these arrays (P,), (P,), (2, P), (3,): a stack keeps its nets together."""
        params[:], grad[:], moments[:] = self.params, self._grad, self._moments
        clock[:] = self._clock
        self.params, self._grad, self._moments, self._clock = params, grad, moments, clock

    def _train(
        self,
        x: Floats,
        y: Floats,
        order: Ints,
        batch: int,
        hyper: Hyper,
        mode: int,
        slopes: Floats | None = None,
    ) -> float:
        return kernel.train(
            self.params, self._grad if slopes is None else slopes, self._moments, self._clock,
            self._sizes, self._codes, LOSSES[self.loss], OPTIMISERS[self._optimiser],
            self._packed(hyper), x, y, order, batch, mode,
        )  # fmt: skip

    def _evaluate(self, x: ArrayLike, codes: Ints) -> Floats:
        points = table(x, self.shape.inputs, "x")
        out = np.empty((self.shape.units, len(points)), np.float32)
        kernel.evaluate(self.params, self._sizes, codes, points, out)
        return out

    def _examples(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        points = table(x, self.shape.inputs, "x")
        targets = table(y, self.shape.outputs, "y")
        if len(points) != len(targets) or not len(points):
            raise ValueError(
                f"x and y want the same number of examples, at least one, not {len(points)} "
                f"and {len(targets)}"
            )
        return points, targets

    def _packed(self, hyper: Hyper) -> Numbers:
        if hyper is not self._hyper or len(self._numbers) != RATES + self.shape.hidden:
            self._hyper, self._numbers = hyper, hyper.packed(self.shape.hidden)
        return self._numbers

    def _fresh(self, shape: Shape) -> Floats:
        """Parameters for `shape`, other ones after each operation on the net."""
        return self.initialiser.draw(shape, np.random.default_rng([self.seed, 0, self._births]))

    def _transplant(self, graft: Transplant) -> None:
        kept = graft.old >= 0
        self.params = np.where(kept, self.params[graft.old], graft.fresh)
        moved = np.where(kept, self._moments[:, graft.old], np.float32(0))
        self._moments = np.ascontiguousarray(moved)
        self._births += 1
        self._shape_to(graft.shape)

    def _shape_to(self, shape: Shape) -> None:
        self.shape = shape
        self._sizes = np.array(shape.sizes, np.int64)
        self._codes = np.array([ACTIVATIONS[name] for name in shape.activations], np.int64)
        self._grad = np.zeros(shape.parameters, np.float32)
