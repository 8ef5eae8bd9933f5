"""Small networks compiled to machine code, fast enough to train between two frames."""

from tinkernet.engine.activation import Activation
from tinkernet.engine.hyper import Hyper
from tinkernet.engine.initialiser import Initialiser
from tinkernet.engine.loss import Loss
from tinkernet.engine.net import Net
from tinkernet.engine.optimiser import Optimiser
from tinkernet.engine.picture import quantise, quantise_rows
from tinkernet.engine.schedule import Schedule
from tinkernet.engine.shape import Shape
from tinkernet.engine.stack import Stack
from tinkernet.engine.warm import warm
from tinkernet.engine.word_vectors import WordVectors

__all__ = [
    "Activation",
    "Hyper",
    "Initialiser",
    "Loss",
    "Net",
    "Optimiser",
    "Schedule",
    "Shape",
    "Stack",
    "WordVectors",
    "quantise",
    "quantise_rows",
    "warm",
]
