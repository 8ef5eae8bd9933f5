"""What the learner's hand may do to a net in training and to its examples."""

from tinkernet.kit.learner import Learner, LearnerConfig
from tinkernet.panels import (
    Deepen,
    Erase,
    Gesture,
    Goto,
    Paint,
    Paste,
    Pick,
    Resize,
    SetBias,
    SetWeight,
)


def handled(learner: Learner, panel: str, gesture: Gesture) -> LearnerConfig | None:
    """The config after `gesture` in `panel`, or None where nothing can be done with it.

    Raises:
        RefusalError: if it cannot be done to this net or these examples.
    """
    match gesture:
        case Pick():
            learner.pick(gesture.id)
            return learner.config
        case Goto() if panel == "working":
            learner.configure(learner.config.changed({"line": min(gesture.at, 20)}))
            return learner.config
        case Paint() | Erase() | Paste():
            return learner.repaint(gesture)
        case SetWeight() | SetBias() | Resize() | Deepen():
            return learner.edit(gesture)
        case _:
            return None
