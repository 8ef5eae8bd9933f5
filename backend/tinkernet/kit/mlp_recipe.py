"""How a net of the lab `mlp` is written as plain PyTorch."""

import numpy as np
import torch
from torch import nn

from tinkernet.engine import Net
from tinkernet.engine.activation import Activation
from tinkernet.engine.chance import mixture
from tinkernet.engine.dropout import mask
from tinkernet.engine.kernel import AGE, KEY, STEPS
from tinkernet.kit.inputs import SYMBOLS
from tinkernet.kit.learner import Learner
from tinkernet.kit.mlp_code import ACTIVATIONS, MEMORIES, code
from tinkernet.recipe import Answerer, Arrays, Recipe, Section, Sheet
from tinkernet.refusal import RefusalError

#: Numbers that one script may carry for all its steps together: rows and masks.
_MOST_NUMBERS = 24_000_000


class MlpRecipe(Recipe):
    """A learner's net as `nn.Sequential`: module 2k is the layer k + 1, module 2k + 1 its
    activation.
    """

    def __init__(self, learner: Learner) -> None:
        self._learner = learner

    @property
    def most_steps(self) -> int:
        """Fewer where each step has many masks."""
        config, net = self._learner.config, self._learner.net
        masks = sum(net.shape.sizes[1:-1]) if config.dropout else 0
        return min(20_000, _MOST_NUMBERS // (config.batch * (8 + masks)))

    def sections(self, rate: float | None) -> list[Section]:
        if not len(self._learner.batches):
            raise RefusalError("There is no example to train on: paint some points first.")
        return code(self._learner, rate)

    def data(self) -> Arrays:
        return {"x": self._learner.inputs, "y": self._learner.targets}

    def state(self) -> Arrays:
        net = self._learner.net
        state = net.state()
        found = _named(net, state["params"])
        for row, sign in enumerate(MEMORIES[net.optimiser]):
            memory = _named(net, state["moments"][row])
            found |= {f"{name}.{sign}": part for name, part in memory.items()}
        if net.optimiser in {"adam", "adamw", "rmsprop"}:
            found["age"] = np.array(state["clock"][AGE], np.float32)
        return found

    def dealt(self) -> Arrays:
        learner, newest = self._learner, self._learner.newest
        given: Arrays = {"rows": newest.rows, "eta": np.array([newest.rate])}
        if learner.config.dropout and learner.net.shape.hidden:
            given |= _masks(learner.net, len(newest.rows), learner.config.dropout)
        return given

    def weights(self) -> Arrays:
        return _named(self._learner.net, self._learner.net.params.copy())

    def sheet(self) -> Sheet:
        examples = self._learner.examples
        columns = [*examples.axes[: examples.dimensions]]
        if examples.classes:
            answers: list[str | float | int] = [
                examples.classes[int(number)] for number in examples.target
            ]
            columns.append("class")
        else:
            answers = [float(value) for value in examples.target]
            columns += [] if len(columns) > 1 else ["y"]
            columns += ["value"] if examples.dimensions > 1 else []
        columns.append("used for")
        uses = ["test" if kept else "training" for kept in examples.test]
        rows = zip(examples.x.tolist(), answers, uses, strict=True)
        return Sheet(columns, [[*x, answer, use] for x, answer, use in rows])

    def answerer(self) -> Answerer:
        net, learner = self._learner.net, self._learner
        module = sequential(net)
        classes = learner.examples.classes
        said = f"probabilities of {', '.join(classes)}" if len(classes) > 2 else "probability"
        return Answerer(
            module,
            learner.inputs[:1],
            inputs=", ".join(SYMBOLS[name] for name in learner.config.inputs),
            outputs=f"{said} of {classes[1]}" if len(classes) == 2 else said if classes else "y",
        )


def sequential(net: Net) -> nn.Sequential:
    """The same net in torch, with its weights, output activation and all."""
    layers: list[nn.Module] = []
    sizes = net.shape.sizes
    for layer, name in enumerate(net.shape.activations, 1):
        layers += [nn.Linear(sizes[layer - 1], sizes[layer]), _module(name)]
    module = nn.Sequential(*layers)
    named = _named(net, net.params.copy())
    module.load_state_dict({name: torch.from_numpy(part) for name, part in named.items()})
    return module.eval()


def _module(name: Activation) -> nn.Module:
    return nn.Softmax(dim=1) if name == "softmax" else getattr(nn, ACTIVATIONS[name])()


def _named(net: Net, flat: np.ndarray) -> Arrays:
    """Flat numbers (P,) by the names that `nn.Sequential` gives its parameters."""
    found: Arrays = {}
    for layer in range(1, net.shape.layers + 1):
        start, middle, stop = net.shape.span(layer)
        place = 2 * (layer - 1)
        found[f"{place}.weight"] = flat[start:middle].reshape(-1, net.shape.sizes[layer - 1])
        found[f"{place}.bias"] = flat[middle:stop]
    return found


def _masks(net: Net, examples: int, rate: float) -> Arrays:
    """Which units each hidden layer left on in the newest step, by the place of its activation."""
    clock = net.state()["clock"]
    key = mixture(int(clock[KEY]), int(clock[STEPS]) - 1)
    sizes = net.shape.sizes
    return {
        f"mask.{2 * layer - 1}": mask(key, sum(sizes[:layer]), sizes[layer], examples, rate)
        for layer in range(1, net.shape.hidden + 1)
    }
