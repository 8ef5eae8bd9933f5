"""Compile every kernel before the first learner comes."""

import time
from collections.abc import Callable

import numpy as np

from tinkernet.engine.compile import seal
from tinkernet.engine.hyper import Hyper
from tinkernet.engine.net import Net
from tinkernet.engine.picture import quantise_rows
from tinkernet.engine.shape import Shape
from tinkernet.engine.stack import Stack
from tinkernet.engine.word_kernel import learn_example
from tinkernet.engine.word_layout import attract, tsne_slope
from tinkernet.engine.word_vectors import WordVectors

_KERNELS = 11


def warm() -> float:
    """Run every kernel once, so that nothing is compiled later; the seconds it took.

    Call it before a fork: the children inherit the machine code. Afterwards a call that would
    need another compilation is a TypeError.
    """
    start = time.perf_counter()
    net = Net(Shape.of(2, 2, 1))
    x, y = np.zeros((3, 2), np.float32), np.zeros((3, 1), np.float32)
    _run(lambda: net.step(x, y, Hyper()))
    _run(lambda: net.shuffled(3))
    _run(lambda: quantise_rows(net.units(x)))
    stack, one = Stack([net], [(x, y)], [Hyper()]), np.array([1])
    _run(lambda: stack.step(one, one - 1, one))
    _run(_read_a_word)
    _run(_lay_out_a_pair)
    seal()
    return time.perf_counter() - start


def _read_a_word() -> None:
    words = WordVectors([1, 1], 2)
    words.learn([0, 1], window=1, negatives=1, lr=0.0)
    words.strangers(1)
    learn_example(words.inputs[0], words.outputs, 1, words.strangers(1), 0.0, words.inputs[1])


def _lay_out_a_pair() -> None:
    places, near = np.zeros((2, 2), np.float32), np.array([[1], [0]], np.int32)
    weights, dice = np.ones((2, 1), np.float32), np.zeros(2, np.uint64)
    tsne_slope(places, near, weights, 1.0, places.copy())
    attract(places, near, weights, 0.0, 1, dice)


def _run(call: Callable[[], object]) -> None:
    """Call, again when the disk was full: the kernel is compiled then, only not kept there."""
    for _ in range(_KERNELS):
        try:
            call()
        except OSError:
            continue
        return
    call()
