"""What the learner's hand does to a convolutional net: bricks, drawings, where one looks."""

from dataclasses import replace

from tinkernet.kit import drawn_pixels
from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_plan import MOST_BRICKS, Brick, decode, encode
from tinkernet.kit.cnn_reasons import mistaken
from tinkernet.kit.cnn_view import View
from tinkernet.panels import (
    AddBrick,
    Draw,
    Gesture,
    Goto,
    LookAtBrick,
    MoveBrick,
    OpenCell,
    Pick,
    RemoveBrick,
    SetBrick,
)
from tinkernet.panels.bricks import BrickKind
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError

_NEW = {
    "conv": Brick("conv", 8, 3), "pool": Brick("pool", kernel=2, stride=2),
    "dense": Brick("dense", 32), "batchnorm": Brick("batchnorm"), "flatten": Brick("flatten"),
    "gap": Brick("gap"), "gmp": Brick("gmp"),
}  # fmt: skip


def done(view: View, panel: str, gesture: Gesture) -> Config:
    """The changes of the config by a gesture.

    Raises:
        RefusalError: for one that makes no sense here.
    """
    match gesture:
        case AddBrick() | RemoveBrick() | MoveBrick() | SetBrick():
            return _built(view.config, gesture)
        case LookAtBrick():
            return {"layer": gesture.at, "unit": 0, "cell": 0}
        case Draw():
            return {"drawing": drawn_pixels.encode(gesture)}
        case OpenCell():
            size = len(view.classes)
            if max(gesture.row, gesture.col) >= size:
                raise RefusalError(f"The table has {size} rows and columns.", "opened")
            closes = min(gesture.row, gesture.col) < 0
            return {"opened": -1 if closes else gesture.row * size + gesture.col}
        case Goto():
            return {"cell": gesture.at}
        case Pick() if panel == "mistakes":
            row = mistaken(view, gesture.id)
            return {"example": row, "drawing": ""} if row >= 0 else {}
        case Pick() if panel in {"maps", "likes"}:
            return {"unit": max(0, gesture.id), "cell": 0}
        case Pick() if panel == "filters":
            return {"layer": max(0, view.conv), "unit": max(0, gesture.id), "cell": 0}
        case _:
            raise RefusalError(f"{panel} cannot be changed by hand in this lab.")


def _built(config: CnnConfig, gesture: AddBrick | RemoveBrick | MoveBrick | SetBrick) -> Config:
    bricks = list(config.net.bricks)
    last = len(bricks) - 1
    is_new = isinstance(gesture, AddBrick)
    if gesture.at > last or (gesture.at == last and not is_new):
        raise RefusalError(
            "The last brick, the classes, stays where it is; the others can be moved.", "bricks"
        )
    match gesture:
        case AddBrick():
            if last >= MOST_BRICKS:
                raise RefusalError(f"A net has at most {MOST_BRICKS} bricks.", "bricks")
            bricks.insert(gesture.at, _NEW[gesture.brick])
        case RemoveBrick():
            del bricks[gesture.at]
        case MoveBrick():
            bricks.insert(min(gesture.to, last - 1), bricks.pop(gesture.at))
        case SetBrick():
            bricks[gesture.at] = _set(bricks[gesture.at], gesture.name, gesture.value)
    text = encode(bricks)
    decode(text, len(config.classes))
    return {"plan": "own", "bricks": text}


def _set(brick: Brick, name: str, value: str) -> Brick:
    kinds: dict[str, set[BrickKind]] = {
        "filters": {"conv"}, "units": {"dense"}, "kernel": {"conv", "pool"}, "stride": {"conv"},
        "padding": {"conv"}, "depth": {"conv"}, "mode": {"pool"},
    }  # fmt: skip
    if brick.kind not in kinds.get(name, set()):
        raise RefusalError(f"{brick.words} has no {name}.", "bricks")
    match name, value:
        case "padding", "same" | "valid":
            return replace(brick, padding=value)
        case "mode", "max" | "avg":
            return replace(brick, mode=value)
        case "depth", "fits":
            return replace(brick, depth=0)
        case (("padding" | "mode"), _):
            raise RefusalError(f"{name} has no value {value!r}.", "bricks")
    if not value.isdecimal():
        raise RefusalError(f"{name} must be a whole number, not {value!r}.", "bricks")
    number = int(value)
    if name == "kernel" and brick.kind == "pool":
        return replace(brick, kernel=number, stride=number)
    field = {"filters": "size", "units": "size"}.get(name, name)
    return replace(brick, **{field: number})
