"""A race of optimisers on one surface, from one start, that can be taken again at once."""

import numpy as np

from tinkernet.kit import surfaces
from tinkernet.kit.race_config import MOST_STEPS, RaceConfig, read_place
from tinkernet.kit.rules import UPDATES, Memory, look_ahead
from tinkernet.kit.surfaces import HUGE
from tinkernet.kit.track import FAR, Floats, Track


class Race(Track):
    """Marbles on a surface. `pokes`: (step, racer, x, y) of marbles put elsewhere by hand."""

    def __init__(self, config: RaceConfig) -> None:
        self.pokes: list[tuple[int, int, float, float]] = []
        random = np.random.default_rng([config.seed, 17])
        self.noise = random.standard_normal((MOST_STEPS + 1, 2))
        self.configure(config)
        super().__init__(config)

    def configure(self, config: RaceConfig) -> None:
        """Other numbers for the steps to come.

        Raises:
            RefusalError: if the learner's own function is not understood; nothing changes then.
        """
        surface = surfaces.chosen(
            config.surface, kappa=config.kappa, text=config.own, reach=config.reach
        )
        self.start = read_place(config.start) or surface.start
        self.surface, self.lowest, self.config = surface, surface.lowest, config

    def replay(self, config: RaceConfig) -> None:
        """The same number of steps from the start, with other numbers."""
        taken = self.taken
        self.configure(config)
        self.clear()
        for _ in range(taken):
            self.step()

    def poke(self, racer: int, x: float, y: float) -> None:
        """Put one marble elsewhere; it keeps its velocity and races on from there."""
        others = [poke for poke in self.pokes if poke[:2] != (self.taken, racer)]
        self.pokes = [*others, (self.taken, racer, x, y)]
        self._put(racer, x, y)

    def step(self) -> None:
        """All racers take one step."""
        t = self.taken + 1
        self.grow(t)
        c, w, asked = self.config, self.w[t - 1], self.asked[t]
        settings = [racer.settings(c) for racer in self.racers]
        for i, racer in enumerate(self.racers):
            asked[i] = look_ahead(racer.rule, w[i], self._memory[i], settings[i])
        with np.errstate(all="ignore"):
            slopes = np.stack(self.surface.slopes(asked[:, 0], asked[:, 1], t), axis=1)  # (R, 2)
            self.g[t] = c.grad_scale * slopes + c.grad_noise * self.noise[t]
            for i, racer in enumerate(self.racers):
                memory = self._memory[i]
                self.w[t, i] = (
                    UPDATES[racer.rule](w[i], self.g[t, i], memory, t, settings[i])
                    if self.away[i] < 0
                    else w[i]
                )
                self.m[t, i], self.s[t, i] = memory.m, memory.s
        self.taken = t
        self._look()
        self._poked()

    def remembered(self) -> list[Memory]:
        """What each racer remembers now."""
        return self._memory

    def disturbance(self) -> Floats:
        """What was added to the newest gradient, (2,), before it was scaled by σ."""
        return self.noise[self.taken]

    def clear(self) -> None:
        super().clear()
        self.w[0] = self.start
        self._memory = [Memory.blank(self.w[0, i]) for i in range(len(self.racers))]
        self._look()
        self._poked()

    def _poked(self) -> None:
        for at, racer, x, y in self.pokes:
            if at == self.taken:
                self._put(racer, x, y)

    def _put(self, racer: int, x: float, y: float) -> None:
        self.w[self.taken, racer] = x, y
        self.away[racer] = self.arrived[racer] = -1
        self._look()

    def _look(self) -> None:
        places = self.w[self.taken]
        with np.errstate(all="ignore"):
            heights = np.asarray(self.surface.height(places[:, 0], places[:, 1]))
            lost = ~((np.abs(heights) < HUGE) & (np.abs(places).max(axis=1) < FAR))
        self.judge(heights, lost)
