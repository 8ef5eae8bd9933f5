"""Taking runs away, and playing what was taken in a process of its own."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.labs.running import CATALOGUE
from tinkernet.deed import Deed, Order
from tinkernet.panels import AnyGesture
from tinkernet.protocol import Act, Config, ConfigValue, Set
from tinkernet.takeaway.kind import Kind
from tinkernet.takeaway.takeaway import Takeaway

_RUN = "0" * 32

#: Runs each script and prints its last line and how it ended; torch is imported once for all.
_PLAYER = """
import contextlib, io, json, runpy, sys
found = {}
for path in sys.argv[1:]:
    said, code = io.StringIO(), 0
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(path)
        except SystemExit as end:
            code = int(end.code or 0)
    found[path] = [said.getvalue().splitlines()[-1], code]
print(json.dumps(found))
"""


def taken(
    lab: str, config: Config, step: int | None, deeds: Sequence[Deed] = (), *, title: str = "",
    reproduces: bool = True,
) -> Takeaway:  # fmt: skip
    """A run that was replayed, in one slice."""
    takeaway = Takeaway(
        CATALOGUE.entry(lab).lab, config, deeds, step, title=title, reproduces=reproduces
    )
    assert takeaway.work(float("inf"))
    return takeaway


def changed(step: int, **config: ConfigValue) -> Deed:
    """Controls that were moved at this step."""
    return Deed(step=step, order=Set(run=_RUN, config=config))


def acted(step: int, panel: str, gesture: AnyGesture) -> Deed:
    """What the hand did at this step."""
    return Deed(step=step, order=Act(run=_RUN, panel=panel, gesture=gesture))


def done(step: int, order: Order) -> Deed:
    """Any other order."""
    return Deed(step=step, order=order)


def files(takeaway: Takeaway, kind: Kind) -> dict[str, bytes]:
    """What lies in the zip file."""
    with zipfile.ZipFile(io.BytesIO(takeaway.bundle(kind)[1])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(takeaway: Takeaway, kind: Kind, folder: Path) -> Path:
    """The folder with the files in it."""
    folder.mkdir(parents=True)
    for name, content in files(takeaway, kind).items():
        (folder / name).write_bytes(content)
    return folder


def played(takeaways: dict[str, Takeaway], folder: Path) -> dict[str, tuple[float, int]]:
    """The largest difference that each script found, and how it ended."""
    paths = {
        name: str(unpacked(takeaway, "script", folder / name) / "run.py")
        for name, takeaway in takeaways.items()
    }
    process = subprocess.run(
        [sys.executable, "-c", _PLAYER, *paths.values()], capture_output=True, text=True, check=True
    )
    said = json.loads(process.stdout.splitlines()[-1])
    return {
        name: (float(said[path][0].rsplit(" ", 1)[1]), said[path][1])
        for name, path in paths.items()
    }
