"""The race from above and from the side: ground, trails, arrows, and the learner's own tries."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.race import Race
from tinkernet.kit.race_config import MOST_CLICKS
from tinkernet.kit.rules import Settings
from tinkernet.kit.track import FAR, Racer
from tinkernet.panels import Arrow, ContourPath, Spot, Surface3d, Trail
from tinkernet.tensor import floats

Floats = NDArray[np.float64]

#: Places of all trails together: a frame must stay small.
_MOST_PLACES = 3600
_MOUNTAIN_SIDE = 50
#: How far the learner's tries and the marbles light the fog, as a share of the map.
_LIGHT = 0.09
_YOU = 15


def contours(race: Race) -> ContourPath:
    """The map with everybody's way on it."""
    surface = race.surface
    return ContourPath(
        title="The race from above", note=surface.formula, summary=_summary(race),
        values=floats(_ground(race, surface.picture)), levels=surface.levels, log_z=surface.log,
        z_floor=surface.floor, z_label=surface.z_label, droppable=True,
        x_min=surface.x[0], x_max=surface.x[1], y_min=surface.y[0], y_max=surface.y[1],
        trails=_trails(race, heights=False), arrows=_arrows(race), spots=_spots(race),
        drop_hint=_hint(race),
        x_label=surface.axes[0], y_label=surface.axes[1],
    )  # fmt: skip


def mountain(race: Race) -> Surface3d:
    """The same as a mountain."""
    surface = race.surface
    side = len(surface.picture)
    keep = np.linspace(0, side - 1, min(side, _MOUNTAIN_SIDE)).round().astype(int)
    ground = _ground(race, surface.picture)[np.ix_(keep, keep)]
    return Surface3d(
        title="The same from the side",
        note="log height" if surface.log else "",
        summary=_summary(race),
        values=floats(ground), levels=surface.levels, log_z=surface.log, z_floor=surface.floor,
        z_label=surface.z_label, droppable=True,
        x_min=surface.x[0], x_max=surface.x[1], y_min=surface.y[0], y_max=surface.y[1],
        trails=_trails(race, heights=True), x_label=surface.axes[0],
        y_label=surface.axes[1],
    )  # fmt: skip


def _hint(race: Race) -> str:
    if race.config.click == "start":
        return ""
    left = MOST_CLICKS - len(race.config.guesses)
    return f"Click where you think it is lowest: {left} tries left"


def _ground(race: Race, picture: Floats) -> Floats:
    """The picture, or in fog only what is near a place somebody has been to."""
    if not race.config.fog:
        return picture
    surface, side = race.surface, len(picture)
    been = [np.array(race.config.guesses).reshape(-1, 2)]
    been += [race.w[_kept(race, i), i] for i in race.visible]
    places = np.concatenate(been)
    with np.errstate(all="ignore"):
        across = (places[:, 0] - surface.x[0]) / (surface.x[1] - surface.x[0])
        down = (surface.y[1] - places[:, 1]) / (surface.y[1] - surface.y[0])
    middles = (np.arange(side) + 0.5) / side
    near = np.zeros((side, side), dtype=bool)
    for u, v in zip(across, down, strict=True):
        near |= (middles[None, :] - u) ** 2 + (middles[:, None] - v) ** 2 < _LIGHT**2
    return np.where(near, picture, np.nan)


def _kept(race: Race, racer: int) -> NDArray[np.int64]:
    """The steps whose places are drawn: all, or every n-th and the last."""
    last = race.last(racer)
    while last > 0 and not np.all(np.abs(race.w[last, racer]) < FAR):
        last -= 1
    most = _MOST_PLACES // max(1, len(race.visible))
    steps = np.arange(0, last + 1, max(1, -(-(last + 1) // most)))
    return steps if steps[-1] == last else np.append(steps, last)


def _trails(race: Race, *, heights: bool) -> list[Trail]:
    trails = [_trail(race, i, heights=heights) for i in race.visible]
    guesses = np.array(race.config.guesses).reshape(-1, 2)
    if len(guesses):
        trails.append(_drawn("you", guesses, _YOU, _height(race, guesses) if heights else None))
    return trails


def _trail(race: Race, racer: int, *, heights: bool) -> Trail:
    each, kept = race.racers[racer], _kept(race, racer)
    places = race.w[kept, racer]
    # Only on the surface itself has a place its height.
    z = race.surface.drawn(race.heights[kept, racer]) if heights else None
    if z is not None:
        z = np.nan_to_num(z, nan=float(np.nanmax(race.surface.picture)), posinf=1e6, neginf=-1e6)
    trail = _drawn(each.label, places, each.colour, z)
    end = "away" if race.away[racer] >= 0 else "arrived" if race.arrived[racer] >= 0 else ""
    return trail.model_copy(update={"end": end, "movable": True, "dots": False})


def _drawn(name: str, places: Floats, colour: int, z: Floats | None) -> Trail:
    return Trail(
        name=name, x=floats(places[:, 0]), y=floats(places[:, 1]), colour=colour, dots=True,
        z=None if z is None else floats(z),
    )  # fmt: skip


def _height(race: Race, places: Floats) -> Floats:
    with np.errstate(all="ignore"):
        heights = race.surface.drawn(race.surface.height(places[:, 0], places[:, 1]))
    return np.nan_to_num(heights, nan=float(np.nanmax(race.surface.picture)))


def _spots(race: Race) -> list[Spot]:
    surface = race.surface
    hidden = race.config.fog
    minima = [] if hidden else [Spot(name=surface.lowest_name, x=x, y=y) for x, y in surface.minima]
    saddles = [Spot(name="saddle", x=x, y=y, sort="saddle") for x, y in surface.saddles]
    start = Spot(name="start", x=race.start[0], y=race.start[1], sort="start")
    return [*minima, *([] if hidden else saddles), start]


def _arrows(race: Race) -> list[Arrow]:
    """How the main racer's step came about: what it kept of its velocity, and the new gradient."""
    i, t = race.main, min(race.config.looked_at or race.taken, race.taken)
    racer = race.racers[i]
    crowded = len(race.visible) > 3 and race.config.inside == "auto"
    if t == 0 or crowded or t > race.last(i):
        return []
    c, old = racer.settings(race.config), race.w[t - 1, i]
    if racer.rule in ("momentum", "nag", "ewa-momentum", "sgdw", "sgd-l2"):
        return _velocity_arrows(race, racer, i, t, c)
    move = race.w[t, i] - old
    downhill = -race.g[t, i]
    size = float(np.hypot(*downhill))
    arrows = [_arrow("step", old, move, racer.colour)]
    if size > 0 and racer.rule != "gd":
        straight = downhill * float(np.hypot(*move)) / size
        arrows.append(_arrow("−∇f", old, straight, racer.colour, dashed=True))
    return [arrow for arrow in arrows if np.isfinite([arrow.dx, arrow.dy]).all()]


def _velocity_arrows(race: Race, racer: Racer, i: int, t: int, c: Settings) -> list[Arrow]:
    old, share = race.w[t - 1, i], 1 - c.beta if racer.rule == "ewa-momentum" else 1.0
    kept = -c.lr * c.beta * race.m[t - 1, i]
    new = -c.lr * share * race.g[t, i]
    # Nesterov asks for the gradient where the velocity leads; the others where they stand.
    return [
        arrow
        for arrow in (
            _arrow("−ηβv", old, kept, racer.colour, dashed=True),
            _arrow("−η∇f", race.asked[t, i], new, racer.colour),
        )
        if np.isfinite([arrow.x, arrow.y, arrow.dx, arrow.dy]).all()
    ]


def _arrow(name: str, at: Floats, by: Floats, colour: int, *, dashed: bool = False) -> Arrow:
    (x, y), (dx, dy) = at.tolist(), by.tolist()
    return Arrow(name=name, x=x, y=y, dx=dx, dy=dy, colour=colour, dashed=dashed)


def _summary(race: Race) -> str:
    places = [
        f"{race.racers[i].label} at ({race.w[race.last(i), i, 0]:.3g}, "
        f"{race.w[race.last(i), i, 1]:.3g})"
        for i in race.visible[:4]
    ]
    return f"After {race.taken} steps: {', '.join(places)}."
