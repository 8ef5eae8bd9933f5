"""A page of ours under the cell of a notebook: as a frame, an address and a line of text."""

from html import escape

from tinkernet.refusal import RefusalError

_LOWEST, _HIGHEST = 200, 4000


class Shown:
    """What a cell shows. `url`: the same page, to be opened on its own."""

    def __init__(self, title: str, url: str, *, framed: str, height: int) -> None:
        self.title = title
        self.url = url
        self._framed = framed
        self._height = height

    def __repr__(self) -> str:
        """For those who cannot show frames."""
        return f"{self.title}, at {self.url}"

    def _repr_html_(self) -> str:
        return frame(self._framed, self.title, self._height)


def frame(url: str, title: str, height: int) -> str:
    """The HTML that shows the page at `url`."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}" width="100%" height="{height}"'
        ' style="border: 0" allow="fullscreen"></iframe>'
    )


def checked_height(height: object) -> int:
    """The height of a frame in pixels.

    Raises:
        RefusalError: if it is no whole number, or none that shows anything.
    """
    if isinstance(height, int) and not isinstance(height, bool) and _LOWEST <= height <= _HIGHEST:
        return height
    raise RefusalError(
        f"height must be a whole number of pixels from {_LOWEST} to {_HIGHEST}; {height!r} came.",
        "height",
    )
