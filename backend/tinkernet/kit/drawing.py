"""The panels of a learner: only those that are looked at, and that make sense for its task."""

from collections.abc import Callable

from tinkernet.kit import fit, gradcheck, lens, pictures, scores, space
from tinkernet.kit.examples import PAINTABLE
from tinkernet.kit.learner import Learner
from tinkernet.kit.painting import remark
from tinkernet.panels import Panel


def draw(learner: Learner, wanted: frozenset[str]) -> dict[str, Panel]:
    """The panels called `wanted`, by name; all of them share one pass through the net."""
    recipes = _recipes(learner)
    return {name: recipe() for name, recipe in recipes.items() if name in wanted}


def _recipes(learner: Learner) -> dict[str, Callable[[], Panel]]:
    view, config = learner.view, learner.config
    sorts = config.classifies
    note = remark(view.examples)
    recipes: dict[str, Callable[[], Panel]] = {
        "net": lambda: pictures.graph(view, learner.picked),
        "hidden": lambda: pictures.hidden_maps(view),
        "curves": scores.loss_curves,
        "accuracy": lambda: scores.score_curves(classifies=sorts),
        "numbers": lambda: scores.score_card(scores.scores(view), classifies=sorts),
        "counts": lambda: scores.parameter_table(view),
    }
    if config.lens != "off":
        recipes["working"] = lambda: lens.working(learner)
        recipes["unfolded"] = lambda: lens.unfolded(learner)
    if config.check and len(learner.batches):
        recipes["gradcheck"] = lambda: gradcheck.table(learner)
    if view.examples.dimensions == 1:
        recipes["regression"] = lambda: fit.fit(view, config.task, note)
    else:
        brush = config.task in PAINTABLE
        recipes["boundary"] = lambda: pictures.boundary(view, note=note, brush=brush)
    if sorts:
        recipes["hiddenspace"] = lambda: _hidden_space(learner)
        recipes["confusion"] = lambda: scores.confusion_table(view)
    return recipes


def _hidden_space(learner: Learner) -> Panel:
    learner.axes = space.axes(space.last_hidden(learner.view), learner.axes)
    return space.hidden_space(learner.view, learner.axes)
