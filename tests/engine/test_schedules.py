"""Every schedule of the learning rate follows its formula and torch's scheduler."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import LRScheduler

from tinkernet.engine import Schedule
from tinkernet.engine.schedule import Kind

T = 200
TORCH: dict[Kind, Callable[[torch.optim.SGD], LRScheduler]] = {
    "constant": lambda sgd: lr_scheduler.ConstantLR(sgd, factor=1),
    "step": lambda sgd: lr_scheduler.StepLR(sgd, step_size=30, gamma=0.4),
    "exponential": lambda sgd: lr_scheduler.ExponentialLR(sgd, gamma=math.exp(-3 / T)),
    "inverse": lambda sgd: lr_scheduler.LambdaLR(sgd, lambda t: 1 / (1 + 3 * t / T)),
    "linear": lambda sgd: lr_scheduler.LinearLR(sgd, 1, 0.1, total_iters=T),
    "cosine": lambda sgd: lr_scheduler.CosineAnnealingLR(sgd, T, eta_min=0.1 * 0.5),
}


@pytest.mark.parametrize("kind", list(TORCH))
def test_the_rate_is_torchs_at_every_step(kind: Kind) -> None:
    schedule = Schedule(kind, total=T, k=3, period=30, factor=0.4, floor=0.1)
    sgd = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = TORCH[kind](sgd)
    for step in range(T):
        assert schedule.rate(0.5, step) == pytest.approx(sgd.param_groups[0]["lr"], rel=1e-9)
        sgd.step()
        scheduler.step()


def test_warm_up_climbs_evenly_to_the_top_and_then_falls_as_a_cosine() -> None:
    schedule = Schedule("warmup_cosine", total=150, warmup=50)
    rates = [schedule.rate(1.0, step) for step in range(151)]
    assert rates[:50] == pytest.approx([(step + 1) / 50 for step in range(50)])
    assert rates[50] == 1
    assert rates[100] == pytest.approx(0.5)
    assert rates[150] == pytest.approx(0, abs=1e-12)


def test_the_cosine_goes_from_all_to_half_to_nothing() -> None:
    rates = [Schedule("cosine", total=T).rate(0.3, step) for step in (0, T // 2, T)]
    assert rates == pytest.approx([0.3, 0.15, 0], abs=1e-12)


@pytest.mark.parametrize("kind", ["exponential", "inverse", "linear", "cosine", "warmup_cosine"])
def test_after_the_last_step_the_rate_stays(kind: Kind) -> None:
    schedule = Schedule(kind, total=T, floor=0.2)
    assert schedule.rate(1, 10 * T) == schedule.rate(1, T)


def test_an_unknown_schedule_is_refused_with_the_known_ones() -> None:
    name: Any = "magic"
    with pytest.raises(ValueError, match="constant, step, exponential"):
        Schedule(name)
    with pytest.raises(ValueError, match="at least 1"):
        Schedule("cosine", total=0)
