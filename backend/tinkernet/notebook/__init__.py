"""What a learner calls from a notebook: a lab shown under a cell."""

from tinkernet.notebook.show import show

__all__ = ["show"]
