"""Update rules from scratch: what each optimiser makes of a gradient."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RuleName = Literal[
    "gd", "momentum", "nag", "ewa-momentum", "rprop", "rmsprop", "adam", "adam-l2", "sgd-l2",
    "sgdw", "adamw",
]  # fmt: skip
RULES: tuple[RuleName, ...] = get_args(RuleName)

#: Rprop: a step shrinks on a flip of the sign and grows on agreement, between these bounds.
SHRINK, GROW = 0.5, 1.2
LEAST_STEP, MOST_STEP = 1e-6, 50.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of every rule. `corrected`: Adam divides by 1 - β^t."""

    lr: float = 0.02
    beta: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    decay: float = 0.0
    corrected: bool = True


@dataclass(slots=True)
class Memory:
    """What a rule remembers, arrays like w: `m` the velocity or first moment (Rprop: the step of
    each coordinate), `s` the second moment (Rprop: the last gradient)."""

    m: Floats
    s: Floats

    @classmethod
    def blank(cls, like: Floats) -> "Memory":
        """Nothing remembered yet."""
        return cls(m=np.zeros_like(like), s=np.zeros_like(like))


#: (w, gradient, memory, step number from 1, settings) -> the next w; changes the memory.
Rule = Callable[[Floats, Floats, Memory, int, Settings], Floats]


def look_ahead(name: RuleName, w: Floats, memory: Memory, c: Settings) -> Floats:
    """Where the rule wants the gradient: NAG at the tip of the velocity, others where they are."""
    return w - c.lr * c.beta * memory.m if name == "nag" else w


def gd(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # w <- w - η g
    return w - c.lr * g


def momentum(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # v <- β v + g;  w <- w - η v.  NAG is the same with g taken at w - η β v.
    memory.m = c.beta * memory.m + g
    return w - c.lr * memory.m


def ewa_momentum(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # v <- β v + (1 - β) g;  w <- w - η v
    memory.m = c.beta * memory.m + (1 - c.beta) * g
    return w - c.lr * memory.m


def rprop(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # Δ <- 1.2 Δ where the sign stayed, 0.5 Δ where it flipped (and no move there)
    if t == 1:
        memory.m = np.full_like(w, c.lr)
    agreement = np.sign(g) * np.sign(memory.s)
    factor = np.where(agreement > 0, GROW, np.where(agreement < 0, SHRINK, 1.0))
    memory.m = np.clip(memory.m * factor, LEAST_STEP, MOST_STEP)
    memory.s = np.where(agreement < 0, 0.0, g)
    # w <- w - Δ sign(g)
    return w - memory.m * np.sign(memory.s)


def rmsprop(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # s <- β₂ s + (1 - β₂) g²;  w <- w - η g / (√s + ε)
    memory.s = c.beta2 * memory.s + (1 - c.beta2) * g * g
    return w - c.lr * g / (np.sqrt(memory.s) + c.eps)


def adam(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # m <- β m + (1 - β) g;  s <- β₂ s + (1 - β₂) g²;  w <- w - η m̂ / (√ŝ + ε)
    memory.m = c.beta * memory.m + (1 - c.beta) * g
    memory.s = c.beta2 * memory.s + (1 - c.beta2) * g * g
    m_hat, s_hat = corrected(memory.m, memory.s, t, c)
    return w - c.lr * m_hat / (np.sqrt(s_hat) + c.eps)


def corrected(m: Floats, s: Floats, t: int, c: Settings) -> tuple[Floats, Floats]:
    """m̂ = m / (1 - β^t) and ŝ = s / (1 - β₂^t); unchanged where the correction is off."""
    if not c.corrected:
        return m, s
    return m / (1 - c.beta**t), s / (1 - c.beta2**t)


def adam_l2(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # the penalty's gradient λ w goes through the ruler like any other
    return adam(w, g + c.decay * w, memory, t, c)


def sgd_l2(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    return momentum(w, g + c.decay * w, memory, t, c)


def sgdw(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # the decay stays outside: w <- w - η v - η λ w
    return momentum(w, g, memory, t, c) - c.lr * c.decay * w


def adamw(w: Floats, g: Floats, memory: Memory, t: int, c: Settings) -> Floats:
    # w <- (1 - η λ) w, then Adam's step
    return adam((1 - c.lr * c.decay) * w, g, memory, t, c)


UPDATES: dict[RuleName, Rule] = {
    "gd": gd,
    "momentum": momentum,
    "nag": momentum,
    "ewa-momentum": ewa_momentum,
    "rprop": rprop,
    "rmsprop": rmsprop,
    "adam": adam,
    "adam-l2": adam_l2,
    "sgd-l2": sgd_l2,
    "sgdw": sgdw,
    "adamw": adamw,
}


def effective_step(name: RuleName, memory: Memory, t: int, c: Settings) -> Floats:
    """What each coordinate of the gradient, or of the velocity, is multiplied by (for Rprop: the
    length of the move itself)."""
    match name:
        case "rprop":
            return memory.m
        case "rmsprop":
            return c.lr / (np.sqrt(memory.s) + c.eps)
        case "adam" | "adam-l2" | "adamw":
            _, s_hat = corrected(memory.m, memory.s, t, c)
            return c.lr / (np.sqrt(s_hat) + c.eps)
        case _:
            return np.full_like(memory.m, c.lr)
