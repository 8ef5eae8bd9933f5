"""A noisy series and the average that follows it: one more day at each step."""

import numpy as np

from tinkernet.kit import averages
from tinkernet.kit.race_config import RaceConfig
from tinkernet.lab import Metrics
from tinkernet.panels import BarGroup, Bars, Line, Series, Stepper, Working
from tinkernet.tensor import floats

#: How many lags of the window of memory are shown.
LAGS = 60


class SeriesRace:
    """The averages of all days so far; the whole curve follows β at once."""

    def __init__(self, config: RaceConfig) -> None:
        self.taken = 0
        self.configure(config)

    def configure(self, config: RaceConfig) -> None:
        """Another β, for all days."""
        self.config = config
        self.series = averages.temperatures(config.seed)
        self.raw = averages.average(self.series, config.beta)
        self.corrected = averages.unbiased(self.raw, config.beta)

    def step(self) -> None:
        """One more day."""
        self.taken = min(self.taken + 1, len(self.series))

    def metrics(self) -> Metrics:
        """The day's temperature, and both averages."""
        day = max(0, self.taken - 1)
        return {
            "theta": float(self.series[day]),
            "average": float(self.raw[day]),
            "corrected": float(self.corrected[day]),
        }

    def measured(self) -> Metrics:
        """Nothing else is measured."""
        return {}

    @property
    def epoch(self) -> float:
        """Days seen."""
        return float(self.taken)

    @property
    def is_over(self) -> bool:
        """A series ends with its steps alone."""
        return False

    @property
    def gradient_norm(self) -> float:
        """An average has no gradient."""
        return 0.0

    def curves(self) -> Line:
        """The jittery days and their smooth shadow."""
        days = np.arange(1, self.taken + 1)
        until = slice(0, self.taken)
        series = [
            Series(name="temperature θ", x=floats(days), y=floats(self.series[until]),
                   role="muted"),
            Series(name="average v", x=floats(days), y=floats(self.raw[until]), colour=1),
        ]  # fmt: skip
        if self.config.bias_correction:
            series.append(
                Series(name="corrected v̂", x=floats(days), y=floats(self.corrected[until]),
                       colour=2)
            )  # fmt: skip
        return Line(
            title="Days and their average", note="made-up temperatures in °C", x_label="day",
            summary=f"{self.taken} days; the average stands at {self.metrics()['average']:.3g}.",
            series=series, y_min=-10, y_max=30,
        )  # fmt: skip

    def window(self) -> Bars:
        """What each of the last days counts."""
        beta = self.config.beta
        lag = round(1 / (1 - beta))
        weights = averages.weights(beta, LAGS)
        return Bars(
            title="The window of memory", badge="formula",
            note=f"1/(1−β) = {1 / (1 - beta):.3g} days",
            summary=f"Weights fall from {weights[0]:.3g} by β = {beta:g} for each day back.",
            labels=[str(k) for k in range(LAGS)],
            groups=[BarGroup(name="(1−β) βᵏ", values=floats(weights))],
            x_label="days back k", y_label="weight", y_min=0,
            level=float(weights[0] / np.e), level_name="1/e of today's",
            marked=lag if lag < LAGS else -1,
        )  # fmt: skip

    def working(self) -> Stepper:
        """The average of the day looked at, or of today, with its numbers."""
        t, beta = min(self.config.looked_at or self.taken, self.taken), self.config.beta
        if t == 0:
            return Stepper(title="The average", at=0, steps=1, heading="v₀ = 0")
        old = float(self.raw[t - 2]) if t > 1 else 0.0
        theta, new = float(self.series[t - 1]), float(self.raw[t - 1])
        mixed = f"{beta:g} \\cdot {old:.3f} + {1 - beta:.3g} \\cdot {theta:.3f} = {new:.3f}"
        rule = r"v_t = \beta v_{t-1} + (1-\beta)\theta_t"
        lines = [Working(words="mix the day into the average", formula=rule, numbers=mixed)]
        if self.config.bias_correction:
            given = 1 - beta**t
            lines.append(
                Working(
                    words="divide by the weight given so far", lit=True,
                    formula=r"\hat v_t = v_t / (1 - \beta^t)",
                    numbers=f"{new:.3f} / {given:.4g} = {new / given:.3f}",
                )
            )  # fmt: skip
        return Stepper(
            title="The average", at=t - 1, steps=self.taken, heading=f"Day {t}", lines=lines
        )
