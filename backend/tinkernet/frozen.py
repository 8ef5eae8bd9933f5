"""The state of a lab as one safetensors file: arrays as tensors, all else as JSON, no pickle."""

import importlib
import json
from functools import reduce
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

#: Only what these packages define may be named in a state, and of Python itself only these.
_PACKAGES = frozenset({"tinkernet", "tinkernet_user_labs", "torch", "numpy", "collections"})
_BUILT_IN = frozenset({
    "builtins.bytearray", "builtins.complex", "builtins.dict", "builtins.frozenset",
    "builtins.getattr", "builtins.list", "builtins.object", "builtins.range", "builtins.set",
    "builtins.slice", "copyreg.__newobj__", "copyreg._reconstructor", "functools.partial",
})  # fmt: skip
_TREE = "tree"
_PROTOCOL = 4


class FrozenError(ValueError):
    """A state that cannot be frozen, or bytes that hold no state."""


def freeze(state: Any) -> bytes:
    """`state` as the bytes of a safetensors file; what is shared within it stays shared.

    Raises:
        FrozenError: for what cannot be written, e.g. an open file or a lambda.
    """
    writer = _Writer()
    try:
        text = json.dumps(writer.tree(state), separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise FrozenError(f"this state cannot be frozen: {error}") from error
    return save({**writer.arrays, _TREE: np.frombuffer(text.encode(), np.uint8)})


def thaw(data: bytes) -> Any:
    """What was frozen, as a copy.

    Raises:
        FrozenError: if the bytes are not those of a state, or name what is not known here.
    """
    try:
        arrays = load(data)
        tree = json.loads(arrays.pop(_TREE).tobytes())
        return _Reader(arrays).value(tree)
    except (SafetensorError, LookupError, TypeError, AttributeError, ValueError) as error:
        raise FrozenError(f"this is no state that can be thawed: {error}") from error


def _check_name(name: str) -> None:
    if name.partition(".")[0] not in _PACKAGES and name not in _BUILT_IN:
        raise FrozenError(f"{name} is not among what a state may name")


class _Writer:
    """Walks through a state; a thing met again is written as its number."""

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}
        self._numbers: dict[int, int] = {}
        # What is made while writing must live on, for its address is its name.
        self._met: list[Any] = []

    def tree(self, value: Any) -> Any:
        """`value` as JSON: what JSON has no word for is a list that begins with its kind."""
        if value is None or type(value) in (bool, int, str):
            return value
        if type(value) is float:
            return value if np.isfinite(value) else ["float", repr(value)]
        if id(value) in self._numbers:
            return ["again", self._numbers[id(value)]]
        self._numbers[id(value)] = len(self._met)
        self._met.append(value)
        return self._node(value)

    def _node(self, value: Any) -> list[Any]:
        match value:
            case list() | tuple() | set() | frozenset() | bytes() if type(value).__module__ == (
                "builtins"
            ):
                return [type(value).__name__, [self.tree(each) for each in value]]
            case dict() if type(value) is dict:
                return ["dict", self._pairs(value.items())]
            case np.ndarray() if value.dtype.kind in "OU":
                return ["words", value.dtype.str, value.shape, self.tree(value.ravel().tolist())]
            case np.ndarray() | np.generic():
                kind = "array" if isinstance(value, np.ndarray) else "number"
                return [kind, self._array(np.asarray(value))]
            case torch.Tensor():
                kind = "parameter" if isinstance(value, torch.nn.Parameter) else "tensor"
                grad = self.tree(value.grad) if value.is_leaf else None
                values = self._array(value.detach().numpy())
                return [kind, values, value.requires_grad, grad]
            case torch.Generator():
                return ["dice", self._array(value.get_state().numpy())]
            case np.random.Generator():
                return ["rng", self.tree(value.bit_generator.state)]
            case type() | FunctionType() | BuiltinFunctionType():
                return self._name(value.__module__, value.__qualname__)
            case _:
                return self._object(value)

    def _object(self, value: Any) -> list[Any]:
        """Any other object, as copying takes it apart."""
        parts = value.__reduce_ex__(_PROTOCOL)
        if isinstance(parts, str):
            return self._name(value.__module__, parts)
        make, arguments, state, items, pairs, *_ = (*parts, None, None, None, None)
        return [
            "object", self.tree(make), self.tree(arguments), self.tree(state),
            [self.tree(item) for item in items or ()], self._pairs(pairs or ()),
        ]  # fmt: skip

    def _pairs(self, pairs: Any) -> list[list[Any]]:
        return [[self.tree(key), self.tree(value)] for key, value in pairs]

    def _name(self, module: str, name: str) -> list[Any]:
        _check_name(f"{module}.{name}")
        if "<" in name:
            raise FrozenError(f"{module}.{name} has no name of its own")
        return ["name", module, name]

    def _array(self, values: NDArray[Any]) -> str:
        name = f"array{len(self.arrays)}"
        # A single number would become a row of one.
        self.arrays[name] = np.ascontiguousarray(values).reshape(values.shape)
        return name


class _Reader:
    """Builds a state again, numbering what it meets as the writer did."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self._met: list[Any] = []

    def value(self, tree: Any) -> Any:
        """What `tree` stands for."""
        if not isinstance(tree, list):
            return tree
        match tree:
            case ["float", text]:
                return float(text)
            case ["again", number]:
                return self._met[number]
        place = len(self._met)
        self._met.append(None)
        return self._made(tree, place)

    def _made(self, tree: list[Any], place: int) -> Any:
        match tree:
            case ["list", items]:
                made: Any = self._note(place, [])
                made.extend(self.value(item) for item in items)
            case ["dict", pairs]:
                made = self._note(place, {})
                made.update((self.value(key), self.value(value)) for key, value in pairs)
            case ["object", make, arguments, *rest]:
                made = self._note(place, self.value(make)(*self.value(arguments)))
                self._fill(made, *rest)
            case _:
                made = self._note(place, self._whole(tree))
        return made

    def _note(self, place: int, value: Any) -> Any:
        self._met[place] = value
        return value

    def _whole(self, tree: list[Any]) -> Any:
        """What is there at once, with nothing to be filled in."""
        match tree:
            case [("tuple" | "set" | "frozenset" | "bytes") as kind, items]:
                make = {"tuple": tuple, "set": set, "frozenset": frozenset, "bytes": bytes}[kind]
                return make([self.value(item) for item in items])
            case ["words", dtype, shape, words]:
                return np.array(self.value(words), dtype).reshape(shape)
            case ["array", name]:
                return self._arrays[name].copy()
            case ["number", name]:
                return self._arrays[name][()]
            case [("parameter" | "tensor") as kind, name, wants_grad, grad]:
                return self._tensor(kind, name, self.value(grad), wants_grad=wants_grad)
            case ["dice", name]:
                dice = torch.Generator()
                dice.set_state(torch.from_numpy(self._arrays[name].copy()))
                return dice
            case ["rng", state]:
                return _rng(self.value(state))
            case ["name", module, name]:
                return self._named(module, name)
        raise FrozenError(f"{str(tree)[:40]} is no part of a state")

    def _tensor(self, kind: str, name: str, grad: Any, *, wants_grad: bool) -> torch.Tensor:
        values = torch.from_numpy(self._arrays[name].copy())
        made = torch.nn.Parameter(values, wants_grad) if kind == "parameter" else values
        made.requires_grad_(wants_grad)
        made.grad = grad
        return made

    def _named(self, module: str, name: str) -> Any:
        _check_name(f"{module}.{name}")
        return reduce(getattr, name.split("."), importlib.import_module(module))

    def _fill(self, made: Any, state: Any, items: list[Any], pairs: list[list[Any]]) -> None:
        inner = self.value(state)
        if hasattr(made, "__setstate__"):
            if inner is not None:
                made.__setstate__(inner)
        else:
            plain, slots = inner if isinstance(inner, tuple) else (inner, None)
            if plain:
                vars(made).update(plain)
            for name, value in (slots or {}).items():
                object.__setattr__(made, name, value)
        for item in items:
            made.append(self.value(item))
        for key, value in pairs:
            made[self.value(key)] = self.value(value)


def _rng(state: dict[str, Any]) -> np.random.Generator:
    bits = getattr(np.random, state["bit_generator"])()
    bits.state = state
    return np.random.Generator(bits)
