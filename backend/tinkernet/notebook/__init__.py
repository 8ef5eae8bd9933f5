"""What a learner calls from a notebook: a lab under a cell, and a look into a loop of one's own."""

from typing import TYPE_CHECKING, Any

from tinkernet.notebook.show import show

if TYPE_CHECKING:
    from tinkernet.notebook.loop import watch

__all__ = ["show", "watch"]


def __getattr__(name: str) -> Any:
    """To watch a loop takes torch, to show a lab does not."""
    if name == "watch":
        from tinkernet.notebook.loop import watch

        return watch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
