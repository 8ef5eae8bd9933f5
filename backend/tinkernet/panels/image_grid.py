"""Small pictures in rows: unit maps, filters, examples."""

from typing import Literal

from tinkernet.panels.panel import Panel
from tinkernet.tensor import Array


class ImageGrid(Panel):
    """N pictures. `images`: uint8 (N, h, w) quantised or grey, or (N, h, w, 3) colour.

    `palette`: `diverging` for quantised numbers around 0, `grey`, or `colour`.
    `captions`: one short text per picture, or empty. `scales`: float32 (N,), what full colour
    stands for, or None. `unit_ids`: int32 (N,), the unit each picture belongs to (numbered as in
    the network graph), so that hovering lights it there, or None. `ids`: likewise int32 (N,), the
    example that each picture shows. `picks`: a click sends a `Pick` with its place in the grid.
    """

    kind: Literal["image_grid"] = "image_grid"
    images: Array
    palette: Literal["diverging", "grey", "colour"] = "diverging"
    captions: list[str] = []
    scales: Array | None = None
    unit_ids: Array | None = None
    ids: Array | None = None
    picks: bool = False
