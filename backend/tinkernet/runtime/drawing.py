"""A run as one binary frame: what is looked at, and the numbers since the last frame."""

import torch

from tinkernet.frame import encode
from tinkernet.protocol import Frame, Metrics
from tinkernet.runtime.history import Rows
from tinkernet.runtime.training import Training
from tinkernet.tensor import Tensor

_MOST_BYTES = 8_000_000


def draw(training: Training, number: int, rows: int) -> bytes:
    """The run as it stands now, as frame `number` with at most `rows` rows of numbers.

    Drawing may use random numbers, yet how often a run is drawn must not change it.
    """
    lab = training.lab
    if lab is None:
        raise RuntimeError("only a lab that is built can be drawn")
    dice = torch.get_rng_state()
    measured = lab.measure()
    panels = lab.panels(training.wanted) if training.wanted else {}
    torch.set_rng_state(dice)
    fresh = training.numbers.take(rows, training.step, measured)
    frame = Frame.model_validate(
        {
            "run": training.id,
            "frame": number,
            "step": training.step,
            "epoch": float(lab.epoch),
            "metrics": metrics_of(fresh, whole=training.whole),
            "panels": panels,
        }
    )
    training.whole = training.dirty = False
    data = encode(frame)
    if len(data) > _MOST_BYTES:
        raise ValueError(f"a frame of {len(data):,} bytes is too large: {_MOST_BYTES:,} at most")
    return data


def metrics_of(rows: Rows, *, whole: bool) -> Metrics:
    """Rows as they travel in a frame."""
    return Metrics(
        names=list(rows.names), steps=Tensor(rows.steps), values=Tensor(rows.values), whole=whole
    )
