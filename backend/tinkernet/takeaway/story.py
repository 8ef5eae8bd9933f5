"""What is told of a run in the files that are taken away."""

from dataclasses import dataclass

from tinkernet.protocol import Config
from tinkernet.takeaway.recording import Recording

_MOST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Story:
    """`lab` is its id, `lesson` the title of its lesson; `title` is the learner's own."""

    lab: str
    lesson: str
    title: str
    step: int
    config: Config

    @property
    def name(self) -> str:
        """Of the files: nothing of the learner's own text."""
        return f"{self.lab}-step-{self.step}"

    @property
    def line(self) -> str:
        """The title in one line of printable signs."""
        signs = "".join(sign if sign.isprintable() else " " for sign in self.title)
        return " ".join(signs.split())[:_MOST_TITLE] or self.lesson


def beginning(recording: Recording) -> str:
    """Where a stretch begins, and why, as a sentence."""
    step = recording.begin
    match recording.reason:
        case "start":
            return "It begins where the run began." if step == 0 else f"It begins at step {step}."
        case "change":
            return f"It begins at step {step}, where the run was last changed by hand."
        case "length":
            return f"It begins at step {step}: with all steps before, the file would be too large."
        case "rounding":
            return (
                f"It begins at step {step}: just before, the numbers were so large that rounding "
                "alone moved the loss."
            )
