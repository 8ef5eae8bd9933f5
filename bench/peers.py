"""Other people's programs, cloned beside ours and never committed."""

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "peers"
CLONE_SECS = 60


def cloned(name: str, address: str) -> Path | None:
    """The folder bench/peers/<name>, cloned from `address` if it is not there; None if it cannot
    be had. Where there is no network it may be placed by hand."""
    folder = FOLDER / name
    if folder.is_dir():
        return folder
    FOLDER.mkdir(exist_ok=True)
    command = ["git", "clone", "--quiet", "--depth", "1", address, str(folder)]
    try:
        subprocess.run(command, check=True, timeout=CLONE_SECS, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return folder


def packaged(name: str, version: str) -> Path | None:
    """The folder of an npm package under bench/peers, installed if it is not there; None if it
    cannot be had."""
    folder = FOLDER / "node_modules" / name
    if folder.is_dir():
        return folder
    FOLDER.mkdir(exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        return None
    command = [
        npm,
        "install",
        "--silent",
        "--no-save",
        "--prefix",
        str(FOLDER),
        f"{name}@{version}",
    ]
    try:
        subprocess.run(command, check=True, timeout=CLONE_SECS, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return folder if folder.is_dir() else None
