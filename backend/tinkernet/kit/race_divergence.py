"""Why every racer of a race flew away, and a cure that was tried before it is offered."""

from collections.abc import Iterator

from tinkernet.kit.race import Race
from tinkernet.kit.race_config import PLANES, RaceConfig
from tinkernet.lab import Diagnosis
from tinkernet.protocol import Cure

_TRIED_STEPS = 200
_LEAST_RATE = 1e-4


def diagnosis(config: RaceConfig) -> Diagnosis:
    """One sentence, and a change of one control with which somebody stays in the race."""
    offers = [*_offers(config)]
    return next((each for each in offers if _stays(config, each)), offers[-1])


def _offers(config: RaceConfig) -> Iterator[Diagnosis]:
    if config.grad_scale > 1:
        yield Diagnosis(
            reason=f"The cost was multiplied by {config.grad_scale:g}, so every gradient was, and "
            "each step jumped over the valley, farther up every time.",
            cure=Cure(label="Cost times s = 1", config={"grad_scale": 1.0}),
        )
    rate = config.lr / 2
    while rate >= _LEAST_RATE:
        lower = float(f"{rate:.2g}")
        yield Diagnosis(
            reason=f"Each step went too far: at η = {config.lr:g} it landed higher up on the other "
            "side, where the slope is steeper, so the next one went farther still.",
            cure=Cure(label=f"Learning rate η = {lower:g}", config={"lr": lower}),
        )
        rate /= 2
    yield Diagnosis(
        reason="The way led where the function has no number: a division by zero, or the root or "
        "the logarithm of something negative. Start somewhere else.",
    )


def _stays(config: RaceConfig, offer: Diagnosis) -> bool:
    if config.surface not in PLANES:
        return True
    race = Race(config.changed(offer.cure.config if offer.cure else {}))
    for _ in range(min(_TRIED_STEPS, config.steps)):
        race.step()
    return bool((race.away < 0).any())
