"""What a learner takes home of a run: a script, a notebook, the weights, the net."""

from tinkernet.takeaway.bundle import KINDS, Kind
from tinkernet.takeaway.takeaway import Takeaway

__all__ = ["KINDS", "Kind", "Takeaway"]
