"""Which panels fit a model and its data, and how each is drawn."""

from collections.abc import Callable, Iterator

from torch import nn

from tinkernet.lab import Place
from tinkernet.notebook import convolution, judged, layers, stacked
from tinkernet.notebook.examples import Examples
from tinkernet.notebook.look import Look, leaves, plain
from tinkernet.panels import Line, Panel, Series

#: A picture of one look.
Draw = Callable[[Look], Panel]

_ROLES = ("train", "test", "first", "second", "third")


class Pictures:
    """The panels of one watched loop. `places`: where they stand on the bench."""

    def __init__(self, model: nn.Module, examples: Examples, first: Look) -> None:
        """`first`: a look at the untrained model, which shows what it gives."""
        self.metrics: list[str] = []
        self.step = 0
        self.per_sec: float | None = None
        self._reader = judged.Reader(first)
        self._draws: dict[str, Draw] = {}
        self.places: list[Place] = []
        _ = first.outputs
        for place, draw in self._fitting(plain(model), examples, first):
            self.places.append(place)
            self._draws[place.name] = draw

    def draw(self, look: Look, wanted: frozenset[str]) -> dict[str, Panel]:
        """Those of `wanted` that there are."""
        return {name: draw(look) for name, draw in self._draws.items() if name in wanted}

    def _fitting(
        self, model: nn.Module, examples: Examples, first: Look
    ) -> Iterator[tuple[Place, Draw]]:
        has_picture = examples.is_plane
        parts = stacked.stages(model)
        convolves = convolution.first_convolution(model) if examples.is_picture else ""
        if parts:
            yield _place("net", "network_graph", "The network", "hero"), self._graph(parts)
        if has_picture and examples.task != "unknown":
            yield _place("boundary", "field2d", "What the model says", "hero"), self._boundary
        if convolves:
            yield (
                _place("filters", "image_grid", "The first kernels", "hero"),
                lambda look: convolution.filters(look, convolves),
            )
            yield (
                _place("maps", "image_grid", "Their feature maps", "hero"),
                lambda look: convolution.feature_maps(look, convolves),
            )
        yield _place("curves", "line", "The numbers of the loop"), self._curves
        if examples.task == "classes" and examples.classes <= judged.MOST_CLASSES_COUNTED:
            yield _place("confusion", "confusion", "What was taken for what"), self._confusion
        last = _last_linear(first)
        if last and not has_picture:
            yield (
                _place("hidden", "scatter2d", "As the last layer sees it"),
                lambda look: judged.hidden_space(look, last),
            )
        yield _place("norms", "bars", "Weights and gradients", "small"), layers.norms
        yield _place("numbers", "stat", "Now", "small"), self._numbers
        yield _place("layers", "table", "The layers", "small"), layers.layer_table

    def _graph(self, parts: list[stacked.Stage]) -> Draw:
        return lambda look: stacked.graph(look, parts)

    def _boundary(self, look: Look) -> Panel:
        return judged.boundary(look, self._reader)

    def _confusion(self, look: Look) -> Panel:
        return judged.confusion(look, self._reader)

    def _numbers(self, look: Look) -> Panel:
        return layers.numbers(look, step=self.step, per_sec=self.per_sec)

    def _curves(self, _look: Look) -> Panel:
        return curves(self.metrics)


def curves(metrics: list[str]) -> Line:
    """Everything that the loop told so far, by name."""
    return Line(
        title="The numbers of the loop",
        series=[
            Series(name=name.replace("_", " "), metric=name, role=_ROLES[place % len(_ROLES)])
            for place, name in enumerate(metrics)
        ],
    )


def _last_linear(look: Look) -> str:
    """The last linear layer that took more than two numbers of each example."""
    taken = {n: t for n, t in look.taken.items() if t.ndim == 2 and t.shape[1] > 1}
    linear = [n for n, each in leaves(look.copy).items() if isinstance(each, nn.Linear)]
    return next((name for name in reversed(linear) if name in taken), "")


def _place(name: str, kind: str, title: str, size: str = "half") -> Place:
    return Place.model_validate({"name": name, "kind": kind, "title": title, "size": size})
