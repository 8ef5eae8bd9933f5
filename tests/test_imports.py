"""Dependencies point one way: read from the imports themselves."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.sources import PACKAGE, short, sources

#: For each part of the program, the parts it must not know.
STRANGERS = {
    "labs": {"runtime", "server", "discovery"},
    "kit": {"labs", "runtime", "server", "discovery"},
    "engine": {"labs", "kit", "panels", "lab", "runtime", "server", "discovery"},
    "panels": {"labs", "kit", "engine", "lab", "runtime", "server", "discovery", "protocol"},
    "lab": {"labs", "kit", "engine", "runtime", "server", "discovery"},
    "message": {"labs", "kit", "engine", "panels", "lab", "runtime", "server", "protocol"},
    "protocol": {"labs", "kit", "engine", "lab", "runtime", "server", "discovery"},
    "course": {"labs", "runtime", "server"},
    "recipe": {"labs", "kit", "engine", "panels", "lab", "runtime", "server", "discovery"},
    "takeaway": {"labs", "kit", "engine", "runtime", "server", "discovery"},
    "runtime": {"labs", "server", "notebook"},
    "server": {"labs", "notebook"},
    "notebook": {"labs", "server", "discovery"},
}


@pytest.mark.parametrize("part", STRANGERS)
def test_a_part_does_not_import_its_strangers(part: str) -> None:
    known = {
        f"{short(path)} imports {other}"
        for path in _program()
        if _part(path) == part
        for other in _imported(path) & STRANGERS[part]
    }
    assert not known


def test_the_parts_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in _program():
        graph.setdefault(_part(path), set()).update(_imported(path) - {_part(path)})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these parts import each other in a circle: {circle.args[1]}")


def test_one_broad_except_stands_around_the_lab_in_the_worker() -> None:
    broad = [
        short(path)
        for path in _program()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _catches_everything(node)
    ]
    assert len(broad) == 1, f"one place shows a lab's error to its author, not {broad}"
    assert broad[0].startswith("backend/tinkernet/runtime/")


def _program() -> list[Path]:
    return [path for path in sources(".py") if path.is_relative_to(PACKAGE)]


def _part(path: Path) -> str:
    """The package or module of `tinkernet` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    """The parts of `tinkernet` that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names.update(alias.name for alias in node.names)
            case ast.ImportFrom(module="tinkernet"):
                names.update(f"tinkernet.{alias.name}" for alias in node.names)
            case ast.ImportFrom(module=str(module)):
                names.add(module)
    return {name.split(".")[1] for name in names if name.startswith("tinkernet.")}


def _catches_everything(node: ast.AST) -> bool:
    match node:
        case ast.ExceptHandler(type=None):
            return True
        case ast.ExceptHandler(type=ast.Tuple(elts=kinds)):
            return any(_is_broad(kind) for kind in kinds)
        case ast.ExceptHandler(type=kind):
            return _is_broad(kind)
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=kinds):
            return any(_is_broad(kind) for kind in kinds)
        case _:
            return False


def _is_broad(kind: ast.AST | None) -> bool:
    return isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}
