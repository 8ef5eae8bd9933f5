"""The race in numbers: loss curves, what the main racer remembers, the ranking, the problem."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.race import Race
from tinkernet.kit.race_net import NetRace
from tinkernet.kit.rules import corrected, effective_step
from tinkernet.kit.track import FAR, Track
from tinkernet.panels import BarGroup, Bars, Column, Line, Series, Table
from tinkernet.tensor import floats

Floats = NDArray[np.float64]
_MOST_POINTS = 400
_MOST_RISE = 1e4
_ADAMS = ("adam", "adam-l2", "adamw")


def _kept(last: int, first: int = 0) -> NDArray[np.int64]:
    return np.arange(first, last + 1, max(1, -(-(last + 1) // _MOST_POINTS)))


def losses(track: Track) -> Line:
    """One curve for each racer. Where a moved slider redraws the way, the whole curve follows."""
    again = isinstance(track, Race) and track.config.replay == "start"
    series = []
    for i in track.visible:
        racer = track.racers[i]
        if again:
            steps = _kept(track.last(i))
            above = track.heights[steps, i] - (track.lowest or 0.0)
            # One that flies away would squeeze all others into a line at the bottom.
            most = _MOST_RISE * max(1.0, float(np.abs(above[0])))
            x, y = floats(steps), floats(np.where(np.abs(above) < most, above, np.nan))
            series.append(Series(name=racer.label, x=x, y=y, colour=racer.colour))
        else:
            series.append(
                Series(name=racer.label, metric=f"loss_{racer.rule}", colour=racer.colour)
            )
    surface = track.surface if isinstance(track, Race) else None
    return Line(
        title=_loss_title(track),
        note=surface.z_label if surface else "cross-entropy of the mini-batch",
        summary=f"The newest losses: {_newest(track)}.",
        series=series, log_y=surface is None or surface.lowest is not None,
    )  # fmt: skip


def _loss_title(track: Track) -> str:
    if not isinstance(track, Race):
        return "Loss"
    if track.config.surface == "two-weights":
        return "Size of the weights"
    return "Height" if track.lowest is None else "Height above the lowest"


def _newest(track: Track) -> str:
    return ", ".join(
        f"{track.racers[i].label} {track.heights[track.last(i), i]:.3g}" for i in track.visible
    )


def accuracies(net: NetRace) -> Line:
    """How many test digits each net reads right."""
    racers = [net.racers[i] for i in net.visible]
    return Line(
        title="Test accuracy", y_min=0, y_max=1, summary="The share of test digits read right.",
        series=[Series(name=r.label, metric=f"accuracy_{r.rule}", colour=r.colour) for r in racers],
    )  # fmt: skip


def _pair(
    name: str, values: Floats, steps: NDArray[np.int64], colour: int, axes: list[str]
) -> list[Series]:
    """A curve for each of the two coordinates, the second dashed."""
    return [
        Series(
            name=f"{name} {axes[k]}", x=floats(steps), y=floats(values[:, k]),
            colour=colour + 8 * k,
        )
        for k in range(2)
    ]  # fmt: skip


def axes_of(track: Track) -> list[str]:
    """How the two coordinates are called."""
    return list(track.surface.axes) if isinstance(track, Race) else ["bright", "dark"]


def internals(track: Track) -> Line:
    """What the main racer remembers, for each coordinate, at every step so far."""
    i, axes = track.main, axes_of(track)
    racer = track.racers[i]
    steps = _kept(track.last(i), 1)
    c = racer.settings(track.config)
    m, s, g = track.m[steps, i], np.sqrt(np.abs(track.s[steps, i])), track.g[steps, i]
    series: list[Series] = []
    match racer.rule:
        case "gd":
            series = _pair("g", g, steps, 0, axes)
        case "momentum" | "nag" | "ewa-momentum" | "sgd-l2" | "sgdw":
            series = [*_pair("v", m, steps, 1, axes), *_pair("g", g, steps, 0, axes)]
        case "rprop":
            series = _pair("Δ", m, steps, 4, axes)
        case "rmsprop":
            series = [*_pair("√s", s, steps, 2, axes), *_pair("g", g, steps, 0, axes)]
        case _:
            hats = [corrected(track.m[t, i], track.s[t, i], int(t), c) for t in steps]
            m_hat = np.array([a for a, _ in hats]).reshape(-1, 2)
            s_hat = np.sqrt([b for _, b in hats]).reshape(-1, 2)
            series = [*_pair("m̂", m_hat, steps, 4, axes), *_pair("√ŝ", s_hat, steps, 2, axes)]
            series += [*_pair("m", m, steps, 1, axes), *_pair("√s", s, steps, 5, axes)]
    return Line(
        title=f"Inside {racer.label}", note="first coordinate solid, second dashed", series=series,
        summary=f"What {racer.label} remembers at each step.",
    )  # fmt: skip


def effective(track: Track) -> Line:
    """What the ruler of the main racer makes of η, for each coordinate."""
    i = track.main
    racer = track.racers[i]
    c = racer.settings(track.config)
    steps = _kept(track.last(i), 1)
    values = [effective_step(racer.rule, track.memory(int(t), i), int(t), c) for t in steps]
    names = {"rprop": "Δ", "rmsprop": "η/(√s+ε)"}
    name = names.get(racer.rule, "η/(√ŝ+ε)" if racer.rule in _ADAMS else "η")
    return Line(
        title=f"Effective step of {racer.label}", log_y=True,
        note="what each coordinate of the gradient is multiplied by",
        summary=f"The effective step of {racer.label} for both coordinates.",
        series=_pair(name, np.array(values).reshape(-1, 2), steps, 5, axes_of(track)),
    )  # fmt: skip


def ranking(track: Track) -> Table:
    """Who needed how many steps, and what became of the others."""
    net = track.accuracies() if isinstance(track, NetRace) else {}
    rows: list[list[str | float | int | None]] = []
    for i in track.visible:
        racer = track.racers[i]
        last = track.heights[track.last(i), i]
        arrived = int(track.arrived[i])
        row: list[str | float | int | None] = [racer.label]
        row.append(net[f"accuracy_{racer.rule}"] if net else arrived if arrived >= 0 else None)
        row += [float(last) if abs(last) < 1e30 else None, state_of(track, i)]
        rows.append(row)
    if isinstance(track, Race) and track.config.guesses:
        rows.append(["you", None, best_guess(track), f"{len(track.config.guesses)} tries"])
    second = Column(name="test accuracy", digits=3) if net else Column(name="steps")
    return Table(
        title="Ranking", note="steps to 10⁻⁶ of the first height" if not net else "",
        summary=f"{len(rows)} racers with what became of them.",
        columns=[
            Column(name="racer"), second, Column(name="loss" if net else "f", digits=6),
            Column(name="state"),
        ],
        rows=rows,
    )  # fmt: skip


def state_of(track: Track, racer: int) -> str:
    """What became of a racer, in a few words."""
    if track.away[racer] >= 0:
        nowhere = not np.isfinite(track.heights[track.away[racer], racer])
        near = np.abs(track.w[track.away[racer], racer]).max() < FAR
        words = "met no number" if near and nowhere else "flew away"
        return f"{words} ({track.away[racer]})"
    if track.arrived[racer] >= 0:
        return "arrived"
    return "out of steps" if track.taken >= track.config.steps else "on the way"


def best_guess(race: Race) -> float | None:
    """The lowest height the learner found by hand."""
    places = np.array(race.config.guesses)
    with np.errstate(all="ignore"):
        heights = np.asarray(race.surface.height(places[:, 0], places[:, 1]))
    finite = heights[np.isfinite(heights)]
    return float(finite.min()) if finite.size else None


def problem(race: Race) -> Table:
    """The five words of every optimiser, with what they are here."""
    i, surface = race.main, race.surface
    x, y = race.w[race.last(i), i]
    a, b = surface.axes
    place = f"{a} = {x:.4g}, {b} = {y:.4g}"
    c = race.racers[i].settings(race.config)
    moved = race.w[race.last(i), i] - race.w[max(0, race.last(i) - 1), i]
    rows: list[list[str | float | int | None]] = [
        ["Objective", f"f = {surface.formula}"],
        ["Variables", place],
        ["Start", f"{a} = {race.start[0]:.4g}, {b} = {race.start[1]:.4g}"],
        ["Step", f"η = {c.lr:.3g}; the last one {float(np.hypot(*moved)):.3g} long"],
        ["Stop", _stop(race, i)],
    ]
    if race.config.guesses and (mine := best_guess(race)) is not None:
        rows.append(["You", f"{len(race.config.guesses)} tries, best f = {mine:.4g}"])
        rows.append([race.racers[i].label, f"{race.taken} steps, best f = {race.best(i):.4g}"])
    return Table(
        title="The problem", summary="Objective, variables, start, step and stopping reason.",
        columns=[Column(name="word"), Column(name="here")], rows=rows,
    )  # fmt: skip


def _stop(race: Race, racer: int) -> str:
    state = state_of(race, racer)
    waits = f"at 10⁻⁶ of the start's height, or after {race.config.steps} steps"
    return f"not yet: {waits}" if state == "on the way" else state


def weight_bars(track: Track) -> Bars:
    """How long the weights are: each of two, or all of a net's together."""
    racers = [track.racers[i] for i in track.visible]
    if isinstance(track, NetRace):
        norms = np.nan_to_num(track.norms()[track.visible], posinf=0)
        groups = [BarGroup(name="‖W‖", values=floats(norms))]
    else:
        now = np.abs(np.array([track.w[track.last(i), i] for i in track.visible]))
        now = np.where(now < 1e6, now, np.nan)
        names = [f"|{axis}|" for axis in axes_of(track)]
        groups = [
            BarGroup(name=names[0], values=floats(now[:, 0]), role="first"),
            BarGroup(name=names[1], values=floats(now[:, 1]), role="second"),
        ]
    c = track.config
    fair = (1 - c.lr * c.weight_decay) ** track.taken
    return Bars(
        title="The size of the weights", groups=groups, labels=[racer.label for racer in racers],
        y_min=0, summary="How large the weights of each racer are now.",
        level=None if isinstance(track, NetRace) else fair, level_name="(1 − ηλ)ᵗ",
    )  # fmt: skip
