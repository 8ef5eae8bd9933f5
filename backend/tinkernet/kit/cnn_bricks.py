"""The net as bricks one can build with, and what its sizes are and cost."""

from tinkernet.kit.cnn_plan import FILTERS, KERNELS, MOST_BRICKS, UNITS, Brick, Plan, told
from tinkernet.panels import BarGroup, Bars, Bricks, Column, Setting, Table
from tinkernet.panels import Brick as Drawn
from tinkernet.panels.bricks import BrickKind
from tinkernet.tensor import floats

_CHOICES: list[BrickKind] = ["conv", "pool", "batchnorm", "flatten", "gap", "gmp", "dense"]
Row = list[str | float | int | None]

_DEPTHS = ("fits", "1", "2", "3", "8", "16", "32")


def bricks(plan: Plan, at: int, running: Plan) -> Bricks:
    """The plan that is asked for, with the shape after each brick as far as there is one; `running`
    is that of the net in training."""
    shapes, problem = plan.shapes, plan.problem
    drawn: list[Drawn] = []
    first = 0
    for place, brick in enumerate(plan.bricks):
        fits = place < len(shapes)
        units = shapes[place][0] if fits else 0
        drawn.append(
            Drawn(
                kind=brick.kind,
                text=brick.words,
                shape=_course(shapes[place]) if fits else [],
                parameters=plan.parameters(place) if fits else 0,
                products=plan.products(place) if fits else 0,
                settings=_settings(brick),
                movable=place < len(plan.bricks) - 1,
                first_unit=first if fits else -1,
                units=units,
            )
        )
        first += units
    return Bricks(
        title="The net",
        shape=_course(plan.shape),
        bricks=drawn,
        at=min(at, len(drawn) - 1),
        choices=_CHOICES if len(drawn) < MOST_BRICKS else [],
        problem=problem[0] if problem else -1,
        caution=caution(plan, running),
        summary=f"{len(drawn)} bricks with {plan.total:,} parameters: "
        + ", ".join(f"{each.words} {told(shape)}" for each, shape in _pairs(plan))
        + ".",
    )


def caution(plan: Plan, running: Plan) -> str:
    """Why the net cannot be built and which one trains instead, empty where it can."""
    problem = plan.problem
    if problem is None:
        return ""
    place, why = problem
    # A run that begins with an impossible net has no last one.
    instead = (
        "those before it train alone"
        if running == plan.sensible()
        else "the last net that could be built goes on"
    )
    name = f"Brick {place + 1}, {plan.bricks[place].words}"
    return f"{name}, does not fit. {why} Until it does, {instead}."


def shapes(plan: Plan) -> Table:
    """Each brick's output, cost and receptive field, and the cost on pictures twice as large."""
    double = plan.doubled()
    rows: list[Row] = [["input", told(plan.shape), None, None, 1, None, None]]
    rows += [_row(plan, double, place) for place in range(len(plan.shapes))]
    rows.append(["all", None, *_all(plan), None, *_all(double)])
    return Table(
        title="Sizes and costs",
        badge="formula",
        note=f"On the right the same bricks on pictures of {double.shape[1]}×{double.shape[2]}.",
        columns=[
            Column(name="brick"), Column(name="output"), Column(name="parameters"),
            Column(name="products"), Column(name="sees", unit="px"),
            Column(name="parameters at 2n"), Column(name="products at 2n"),
        ],
        rows=rows,
        total=True,
    )  # fmt: skip


def _row(plan: Plan, double: Plan, place: int) -> Row:
    shape = plan.shapes[place]
    sees = plan.field(place).size if len(shape) == 3 else None
    larger = place < len(double.shapes)
    twice = (double.parameters(place), double.products(place)) if larger else (None, None)
    ours = (plan.parameters(place), plan.products(place))
    return [plan.bricks[place].words, told(shape), *ours, sees, *twice]


def _all(plan: Plan) -> tuple[int, int]:
    return plan.total, sum(map(plan.products, range(len(plan.shapes))))


def costs(plan: Plan) -> Bars:
    """Where the parameters are: with the bricks as they are, and with every pooling taken out."""
    bare = Plan(plan.shape, tuple(brick for brick in plan.bricks if brick.kind != "pool"))
    without = iter([bare.parameters(place) for place in range(len(bare.shapes))])
    ours = [float(plan.parameters(place)) for place in range(len(plan.shapes))]
    theirs = [0.0 if brick.kind == "pool" else float(next(without, 0)) for brick, _ in _pairs(plan)]
    groups = [BarGroup(name="parameters", values=floats(ours))]
    if bare != plan:
        groups.append(BarGroup(name="without pooling", values=floats(theirs), role="muted"))
    return Bars(
        title="Where the parameters are", badge="formula",
        labels=[f"{place + 1} {brick.words}" for place, (brick, _) in enumerate(_pairs(plan))],
        groups=groups, y_label="parameters", y_min=0.0,
        summary=f"{plan.total:,} parameters; without pooling {bare.total:,}.",
    )  # fmt: skip


def _settings(brick: Brick) -> list[Setting]:
    match brick.kind:
        case "conv":
            return [
                _setting("filters", "n_C", "Filters", brick.size, FILTERS),
                _setting("kernel", "f", "Kernel", brick.kernel, KERNELS),
                _setting("stride", "s", "Stride", brick.stride, (1, 2, 3)),
                _setting("padding", "p", "Padding", brick.padding, ("same", "valid")),
                _setting("depth", "", "Depth", brick.depth or "fits", _DEPTHS),
            ]
        case "pool":
            return [
                _setting("mode", "", "Keeps", brick.mode, ("max", "avg")),
                _setting("kernel", "f", "Window", brick.kernel, (2, 3, 4)),
            ]
        case "dense":
            return [_setting("units", "n_h", "Units", brick.size, UNITS)]
        case _:
            return []


def _setting(
    name: str, symbol: str, label: str, value: object, options: tuple[object, ...]
) -> Setting:
    known = [str(option) for option in options]
    extra = [] if str(value) in known else [str(value)]
    return Setting(
        name=name, symbol=symbol, label=label, value=str(value), options=[*extra, *known]
    )


def _pairs(plan: Plan) -> list[tuple[Brick, tuple[int, ...]]]:
    return list(zip(plan.bricks, plan.shapes, strict=False))


def _course(shape: tuple[int, ...]) -> list[int]:
    """Height, width, channels, as the course writes a volume."""
    return [*shape[1:], shape[0]] if len(shape) == 3 else list(shape)
