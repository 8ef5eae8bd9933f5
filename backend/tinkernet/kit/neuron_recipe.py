"""How a single neuron is written as plain PyTorch."""

import numpy as np
import torch
from torch import nn

from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_state import Neuron
from tinkernet.recipe import Answerer, Arrays, Recipe, Section, Sheet

_LOSSES = {
    "bce": "F.binary_cross_entropy_with_logits(z, y)",
    "squared": "((torch.sigmoid(z) - y) ** 2).mean()",
}

_NEURON = """\
w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
b = torch.zeros((), dtype=torch.float64, requires_grad=True)


def take_over(t):
    \"\"\"The weights as the run had them before step t.\"\"\"
    w.data = run[f"{t}/w"].clone()
    b.data = run[f"{t}/b"].clone()"""

_DOWNHILL = """\
    dw, db = torch.autograd.grad(J, (w, b))
    w.data -= eta * dw
    b.data -= eta * db"""


class NeuronRecipe(Recipe):
    """Three numbers in float64, moved by autograd's slopes; no rounding to speak of."""

    refreshed = 0

    def __init__(self, neuron: Neuron) -> None:
        self._neuron = neuron

    def sections(self, rate: float | None) -> list[Section]:
        m = len(self._neuron.training[1])
        data = f'x = run["x"]  # ({m}, 2)\ny = run["y"]  # ({m},): 0 or 1'
        return [
            Section("The examples", data, "Those for training; the others are in data.csv."),
            Section("The neuron", _NEURON, r"$z = w_1 x_1 + w_2 x_2 + b$ and $a = \sigma(z)$."),
            Section("One step", self._step(rate), r"$w \leftarrow w - \eta\, dJ/dw$ with all."),
        ]

    def _step(self, rate: float | None) -> str:
        config = self._neuron.config
        lines = [] if rate is None else [f"eta = {rate!r}\n\n"]
        lines += [
            "def step(t):",
            '    """Learn from all examples; the cost J before the step."""',
            "    z = x @ w + b  # (m,)",
        ]
        if config.cost == "zero-one":
            lines += [
                "    # Counted errors have no slope: the weights stay where they are.",
                f"    says_yes = torch.sigmoid(z) > {self._neuron.threshold!r}",
                "    return (says_yes != (y > 0.5)).double().mean().item()",
            ]
            return "\n".join(lines)
        lines.append(f"    J = {_LOSSES[config.cost]}")
        if rate is None:
            lines.append('    eta = dealt["eta"][t].item()')
        return "\n".join([*lines, _DOWNHILL, "    return J.item()"])

    def data(self) -> Arrays:
        x, y = self._neuron.training
        return {"x": x, "y": y}

    def state(self) -> Arrays:
        weights = self._neuron.weights
        return {"w": weights.w, "b": np.array(weights.b)}

    def dealt(self) -> Arrays:
        return {"eta": np.array([self._neuron.config.lr])}

    def weights(self) -> Arrays:
        weights = self._neuron.weights
        return {"0.weight": weights.w[None], "0.bias": np.array([weights.b])}

    def sheet(self) -> Sheet:
        sample = self._neuron.sample
        uses = ["test" if kept else "training" for kept in sample.test]
        rows = zip(sample.x.tolist(), sample.y.astype(int).tolist(), uses, strict=True)
        return Sheet(
            [*sample.axes, "class", "used for"],
            [[*x, sample.classes[y], use] for x, y, use in rows],
        )

    def answerer(self) -> Answerer:
        neuron = self._neuron
        is_hard = neuron.config.output == "step"
        named = neuron.sample.classes[1]
        said = f"z; above 0 the answer is {named}" if is_hard else f"probability of {named}"
        layers = [_linear(neuron.weights), *([] if is_hard else [nn.Sigmoid()])]
        example = neuron.sample.x[:1].astype(np.float32)
        return Answerer(nn.Sequential(*layers).eval(), example, ", ".join(neuron.sample.axes), said)


def _linear(weights: Weights) -> nn.Linear:
    linear = nn.Linear(2, 1)
    with torch.no_grad():
        linear.weight[0] = torch.from_numpy(weights.w)
        linear.bias[0] = weights.b
    return linear
