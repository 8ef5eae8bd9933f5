"""`tinkernet export`: a run of one lab as files, without server or browser."""

import math
from pathlib import Path
from typing import Annotated

import typer

from tinkernet.cli.headless import check, config_of
from tinkernet.cli.options import Changes, LabsFolder, PresetName, Steps
from tinkernet.discovery import discover
from tinkernet.refusal import RefusalError
from tinkernet.runtime import preflight
from tinkernet.runtime.limits import Limits

_KINDS = ("script", "notebook", "weights", "onnx")


def export(
    lab: Annotated[str, typer.Argument(help="The lab's id, as `tinkernet labs` lists it.")],
    out: Annotated[Path, typer.Option(file_okay=False, help="The folder to write into.")],
    preset: PresetName = "",
    settings: Changes = None,
    steps: Steps = None,
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(_KINDS)}.")] = "script",
    folder: LabsFolder = None,
) -> None:
    """Train one lab and write its run as plain PyTorch, a notebook, its weights or an ONNX net."""
    entry = discover(folder).entry(lab)
    config = config_of(entry, preset, settings or [])
    check("--steps", steps, 0)
    preflight.check(entry, entry.lab.Config.parse(config), Limits())
    # Only now: it needs torch, for which a wrong option need not wait.
    from tinkernet.takeaway.kind import KINDS, Kind
    from tinkernet.takeaway.takeaway import Takeaway

    kinds: dict[str, Kind] = {each: each for each in KINDS}
    wanted = kinds.get(kind)
    if wanted is None:
        raise RefusalError(f"--kind must be one of {', '.join(KINDS)}; {kind[:40]!r} came.", "kind")
    reproduces = wanted in {"script", "notebook"}
    takeaway = Takeaway(
        entry.lab, config, step=steps, title=preset or entry.page.title, reproduces=reproduces
    )
    takeaway.work(math.inf)
    name, content = takeaway.bundle(wanted)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    except OSError as error:
        raise RefusalError(f"Nothing can be written to {out}: {error.strerror}.", "out") from error
    typer.echo(str(out / name))
