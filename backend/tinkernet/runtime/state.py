"""All of a run that changes while it trains, as bytes: what a worker sends and begins from."""

from typing import Any

import torch

from tinkernet.discovery import LabEntry
from tinkernet.frozen import FrozenError, freeze, thaw
from tinkernet.lab import Lab
from tinkernet.refusal import RefusalError


def packed(lab: Lab[Any], last_loss: float | None) -> bytes:
    """The lab as it stands, with torch's generator as it is now.

    Raises:
        FrozenError: if the lab holds what cannot be frozen.
    """
    state = {"config": lab.config.values(), "lab": lab.snapshot()}
    return freeze({**state, "last_loss": last_loss, "dice": torch.get_rng_state()})


def unpacked(entry: LabEntry, data: bytes) -> tuple[Lab[Any], float | None] | None:
    """The lab and its last loss; None if the bytes are of no use to this release."""
    try:
        state = thaw(data)
        lab = entry.lab(entry.lab.Config.parse(state["config"]))
        lab.restore(state["lab"])
    except (FrozenError, RefusalError, LookupError, AttributeError):
        return None
    torch.set_rng_state(state["dice"])
    return lab, state["last_loss"]
