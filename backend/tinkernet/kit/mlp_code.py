"""The text of a net of the lab `mlp` in PyTorch: data, net, loss, optimiser, one step."""

from tinkernet.engine.activation import Activation
from tinkernet.engine.hyper import Hyper
from tinkernet.engine.loss import Loss
from tinkernet.engine.net import Net
from tinkernet.engine.optimiser import Optimiser
from tinkernet.kit.inputs import SYMBOLS
from tinkernet.kit.learner import Learner
from tinkernet.recipe import Section

#: Each activation's class in `torch.nn`; softmax stands in the loss.
ACTIVATIONS: dict[Activation, str] = {
    "linear": "Identity",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "relu": "ReLU",
    "leaky_relu": "LeakyReLU",
    "elu": "ELU",
    "softplus": "Softplus",
    "swish": "SiLU",
    "gelu": "GELU",
    "hard_tanh": "Hardtanh",
    "hard_sigmoid": "Hardsigmoid",
}

#: What each optimiser remembers of a parameter, in the engine's order: by the course's letters.
MEMORIES: dict[Optimiser, list[str]] = {
    "sgd": [],
    "momentum": ["v"],
    "nesterov": ["v"],
    "rmsprop": ["s"],
    "adam": ["m", "s"],
    "adamw": ["m", "s"],
}
#: The same as torch.optim calls it.
_TORCHS = {"m": "exp_avg", "s": "exp_avg_sq", "v": "momentum_buffer"}

_LOSSES: dict[Loss, str] = {
    "mse": "F.mse_loss(answer, target)",
    "mae": "F.l1_loss(answer, target)",
    "huber": "F.huber_loss(answer, target)",
    "bce": "F.binary_cross_entropy_with_logits(answer, target)",
    "cross_entropy": "F.cross_entropy(answer, target)",
}


def code(learner: Learner, rate: float | None) -> list[Section]:
    """All sections; `rate`: the learning rate, None where each step has its own."""
    return [
        _examples(learner),
        _net(learner.net),
        _optimiser(learner, rate),
        _step(learner, rate),
    ]


def _examples(learner: Learner) -> Section:
    n, (ins, outs) = len(learner.examples), (learner.net.shape.inputs, learner.net.shape.outputs)
    named = ", ".join(SYMBOLS[name] for name in learner.config.inputs)
    return Section(
        "The examples",
        f'x = run["x"]  # ({n}, {ins}): {named}\ny = run["y"]  # ({n}, {outs})',
        "All examples, those for the test too; each step is dealt the rows of its mini-batch.",
    )


def _net(net: Net) -> Section:
    lines = ["net = nn.Sequential("]
    sizes, last = net.shape.sizes, net.shape.layers
    for layer, name in enumerate(net.shape.activations, 1):
        linear = f"    nn.Linear({sizes[layer - 1]}, {sizes[layer]}),"
        inside = layer < last or net.loss not in {"bce", "cross_entropy"}
        shape = f"  # W{layer} ({sizes[layer]}, {sizes[layer - 1]}), b{layer} ({sizes[layer]},)"
        lines.append(f"{linear} nn.{ACTIVATIONS[name]}(),{shape}" if inside else linear + shape)
    words = "Each layer computes $z = Wa + b$ and bends it, $a = g(z)$."
    if net.loss == "bce":
        words += " The sigmoid of the output stands in the loss."
    if net.loss == "cross_entropy":
        words += " The softmax of the output stands in the loss."
    return Section("The net", "\n".join([*lines, ")"]), words)


def _optimiser(learner: Learner, rate: float | None) -> Section:
    hyper, name = learner.hyper, learner.net.optimiser
    first = "0.0  # each step has its own" if rate is None else repr(rate)
    lines = [f"eta = {first}"]
    if name == "adamw":
        lines += [
            f"lam = {hyper.decay!r}  # weights decay, biases do not",
            'weights = [p for key, p in net.named_parameters() if key.endswith("weight")]',
            'biases = [p for key, p in net.named_parameters() if key.endswith("bias")]',
            "groups = [",
            '    {"params": weights, "weight_decay": lam},',
            '    {"params": biases, "weight_decay": 0.0},',
            "]",
            f"optimiser = torch.optim.AdamW(groups, lr=eta, {_betas(hyper)})",
        ]
    else:
        lines.append(f"optimiser = {_made(name, hyper)}")
    return Section("The optimiser", "\n".join([*lines, "", "", *_take_over(name)]))


def _made(name: Optimiser, hyper: Hyper) -> str:
    match name:
        case "momentum" | "nesterov":
            ahead = ", nesterov=True" if name == "nesterov" else ""
            return f"torch.optim.SGD(net.parameters(), lr=eta, momentum={hyper.momentum!r}{ahead})"
        case "rmsprop":
            numbers = f"alpha={hyper.alpha!r}, eps={hyper.eps!r}"
            return f"torch.optim.RMSprop(net.parameters(), lr=eta, {numbers})"
        case "adam":
            return f"torch.optim.Adam(net.parameters(), lr=eta, {_betas(hyper)})"
        case _:
            return "torch.optim.SGD(net.parameters(), lr=eta)"


def _betas(hyper: Hyper) -> str:
    return f"betas=({hyper.beta1!r}, {hyper.beta2!r}), eps={hyper.eps!r}"


def _take_over(name: Optimiser) -> list[str]:
    """The function that makes weights and memory those of the run."""
    lines = [
        "def take_over(t):",
        '    """Weights and memory as the run had them before step t."""',
        "    for key, p in net.named_parameters():",
        '        p.data = run[f"{t}/{key}"].clone()',
    ]
    if name == "sgd":
        return lines
    lines.append("        optimiser.state[p] = {")
    if name in {"adam", "adamw", "rmsprop"}:
        lines.append('            "step": run[f"{t}/age"].clone(),')
    for sign in MEMORIES[name]:
        torchs = "square_avg" if name == "rmsprop" else _TORCHS[sign]
        lines.append(f'            "{torchs}": run[f"{{t}}/{{key}}.{sign}"].clone(),')
    return [*lines, "        }"]


def _step(learner: Learner, rate: float | None) -> Section:
    hyper = learner.hyper
    lines = [
        "def step(t):",
        '    """Learn from mini-batch t; its mean loss J before the step."""',
        '    rows = dealt["rows"][t]',
        *_forward(learner),
        "    target = y[rows]",
        f"    J = {_LOSSES[learner.net.loss]}",
        "    optimiser.zero_grad()",
        f"    {_cost(hyper)}.backward()",
    ]
    if hyper.clip:
        lines.append(f"    nn.utils.clip_grad_norm_(net.parameters(), {hyper.clip!r})")
    if rate is None:
        lines += [
            "    for group in optimiser.param_groups:",
            '        group["lr"] = dealt["eta"][t].item()',
        ]
    lines += ["    optimiser.step()", "    return J.item()"]
    words = "Forward, backward, and one step downhill: $W \\leftarrow W - \\eta\\, dJ/dW$."
    return Section("One step", "\n".join([*_penalty(hyper), *lines]), words)


def _forward(learner: Learner) -> list[str]:
    rate = learner.config.dropout
    if not rate or not learner.net.shape.hidden:
        return ["    answer = net(x[rows])  # (B, n_out)"]
    return [
        "    answer = x[rows]",
        "    for place, part in enumerate(net):",
        "        answer = part(answer)",
        '        if f"mask.{place}" in dealt:  # dropout, with the masks that the run drew',
        f'            answer = answer * dealt[f"mask.{{place}}"][t] / (1 - {rate!r})',
    ]


def _penalty(hyper: Hyper) -> list[str]:
    if not (hyper.l1 or hyper.l2):
        return []
    terms = []
    if hyper.l1:
        terms.append(f"{hyper.l1!r} * W.abs().sum()")
    if hyper.l2:
        terms.append(f"{hyper.l2!r} / 2 * (W**2).sum()")
    return [
        "def penalty():",
        '    """What the weights cost, not the biases; it is no part of the loss that is shown."""',
        '    weights = [p for key, p in net.named_parameters() if key.endswith("weight")]',
        f"    return sum({' + '.join(terms)} for W in weights)",
        "",
        "",
    ]


def _cost(hyper: Hyper) -> str:
    return "(J + penalty())" if hyper.l1 or hyper.l2 else "J"
