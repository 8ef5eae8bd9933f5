"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
PresetName = Annotated[str, typer.Option("--preset", help="Start from this preset.")]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Change a control; may be repeated."),
]
Steps = Annotated[int | None, typer.Option(help="How many steps; else until the lab is done.")]
LabsFolder = Annotated[
    Path | None,
    typer.Option(
        "--labs",
        metavar="DIR",
        envvar="TINKERNET_LABS",
        exists=True,
        file_okay=False,
        help="A folder with labs of your own; each is a Python file that will be run.",
    ),
]
