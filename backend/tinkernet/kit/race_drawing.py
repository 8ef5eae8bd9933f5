"""The panels of a race: only those that are looked at, and that make sense for its ground."""

from collections.abc import Callable

from tinkernet.kit import race_numbers, race_pictures
from tinkernet.kit.race import Race
from tinkernet.kit.race_config import RaceConfig
from tinkernet.kit.race_net import NetRace
from tinkernet.kit.race_working import update
from tinkernet.kit.series_race import SeriesRace
from tinkernet.panels import Panel

AnyRace = Race | NetRace | SeriesRace
Recipes = dict[str, Callable[[], Panel]]


def race_of(config: RaceConfig) -> AnyRace:
    """The race for this surface."""
    match config.surface:
        case "series":
            return SeriesRace(config)
        case "digits-mlp":
            return NetRace(config)
        case _:
            return Race(config)


def draw(race: AnyRace, wanted: frozenset[str]) -> dict[str, Panel]:
    """The panels called `wanted`, by name."""
    return {name: recipe() for name, recipe in _recipes(race).items() if name in wanted}


def _recipes(race: AnyRace) -> Recipes:
    if isinstance(race, SeriesRace):
        return {"averages": race.curves, "weights": race.window, "update": race.working}
    recipes: Recipes = {
        "loss": lambda: race_numbers.losses(race),
        "internals": lambda: race_numbers.internals(race),
        "effective": lambda: race_numbers.effective(race),
        "update": lambda: update(race),
        "ranking": lambda: race_numbers.ranking(race),
    }
    if isinstance(race, NetRace):
        recipes["accuracy"] = lambda: race_numbers.accuracies(race)
    else:
        recipes["race"] = lambda: race_pictures.contours(race)
        recipes["mountain"] = lambda: race_pictures.mountain(race)
        recipes["problem"] = lambda: race_numbers.problem(race)
    if race.config.surface in ("two-weights", "digits-mlp"):
        recipes["weights"] = lambda: race_numbers.weight_bars(race)
    return recipes
