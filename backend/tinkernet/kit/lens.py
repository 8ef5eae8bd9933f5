"""One step of training unfolded: an example, its mini-batch, the epoch, with all numbers."""

import copy

import numpy as np

from tinkernet.engine import Net
from tinkernet.kit.batches import Ints
from tinkernet.kit.by_hand import F64, Passed, flat, layers_of, passed, slopes
from tinkernet.kit.gradcheck import names
from tinkernet.kit.learner import Learner
from tinkernet.kit.texts import num, par
from tinkernet.lab import Place
from tinkernet.panels import Column, Stepper, Table, Working
from tinkernet.protocol import ConfigValue

_OPEN: list[ConfigValue] = ["sample", "batch", "epoch"]
PLACES = [
    Place(name="working", kind="stepper", title="The next step", size="hero",
          shown={"lens": _OPEN}),
    Place(name="unfolded", kind="table", title="Its numbers", size="hero", shown={"lens": _OPEN}),
    Place(name="gradcheck", kind="table", title="Gradient check", size="hero",
          shown={"check": [True]}),
]  # fmt: skip

Row = list[str | float | int | None]
#: The slope of the last sums where the loss belongs to the output.
_HEADS = {"bce": r"\hat y - y", "cross_entropy": r"\hat y - y"}
#: More numbers than these in one vector, and more rows in a table, nobody reads.
_MOST_NUMBERS, _MOST_ROWS = 5, 64


def looked_at(learner: Learner) -> int:
    """The example that was picked, or else the next one; -1 if there is none."""
    return learner.picked if learner.picked >= 0 else learner.batches.next


def next_batch(learner: Learner) -> Ints:
    """The places of the examples of the next step (B,)."""
    batches = learner.batches
    return batches.order[batches.at : batches.at + learner.config.batch]


def working(learner: Learner) -> Stepper:
    """The arithmetic of the next step, from as near as the learner looks."""
    lens = learner.config.lens
    lines = _nothing(learner) or (
        _of_example(learner) if lens == "sample" else
        _of_batch(learner) if lens == "batch" else _of_epoch(learner)
    )  # fmt: skip
    at = min(learner.config.line, len(lines) - 1)
    lines[at] = lines[at].model_copy(update={"lit": True})
    heading = {
        "sample": f"example {looked_at(learner)}",
        "batch": f"mini-batch of {len(next_batch(learner))}",
        "epoch": f"epoch {int(learner.batches.epoch) + 1}",
    }
    return Stepper(
        title="The next step",
        note=f"step {learner.taken + 1}",
        summary=" ".join(line.words for line in lines),
        at=at,
        steps=len(lines),
        heading=heading.get(lens, ""),
        lines=lines,
    )


def _nothing(learner: Learner) -> list[Working]:
    if len(learner.batches):
        return []
    return [Working(words="There are no examples to train on: paint some, or move the split.")]


def _seen(learner: Learner, places: Ints) -> Passed:
    net = learner.net
    return passed(net, layers_of(net), learner.inputs[places], learner.targets[places])


def _of_example(learner: Learner) -> list[Working]:
    seen = _seen(learner, np.array([looked_at(learner)]))
    last = len(seen.sums)
    lines = [Working(words="in", formula="a^{[0]} = x", numbers=_vector(seen.values[0][0]))]
    for layer in range(1, last + 1):
        formula = rf"z^{{[{layer}]}} = W^{{[{layer}]}} a^{{[{layer - 1}]}} + b^{{[{layer}]}}"
        numbers = rf"g(z) = {_vector(seen.values[layer][0])}"
        lines.append(Working(words=f"forward, layer {layer}", formula=formula, numbers=numbers))
    loss = rf"\ell = {num(float(seen.losses[0]), 4)}"
    lines.append(Working(words="the loss", formula=r"\ell(\hat y, y)", numbers=loss))
    for layer in range(last, 0, -1):
        slope = (
            _HEADS.get(learner.net.loss, r"\partial \ell / \partial z")
            if layer == last
            else rf"(W^{{[{layer + 1}]\top}} \delta^{{[{layer + 1}]}}) \odot g'(z^{{[{layer}]}})"
        )
        formula = rf"\delta^{{[{layer}]}} = {slope}"
        numbers = rf"\delta = {_vector(seen.deltas[layer - 1][0])}"
        lines.append(Working(words=f"back, layer {layer}", formula=formula, numbers=numbers))
    return lines


def _of_batch(learner: Learner) -> list[Working]:
    places = next_batch(learner)
    seen, net = _seen(learner, places), learner.net
    gradient = flat(slopes(seen))
    after = _after(learner, places)
    at = int(np.argmax(abs(gradient)))
    name = names(net)[at].replace("⁽", "^{(").replace("⁾", ")}").replace(" ", "_{") + "}"
    name = name.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    each = [float(one[at]) for one in _gradients(learner, places[:2])]
    mean = rf"\tfrac{{1}}{{{len(places)}}} ({' + '.join(par(one) for one in each)}"
    rest = r" + \dots" if len(places) > len(each) else ""
    old, new = float(net.params[at]), float(after.params[at])
    return [
        Working(words="the mean loss", formula=r"J = \tfrac1B \sum_i \ell^{(i)}",
                numbers=rf"J = {num(float(seen.losses.mean()), 4)}"),
        Working(words="the steepest parameter", formula=rf"g = \partial J / \partial {name}",
                numbers=rf"{mean}{rest}) = {num(float(gradient[at]), 4)}"),
        Working(words=f"the update of {learner.config.opt}",
                formula=rf"{name} \leftarrow {name} + \Delta",
                numbers=rf"{num(old, 4)} + {par(new - old, 4)} = {num(new, 4)}"),
        Working(words="all parameters", formula=r"\lVert g \rVert, \lVert \Delta \rVert",
                numbers=rf"{num(float(np.linalg.norm(gradient)), 4)},\;"
                rf"{num(float(np.linalg.norm(after.params - net.params)), 4)}"),
    ]  # fmt: skip


def _of_epoch(learner: Learner) -> list[Working]:
    rows = epoch_rows(learner)
    count, size = len(learner.batches), learner.config.batch
    return [
        Working(words="the examples", formula=r"\lceil m / B \rceil",
                numbers=rf"\lceil {count} / {size} \rceil = {-(-count // size)}"),
        Working(words="still to come in this epoch", formula=r"J_1, J_2, \dots",
                numbers=rf"{num(float(rows[0][2] or 0), 4)} \to {num(float(rows[-1][2] or 0), 4)}"),
    ]  # fmt: skip


def _gradients(learner: Learner, places: Ints) -> list[F64]:
    """The gradient of each example alone."""
    return [flat(slopes(_seen(learner, places[i : i + 1]))) for i in range(len(places))]


def _after(learner: Learner, places: Ints) -> Net:
    """A copy of the net that has taken the step."""
    net = copy.deepcopy(learner.net)
    net.step(learner.inputs[places], learner.targets[places], learner.hyper)
    return net


def unfolded(learner: Learner) -> Table:
    """The rows behind the working: units, examples of the mini-batch, or mini-batches."""
    recipes = {"sample": _units, "batch": _examples, "epoch": _batches}
    columns, rows = recipes.get(learner.config.lens, _units)(learner)
    return Table(
        title="Its numbers", columns=columns, rows=rows, total=learner.config.lens == "batch",
        summary=f"{len(rows)} rows of the next step.",
    )  # fmt: skip


def _units(learner: Learner) -> tuple[list[Column], list[Row]]:
    columns = [Column(name="unit"), *(Column(name=name, digits=3) for name in ("z", "a")),
               Column(name="δ", digits=4, tint=True)]  # fmt: skip
    if not len(learner.batches):
        return columns, []
    seen = _seen(learner, np.array([looked_at(learner)]))
    rows: list[Row] = [
        [f"layer {layer}, unit {unit + 1}", float(z[0, unit]), float(a[0, unit]),
         float(delta[0, unit])]
        for layer, (z, a, delta) in enumerate(
            zip(seen.sums, seen.values[1:], seen.deltas, strict=True), 1
        )
        for unit in range(z.shape[1])
    ]  # fmt: skip
    return columns, rows[:_MOST_ROWS]


def _examples(learner: Learner) -> tuple[list[Column], list[Row]]:
    columns = [Column(name="example"), Column(name="loss", digits=4),
               Column(name="δ of the output", digits=4, tint=True),
               Column(name="length of its gradient", digits=4)]  # fmt: skip
    places = next_batch(learner)
    if not len(places):
        return columns, []
    seen = _seen(learner, places)
    shown = places[:_MOST_ROWS]
    lengths = [float(np.linalg.norm(one)) for one in _gradients(learner, shown)]
    rows: list[Row] = [
        [int(place), float(seen.losses[i]), float(seen.deltas[-1][i].sum()), lengths[i]]
        for i, place in enumerate(shown)
    ]
    mean = float(np.linalg.norm(flat(slopes(seen))))
    deltas = float(seen.deltas[-1].sum(axis=1).mean())
    return columns, [*rows, ["mean", float(seen.losses.mean()), deltas, mean]]


def _batches(learner: Learner) -> tuple[list[Column], list[Row]]:
    columns = [Column(name="mini-batch"), Column(name="examples"), Column(name="loss", digits=4),
               Column(name="length of the gradient", digits=4),
               Column(name="length of the step", digits=4)]  # fmt: skip
    return columns, epoch_rows(learner) if len(learner.batches) else []


def epoch_rows(learner: Learner) -> list[Row]:
    """What is left of the epoch, taken by a copy of the net: mini-batch, examples, loss, length
    of the gradient, length of the step."""
    net, batches, size = copy.deepcopy(learner.net), learner.batches, learner.config.batch
    rows: list[Row] = []
    for start in range(batches.at, len(batches.order), size):
        places = batches.order[start : start + size]
        before = net.params.copy()
        rate = learner.rate_at(learner.taken + len(rows))
        loss = net.step(learner.inputs[places], learner.targets[places], learner.hyper_at(rate))
        rows.append([
            len(rows) + 1, len(places), loss, float(np.linalg.norm(net.gradient_norms())),
            float(np.linalg.norm(net.params - before)),
        ])  # fmt: skip
        if len(rows) == _MOST_ROWS:
            break
    return rows


def _vector(values: F64) -> str:
    shown = [num(float(value)) for value in values[:_MOST_NUMBERS]]
    rest = [r"\dots"] if len(values) > _MOST_NUMBERS else []
    return "(" + r",\; ".join([*shown, *rest]) + ")"
