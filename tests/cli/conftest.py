"""Runs the command line as a person does."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
LABS = Path(__file__).parents[1] / "server" / "labs"


@pytest.fixture
def tinkernet() -> Command:
    """`tinkernet(...)` runs the program to its end, with the lab `hill` there too."""

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tinkernet", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return command
