"""Tinkernet: a deep-learning course you can touch."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinkernet.notebook import show, watch

__version__ = "0.1.0"
__all__ = ["__version__", "show", "watch"]


def __getattr__(name: str) -> Any:
    """What a notebook uses is imported when it is asked for: nobody else pays for it."""
    if name in __all__:
        from tinkernet import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
