"""A net laid out brick by brick, with the shape after each: a plan the learner builds with."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel

BrickKind = Literal["conv", "pool", "batchnorm", "flatten", "gap", "gmp", "dense"]


class Setting(Message):
    """One number or word of a brick that the learner may change, such as the kernel's side f.
    `options`: the values there are, as texts, in order; `value`: the one it has."""

    name: str
    symbol: str
    label: str
    value: str
    options: list[str]


class Brick(Message):
    """One layer. `text` names it ("conv 3x3, 16 filters"), `shape` is what comes out of it
    (height, width, channels or just units; empty where nothing can). `parameters` are its weights
    and biases, `products` the multiplications for one example. `movable`: whether it may be moved
    and removed. `unit_ids` as in the picture grids: the first unit's number and how many."""

    kind: BrickKind
    text: str
    shape: list[int] = []
    parameters: int = 0
    products: int = 0
    settings: list[Setting] = []
    movable: bool = True
    first_unit: int = -1
    units: int = 0


class Bricks(Panel):
    """`shape`: of the input. `bricks` in the order in which the input runs through them. `at`: the
    brick that is looked at (its filters, its maps), -1 for none. `choices`: the kinds that may be
    added. `problem`: at which brick the net becomes impossible (-1 for nowhere); `caution` says
    why."""

    kind: Literal["bricks"] = "bricks"
    shape: list[int]
    bricks: list[Brick]
    at: int = -1
    choices: list[BrickKind] = []
    problem: int = -1


class AddBrick(Gesture):
    """Put a new brick of `brick` kind at place `at`: before the one that stands there."""

    type: Literal["add_brick"] = "add_brick"
    at: int = Field(ge=0, le=32)
    brick: BrickKind


class RemoveBrick(Gesture):
    """Take the brick at place `at` away."""

    type: Literal["remove_brick"] = "remove_brick"
    at: int = Field(ge=0, le=32)


class MoveBrick(Gesture):
    """Move the brick at place `at` to place `to`, counted without it."""

    type: Literal["move_brick"] = "move_brick"
    at: int = Field(ge=0, le=32)
    to: int = Field(ge=0, le=32)


class SetBrick(Gesture):
    """Give the setting `name` of the brick at place `at` the value `value`."""

    type: Literal["set_brick"] = "set_brick"
    at: int = Field(ge=0, le=32)
    name: str = Field(max_length=32)
    value: str = Field(max_length=32)


class LookAtBrick(Gesture):
    """Look at the brick at place `at`: its filters and maps are drawn."""

    type: Literal["look_at_brick"] = "look_at_brick"
    at: int = Field(ge=0, le=32)
