"""The project's own source files, read once, for the tests that count and compare them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "backend" / "tinkernet"
PAGE = ROOT / "frontend" / "src"
GENERATED = {PAGE / "protocol.ts"}

_FOLDERS = ("backend", "bench", "frontend", "tests")
_NOT_OURS = {"node_modules", "peers", "static", "__pycache__", ".venv", ".svelte-kit"}


@cache
def sources(*suffixes: str) -> tuple[Path, ...]:
    """All files we wrote that end in one of `suffixes`; generated ones are left out."""
    found = (path for folder in _FOLDERS for path in _walk(ROOT / folder))
    return tuple(sorted(p for p in found if p.suffix in suffixes and p not in GENERATED))


def short(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and path.name not in _NOT_OURS:
            yield from _walk(path)
        elif path.is_file():
            yield path
