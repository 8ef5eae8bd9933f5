"""How a race of optimisers is written as plain PyTorch, on a surface or on a net."""

import numpy as np

from tinkernet.kit import race_code
from tinkernet.kit.race import Race
from tinkernet.kit.race_drawing import AnyRace
from tinkernet.kit.race_net import CLASSES, HIDDEN, INPUTS, PARAMETERS, NetRace, digits
from tinkernet.kit.series_race import SeriesRace
from tinkernet.recipe import Arrays, Recipe, Section
from tinkernet.refusal import RefusalError

_NET = f"""\
X = run["X"]  # (m, {INPUTS}): pictures of digits, brightness 0..1
Y = run["Y"]  # (m,)


def f(w, rows):
    \"\"\"The cross-entropy of the net whose weights are w, all in a row.\"\"\"
    W1, b1, W2, b2 = w.split([{HIDDEN * INPUTS}, {HIDDEN}, {CLASSES * HIDDEN}, {CLASSES}])
    a1 = torch.tanh(X[rows] @ W1.view({HIDDEN}, {INPUTS}).T + b1)
    return F.cross_entropy(a1 @ W2.view({CLASSES}, {HIDDEN}).T + b2, Y[rows])"""


def race_recipe(race: AnyRace) -> "RaceRecipe":
    """The recipe of a race.

    Raises:
        RefusalError: for a series, which trains nothing.
    """
    if isinstance(race, SeriesRace):
        raise RefusalError("An average of a series trains nothing that could be taken away.")
    return NetRaceRecipe(race) if isinstance(race, NetRace) else RaceRecipe(race)


class RaceRecipe(Recipe):
    """All racers, stacked, in float64: rounding is too small to be taken back often."""

    def __init__(self, race: Race | NetRace) -> None:
        self._race = race

    @property
    def retaken(self) -> bool:
        """Marbles that were put elsewhere are no part of the config."""
        return isinstance(self._race, Race) and self._race.config.replay == "start" and (
            not self._race.pokes
        )  # fmt: skip

    def sections(self, rate: float | None) -> list[Section]:
        race, config = self._race, self._race.config
        return [
            Section("The ground", self._ground()),
            Section("The rules", race_code.rules(race.racers, config)),
            Section("Who races", race_code.state(len(race.racers), self._size)),
            Section("One step", self._step(), "All take a step; the loss is that of the best."),
        ]

    def _ground(self) -> str:
        return race_code.ground(self._race.config)

    @property
    def _size(self) -> int:
        return 2

    def _step(self) -> str:
        config, lowest = self._race.config, self._race.lowest or 0.0
        noise = f" + {config.grad_noise!r} * dealt['noise'][t][0]" if config.grad_noise else ""
        return f'''\
def step(t):
    """All racers take a step; the height of the lowest that is still racing."""
    k = int(dealt["k"][t])
    for i, (rule, eta) in enumerate(racers):
{race_code.asked(self._race.racers)}
        g = {config.grad_scale!r} * slope(at, k){noise}
        if not away[i]:
            w[i], m[i], s[i] = rule(w[i], g, m[i], s[i], k, eta)
    heights = f(w[:, 0], w[:, 1])
    away.logical_or_(~((heights.abs() < 1e30) & (w.abs().amax(1) < 1e6)))
    racing = heights[~away]
    return racing.min().item() - {lowest!r} if len(racing) else math.inf'''

    def data(self) -> Arrays:
        return {}

    def state(self) -> Arrays:
        race = self._race
        w = race.weights if isinstance(race, NetRace) else race.w[race.taken]
        memory = race.remembered()
        return {
            "w": w.copy(),
            "m": np.stack([each.m for each in memory]),
            "s": np.stack([each.s for each in memory]),
            "away": race.away >= 0,
        }

    def dealt(self) -> Arrays:
        race = self._race
        # Learning rates stand with the rules: several racers have one of their own.
        given: Arrays = {"k": np.array([race.taken]), "eta": np.zeros(1)}
        if race.config.grad_noise:
            given["noise"] = race.disturbance()[None]
        return given

    def weights(self) -> Arrays:
        rows = self.state()["w"]
        return {racer.rule: row for racer, row in zip(self._race.racers, rows, strict=True)}


class NetRaceRecipe(RaceRecipe):
    """The same on digits: each racer has a net of its own."""

    def __init__(self, race: NetRace) -> None:
        super().__init__(race)
        self._net_race = race

    @property
    def most_steps(self) -> int:
        return 300 if self._race.config.grad_noise else 20_000

    def _ground(self) -> str:
        return _NET

    @property
    def _size(self) -> int:
        return PARAMETERS

    def _step(self) -> str:
        config = self._race.config
        noise = f" + {config.grad_noise!r} * dealt['noise'][t][0]" if config.grad_noise else ""
        return f'''\
def step(t):
    """All racers learn from the same mini-batch; the lowest loss before, of those still racing."""
    k, rows = int(dealt["k"][t]), dealt["rows"][t]
    losses = []
    for i, (rule, eta) in enumerate(racers):
{race_code.asked(self._race.racers)}
        at = at.clone().requires_grad_()
        J = f(at, rows)
        g = {config.grad_scale!r} * torch.autograd.grad(J, at)[0]{noise}
        if not away[i]:
            w[i], m[i], s[i] = rule(w[i], g, m[i], s[i], k, eta)
        losses.append(J.item())
    J = torch.tensor(losses)
    away.logical_or_(~(J < 1e4))
    return min([loss for loss, gone in zip(losses, away.tolist()) if not gone] or [math.inf])'''

    def data(self) -> Arrays:
        x, y = digits()
        return {"X": x.T, "Y": y.astype(np.int64)}

    def dealt(self) -> Arrays:
        return {**super().dealt(), "rows": self._net_race.rows}
