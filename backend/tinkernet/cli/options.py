"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
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
