"""Words laid into the plane: their widest directions, turned so that a word stays where it was."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats

Numbers = NDArray[np.float64]


class Plane:
    """The two widest directions of E, (d, 2), turned frame by frame towards the last picture."""

    def __init__(self) -> None:
        self.axes: Numbers | None = None
        self.middle: Numbers = np.zeros(0)
        self._last: Numbers | None = None

    def lay(self, vectors: Floats) -> Floats:
        """The place of each word now, (V, 2)."""
        self.middle = vectors.mean(axis=0, dtype=np.float64)
        centred = vectors - self.middle
        axes = widest(centred)
        places = centred @ axes
        if self._last is not None and self._last.shape == places.shape:
            turn = procrustes(places, self._last)
            axes, places = axes @ turn, places @ turn
        self.axes, self._last = axes, places
        return places.astype(np.float32)

    def along(self, directions: Floats) -> Floats:
        """Where directions (n, d) of the space point on the map, (n, 2)."""
        if self.axes is None:
            return np.zeros((len(directions), 2), np.float32)
        return (directions @ self.axes).astype(np.float32)


def widest(centred: Numbers) -> Numbers:
    """The two directions of largest variance, (d, 2), as columns; signs are fixed."""
    _, axes = np.linalg.eigh(centred.T @ centred)
    two = axes[:, ::-1][:, :2]
    largest = np.abs(two).argmax(axis=0)
    return two * np.sign(two[largest, np.arange(2)])


def procrustes(places: Numbers, last: Numbers) -> Numbers:
    """The turn (perhaps with a flip) R, (2, 2), that makes |places R - last| smallest."""
    u, _, v = np.linalg.svd(places.T @ last)
    return u @ v
