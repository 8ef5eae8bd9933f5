"""Looks through code that was put together before anybody runs it."""

import ast
import math

#: All that a script imports.
_IMPORTED = {"math", "sys", "pathlib", "torch", "torch.nn", "safetensors.torch"}
#: Names that reach beyond numbers.
_FORBIDDEN = {
    "breakpoint", "compile", "delattr", "eval", "exec", "getattr", "globals", "input", "locals",
    "open", "setattr", "vars",
}  # fmt: skip


def checked(code: str) -> str:
    """`code` itself, once it is seen to import and name nothing but what a script needs.

    Raises:
        SyntaxError: if it is no Python.
        ValueError: if it reaches for anything else.
    """
    strangers = {name for node in ast.walk(ast.parse(code)) for name in _strangers(node)}
    if strangers:
        raise ValueError(f"a script has no use for {', '.join(sorted(strangers))}")
    return code


def _strangers(node: ast.AST) -> set[str]:
    match node:
        case ast.Import():
            return {alias.name for alias in node.names} - _IMPORTED
        case ast.ImportFrom():
            return {str(node.module)} - _IMPORTED
        case ast.Name(id=name):
            is_inner = name.startswith("__") and name != "__file__"
            return {name} if is_inner or name in _FORBIDDEN else set()
        case ast.Attribute(attr=name):
            return {name} if name.startswith("_") else set()
        case _:
            return set()


def apart(mine: float, theirs: float) -> float:
    """How far two losses are apart, as a share of theirs where that is more than 1. Two that ran
    away beyond all numbers are equal."""
    if not math.isfinite(theirs):
        return math.inf if math.isfinite(mine) else 0.0
    gap = abs(mine - theirs) / max(1.0, abs(theirs))
    return gap if math.isfinite(gap) else math.inf
