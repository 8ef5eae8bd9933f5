"""The house rules that can be counted."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import PACKAGE, PAGE, ROOT, short, sources

FILE_LINES = 300
FUNCTION_LINES = 40
LINE_LENGTH = 100
LAB_LINES = 150
COMPONENT_LINES = 150

NAMES_THAT_SAY_NOTHING = {
    "base", "handler", "helper", "helpers", "impl", "manager", "service", "util", "utils",
}  # fmt: skip
# Written in two halves, so that this file passes its own test.
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "type: " + "ignore", "pyright: " + "ignore")
UNTYPED = ("@ts-" + "ignore", "@ts-" + "expect-error", "@ts-" + "nocheck")
SOMEBODYS_FOLDER = re.compile(r"/(home|root|Users)/\w")
TOP_LEVEL = {
    "backend", "bench", "frontend", "tests", "CHANGELOG.md", "Dockerfile", "LICENSE", "Makefile",
    "README.md", "constraints.txt", "docker-compose.yml", "pyproject.toml",
}  # fmt: skip
MADE_BY_COMMANDS = {"build", "dist", "test-results"}


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {short(p): n for p in sources(".py", ".ts", ".svelte") if (n := _lines(p)) > FILE_LINES}
    assert not long, f"files of more than {FILE_LINES} lines: {long}"


def test_no_lab_is_longer_than_its_limit() -> None:
    labs = (p for p in sources(".py") if p.is_relative_to(PACKAGE / "labs"))
    long = {short(p): n for p in labs if (n := _lines(p)) > LAB_LINES}
    assert not long, f"labs of more than {LAB_LINES} lines: {long}"


def test_no_component_is_longer_than_its_limit() -> None:
    long = {short(p): n for p in sources(".svelte") if (n := _lines(p)) > COMPONENT_LINES}
    assert not long, f"components of more than {COMPONENT_LINES} lines: {long}"


def test_no_line_is_wider_than_the_page() -> None:
    wide = [
        f"{short(path)}:{number}"
        for path in sources(".py", ".ts", ".svelte", ".css", ".mjs")
        for number, line in enumerate(_text(path).splitlines(), 1)
        if len(line) > LINE_LENGTH
    ]
    assert not wide, f"lines of more than {LINE_LENGTH} characters: {wide}"


def test_no_python_function_is_longer_than_its_limit() -> None:
    long = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in sources(".py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long, f"functions of more than {FUNCTION_LINES} lines: {long}"


def test_no_typescript_function_is_longer_than_its_limit() -> None:
    files = "\n".join(str(p) for p in sources(".ts", ".svelte"))
    listed = subprocess.run(
        ["node", ROOT / "tests" / "functions.mjs"],
        input=files, capture_output=True, text=True, check=True,
    )  # fmt: skip
    long = [
        f"{short(Path(f['file']))}:{f['line']} {f['name']}"
        for f in json.loads(listed.stdout)
        if f["lines"] > FUNCTION_LINES
    ]
    assert not long, f"functions of more than {FUNCTION_LINES} lines: {long}"


def test_names_are_nouns_and_verbs_of_the_course() -> None:
    empty = [
        f"{short(path)}: {name}"
        for path in sources(".py", ".ts", ".svelte")
        for name in _names(path)
        if NAMES_THAT_SAY_NOTHING & set(_words(name))
    ]
    assert not empty, f"names that do not say what a thing is: {empty}"


def test_nothing_is_left_unfinished_or_unchecked() -> None:
    found = [
        f"{short(path)}: {word}"
        for path in sources(".py", ".ts", ".svelte", ".css", ".md", ".mjs")
        for word in (*UNFINISHED, *UNTYPED)
        if word in _text(path)
    ]
    assert not found


def test_typescript_knows_every_type() -> None:
    vague = re.compile(r"(:|\bas|<|\|)\s*any\b(?!-)")
    found = [
        f"{short(path)}:{number}"
        for path in sources(".ts", ".svelte")
        for number, line in enumerate(_text(path).splitlines(), 1)
        if vague.search(re.sub(r"//.*|^\s*/?\*.*|'[^']*'", "", line))
    ]
    assert not found, f"`any` hides what a value is: {found}"


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = [
        short(path)
        for path in sources(".py", ".ts", ".svelte", ".css", ".md", ".json", ".yaml", ".mjs")
        if SOMEBODYS_FOLDER.search(_text(path))
    ]
    assert not found


def test_every_module_begins_by_saying_what_it_is_for() -> None:
    silent = [short(p) for p in sources(".py") if _text(p).strip() and not _purpose(p)]
    silent += [short(p) for p in sources(".ts") if not _text(p).startswith(("/**", "// "))]
    assert not silent, f"modules without a first sentence: {silent}"


def test_the_top_level_holds_only_what_the_design_names() -> None:
    names = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    names = {name for name in names if not name.endswith(".egg-info")}
    assert names - MADE_BY_COMMANDS <= TOP_LEVEL


def test_every_file_on_the_journey_exists() -> None:
    readme = ROOT / "backend" / "README.md"
    named = re.findall(r"`([\w./-]+\.(?:py|ts|svelte|css|yaml|json))`", _text(readme))
    roots = (ROOT, ROOT / "backend", PACKAGE, ROOT / "frontend", PAGE)
    lost = [name for name in named if not any((root / name).is_file() for root in roots)]
    assert named, "backend/README.md names the files a slider move passes through"
    assert not lost, f"backend/README.md names files that do not exist: {lost}"


@pytest.mark.parametrize("lock", ["constraints.txt", "frontend/package-lock.json"])
def test_lock_files_name_no_address(lock: str) -> None:
    text = _text(ROOT / lock)
    assert '"resolved"' not in text
    assert "index-url" not in text
    assert "://" not in text if lock.endswith(".txt") else True


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _lines(path: Path) -> int:
    return len(_text(path).splitlines())


def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path), str(path))


def _purpose(path: Path) -> str:
    return ast.get_docstring(_tree(path)) or ""


def _names(path: Path) -> Iterator[str]:
    """The file's own name and those of the classes and functions defined in it."""
    yield path.stem
    if path.suffix == ".py":
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name
    else:
        yield from re.findall(r"\b(?:class|function|interface|type)\s+(\w+)", _text(path))


def _words(name: str) -> list[str]:
    """`OutboxManager2` and `outbox_manager` are both outbox, manager."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
