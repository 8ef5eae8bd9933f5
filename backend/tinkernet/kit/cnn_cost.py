"""What a convolutional net will take, known before it is built."""

from math import prod

from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.lab import Needs

_BYTES = 4
#: Forward, backward, and what torch keeps for both.
_COPIES = 4


def cost(config: CnnConfig) -> Needs:
    """Parameters, and bytes for the maps of a mini-batch and for the pictures."""
    plan = config.net.sensible()
    cells = sum(map(prod, [plan.shape, *plan.shapes])) * config.batch
    pictures = config.examples * prod(plan.shape)
    return Needs(
        parameters=plan.total,
        memory_bytes=_BYTES * (_COPIES * (cells + plan.total) + pictures),
        hint="Take fewer filters, smaller pictures or a smaller batch, or pool more.",
    )
