"""What the learner's hand does in a race: a new start, one marble moved, a try of their own."""

from tinkernet.kit.race import Race
from tinkernet.kit.race_config import MOST_CLICKS, RaceConfig, written
from tinkernet.kit.race_drawing import AnyRace
from tinkernet.panels import Drop, Gesture, Goto
from tinkernet.refusal import RefusalError

#: What a moved slider must change for the way to be taken again.
_DRIVING = (
    "own", "reach", "lr", "beta", "beta2", "eps", "bias_correction", "grad_scale", "grad_noise",
    "weight_decay", "start",
)  # fmt: skip


def configured(race: AnyRace, config: RaceConfig) -> RaceConfig:
    """Take over a config, with the whole way taken again where that is wished; the config as it
    is then."""
    if not isinstance(race, Race):
        race.configure(config)
        return config
    if config.click != race.config.click and config.click == "start":
        config = config.changed({"clicks": ""})
    old, new = race.config.values(), config.values()
    drives = any(old[name] != new[name] for name in _DRIVING)
    if drives and config.replay == "start":
        race.replay(config)
    else:
        race.configure(config)
    return config


def obeyed(race: AnyRace, gesture: Gesture) -> RaceConfig:
    """Do what a gesture says; the config as it is then.

    Raises:
        RefusalError: if this race has no use for it.
    """
    match gesture:
        case Goto():
            at = 0 if gesture.at + 1 >= race.taken else gesture.at + 1
            return configured(race, race.config.changed({"looked_at": at}))
        case Drop() if isinstance(race, Race):
            return _dropped(race, gesture)
        case _:
            raise RefusalError("Only a map can be clicked, and an update rule be walked through.")


def _dropped(race: Race, drop: Drop) -> RaceConfig:
    if drop.trail >= 0:
        if drop.trail >= len(race.visible):
            raise RefusalError("Only marbles can be dragged; your own tries stay where they are.")
        race.poke(race.visible[drop.trail], drop.x, drop.y)
        return race.config
    place = written(drop.x, drop.y)
    if race.config.click == "guess":
        tried = [part for part in race.config.clicks.split(";") if part]
        if len(tried) >= MOST_CLICKS:
            raise RefusalError(
                f"You have used your {MOST_CLICKS} tries. Let “A click” move the start to forget "
                "them, then choose tries again.",
                "click",
            )
        config = race.config.changed({"clicks": ";".join([*tried, place])})
        race.configure(config)
        return config
    config = race.config.changed({"start": place})
    race.pokes = []
    if config.replay == "start":
        race.replay(config)
        return config
    race.configure(config)
    for i in range(len(race.racers)):
        race.poke(i, drop.x, drop.y)
    return config
