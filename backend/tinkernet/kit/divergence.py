"""Why a net's loss ran away, and a cure that was tried before it is offered."""

from collections.abc import Iterator

import numpy as np

from tinkernet.kit.learner import Learner, LearnerConfig
from tinkernet.lab import Diagnosis
from tinkernet.protocol import Cure

_SMALL_RATE = 0.01
_LEAST_RATE = 1e-4
_TRIED_STEPS = 300


def diagnosis(config: LearnerConfig) -> Diagnosis:
    """One sentence, and a change of one control with which a net of the same beginning trains
    on; where none of them helps, the first."""
    offers = [*_offers(config)]
    return next((each for each in offers if _trains(config, each)), offers[0])


def _offers(config: LearnerConfig) -> Iterator[Diagnosis]:
    slower = [*_slower(config)]
    if config.lr > _SMALL_RATE:
        yield from slower
    if config.clip == 0:
        yield Diagnosis(
            reason="A single steep slope threw the weights far away.",
            cure=Cure(label="Clip the gradient at 1", config={"clip": 1.0}),
        )
    if config.lr <= _SMALL_RATE:
        yield from slower
    yield Diagnosis(
        reason=f"The numbers in the network of {len(config.hidden) + 1} layers grew until they no "
        "longer fit: weights or inputs are too big.",
        cure=Cure(label="Begin with Xavier's weights", config={"init": "xavier"}),
    )


def _slower(config: LearnerConfig) -> Iterator[Diagnosis]:
    rate = config.lr / 10
    while rate >= _LEAST_RATE:
        lower = float(f"{rate:.2g}")
        yield Diagnosis(
            reason=f"Each step went too far: at η = {config.lr:g} it jumped over the valley and "
            "landed higher up, where the slope is steeper, so the next jump was wider still.",
            cure=Cure(label=f"Learning rate η = {lower:g}", config={"lr": lower}),
        )
        rate /= 10


def _trains(config: LearnerConfig, offer: Diagnosis) -> bool:
    cured = config.changed(offer.cure.config if offer.cure else {})
    learner = Learner(cured)
    steps = range(min(_TRIED_STEPS, cured.steps))
    return all(np.isfinite(learner.learn(cured.batch).get("loss", 0.0)) for _ in steps)
