"""The panels of a convolutional net: only those that are looked at."""

from collections.abc import Callable
from typing import Any

from tinkernet.kit import (
    cnn_arithmetic,
    cnn_bricks,
    cnn_gallery,
    cnn_numbers,
    cnn_pictures,
    cnn_reasons,
    cnn_trials,
)
from tinkernet.kit.cnn_config import TRAINED, CnnConfig
from tinkernet.kit.cnn_view import View
from tinkernet.lab import Place
from tinkernet.panels import Panel
from tinkernet.protocol import ConfigValue


def draw(view: View, wanted: frozenset[str]) -> dict[str, Panel]:
    """The panels called `wanted`, by name; all of them share one pass through the net."""
    recipes: dict[str, Callable[[], Panel]] = {
        "bricks": lambda: cnn_bricks.bricks(view.config.net, view.config.layer, view.plan),
        "maps": lambda: cnn_pictures.maps(view),
        "hierarchy": lambda: cnn_pictures.hierarchy(view),
        "filters": lambda: cnn_pictures.filters(view),
        "topk": lambda: cnn_pictures.topk(view),
        "field": lambda: cnn_pictures.field(view),
        "arithmetic": lambda: cnn_arithmetic.arithmetic(view),
        "likes": lambda: cnn_reasons.likes(view),
        "why": lambda: cnn_reasons.saliency(view),
        "curves": cnn_numbers.curves,
        "accuracy": cnn_numbers.accuracy,
        "try": lambda: cnn_numbers.pad(view),
        "confusion": lambda: cnn_numbers.confusion(view),
        "mistakes": lambda: cnn_reasons.mistakes(view),
        "embedding": lambda: cnn_numbers.embedding(view),
        "probes": lambda: cnn_numbers.probes(view),
        "statistics": lambda: cnn_gallery.statistics(view.trainee),
        "odd": lambda: cnn_gallery.odd(view.trainee),
        "importance": cnn_trials.importance,
        "trials": cnn_trials.trials,
        "shapes": lambda: cnn_bricks.shapes(view.plan),
        "costs": lambda: cnn_bricks.costs(view.plan),
    }
    hidden = _closed(view.config)
    return {
        name: recipe() for name, recipe in recipes.items() if name in wanted and name not in hidden
    }


def draw_gallery(config: CnnConfig, wanted: frozenset[str]) -> dict[str, Panel]:
    """The panels of the gallery."""
    recipes: dict[str, Callable[[], Panel]] = {
        "cards": cnn_gallery.cards,
        "wall": lambda: cnn_gallery.wall(config.card, config.seed),
        "balance": lambda: cnn_gallery.balance(config.card),
    }
    return {name: recipe() for name, recipe in recipes.items() if name in wanted}


#: Drawers by the values of `probe` that open them; all others are always open.
DRAWERS: dict[str, list[str]] = {
    "hierarchy": ["hierarchy"],
    "likes": ["likes"],
    "probes": ["linear"],
    "statistics": ["data"],
    "odd": ["data"],
    "importance": ["trials"],
    "trials": ["trials"],
    "field": ["maps", "receptive-field", "filters"],
    "arithmetic": ["maps", "receptive-field"],
    "topk": ["maps", "filters", "hierarchy"],
}


def _place(name: str, kind: str, title: str, **size: Any) -> Place:
    drawer: dict[str, list[ConfigValue]] = {"probe": [*DRAWERS[name]]} if name in DRAWERS else {}
    return Place(name=name, kind=kind, title=title, shown={"dataset": TRAINED, **drawer}, **size)


PLACES = [
    _place("bricks", "bricks", "The net", size="hero"),
    _place("maps", "image_grid", "Feature maps", size="hero"),
    _place("try", "draw_pad", "Try your own"),
    _place("filters", "image_grid", "Filters"),
    _place("hierarchy", "image_grid", "Every layer", size="hero"),
    _place("importance", "bars", "What matters"),
    _place("trials", "table", "Recorded trials", size="hero"),
    _place("probes", "bars", "How far a straight cut gets"),
    _place("likes", "image_grid", "What its units like"),
    _place("statistics", "table", "The training pictures"),
    _place("odd", "image_grid", "The odd ones"),
    _place("topk", "image_grid", "What excites it"),
    _place("field", "image_grid", "What one unit sees"),
    _place("arithmetic", "stepper", "The arithmetic of one cell"),
    _place("curves", "line", "Loss"),
    _place("accuracy", "line", "Accuracy"),
    _place("confusion", "confusion", "What was taken for what", size="hero"),
    _place("mistakes", "image_grid", "Hardest mistakes"),
    _place("why", "image_grid", "Why"),
    _place("embedding", "scatter2d", "As the last layer sees them"),
    _place("shapes", "table", "Sizes and costs"),
    _place("costs", "bars", "Where the parameters are"),
    Place(name="cards", kind="table", title="Famous sets of pictures", size="hero",
          shown={"dataset": ["gallery"]}),
    Place(name="wall", kind="image_grid", title="A wall of pictures",
          shown={"dataset": ["gallery"]}),
    Place(name="balance", kind="bars", title="Class balance",
          shown={"dataset": ["gallery"]}),
]  # fmt: skip


def _closed(config: CnnConfig) -> set[str]:
    return {name for name, open_for in DRAWERS.items() if config.probe not in open_for}
