"""`tinkernet.show`: a lab under the cell of a notebook."""

from typing import Literal

from tinkernet.lab import LabPage
from tinkernet.notebook.address import bench_url
from tinkernet.notebook.asking import ask_lab, ask_labs
from tinkernet.notebook.choice import known_lab, known_preset, known_values
from tinkernet.notebook.frame import Shown, checked_height
from tinkernet.notebook.home import home
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

Theme = Literal["light", "dark", "contrast", "projector"]
_THEMES = ("light", "dark", "contrast", "projector")


def show(
    lab: str,
    *,
    preset: str = "",
    height: int = 640,
    embed: bool = True,
    theme: Theme | None = None,
    server: str = "",
    **controls: ConfigValue,
) -> Shown:
    """The bench of a lab, e.g. `show("mlp", preset="one-hidden-layer", lr=0.1)`.

    `controls`: what differs from the preset, by the names that `tinkernet run --set` takes.
    `height`: of the frame, in pixels. `embed`: without header and lesson. `theme`: light, dark,
    contrast or projector, else as the browser wishes. `server`: the address of a Tinkernet that
    runs already and allows this notebook as a parent; else one is started, once for each Python
    process, which ends with it.

    Raises:
        RefusalError: if lab, preset, control or value is none, with a sentence that says what
            was expected and what came; also if no server could be started.
    """
    checked_height(height)
    if theme is not None and theme not in _THEMES:
        raise RefusalError(f"theme must be one of {', '.join(_THEMES)}; {theme!r} came.", "theme")
    url = server.rstrip("/") or home().url
    page = _page(url, lab)
    config = known_values(controls, page)
    place = {"preset": known_preset(preset, page), "config": config}
    dress = {"theme": theme} if theme else {}
    alone = bench_url(url, page.id, **place, dress=dress)
    framed = bench_url(url, page.id, **place, dress={**dress, **({"embed": "1"} if embed else {})})
    return Shown(page.title, alone, framed=framed, height=height)


def _page(url: str, lab: str) -> LabPage:
    return ask_lab(url, known_lab(lab, ask_labs(url)))
