"""Everything that can be drawn: one file per kind, one line here per kind."""

from typing import Annotated

from pydantic import Field

from tinkernet.panels.bars import BarGroup, Bars, SetBar
from tinkernet.panels.bricks import (
    AddBrick,
    Brick,
    Bricks,
    LookAtBrick,
    MoveBrick,
    RemoveBrick,
    SetBrick,
    Setting,
)
from tinkernet.panels.cells import CellAxis, Cells
from tinkernet.panels.comp_graph import CompGraph, Link, Node, SetNode
from tinkernet.panels.confusion import Confusion, OpenCell
from tinkernet.panels.contour_path import Arrow, ContourPath, Drop, Spot
from tinkernet.panels.draw_pad import Draw, DrawPad, Guess
from tinkernet.panels.field2d import (
    Divider,
    Erase,
    Field2d,
    Flip,
    MoveLine,
    MovePoint,
    Paint,
    Paste,
    Pick,
)
from tinkernet.panels.image_grid import ImageGrid
from tinkernet.panels.line import Line, Series
from tinkernet.panels.matrix import Matrix, SetCell, Window
from tinkernet.panels.network_graph import Deepen, Layer, NetworkGraph, Resize, SetBias, SetWeight
from tinkernet.panels.panel import Gesture, Panel, Points
from tinkernet.panels.scatter2d import Curve, Scatter2d
from tinkernet.panels.scatter3d import Plane, Scatter3d
from tinkernet.panels.stat import Number, Stat
from tinkernet.panels.stepper import Goto, Stepper, Term, Working
from tinkernet.panels.surface3d import Surface3d, Trail
from tinkernet.panels.table import Column, Table
from tinkernet.panels.tokens import Ask, Tokens, TypeText

__all__ = [
    "AddBrick",
    "AnyGesture",
    "AnyPanel",
    "Arrow",
    "Ask",
    "BarGroup",
    "Bars",
    "Brick",
    "Bricks",
    "CellAxis",
    "Cells",
    "Column",
    "CompGraph",
    "Confusion",
    "ContourPath",
    "Curve",
    "Deepen",
    "Divider",
    "Draw",
    "DrawPad",
    "Drop",
    "Erase",
    "Field2d",
    "Flip",
    "Gesture",
    "Goto",
    "Guess",
    "ImageGrid",
    "Layer",
    "Line",
    "Link",
    "LookAtBrick",
    "Matrix",
    "MoveBrick",
    "MoveLine",
    "MovePoint",
    "NetworkGraph",
    "Node",
    "Number",
    "OpenCell",
    "Paint",
    "Panel",
    "Paste",
    "Pick",
    "Plane",
    "Points",
    "RemoveBrick",
    "Resize",
    "Scatter2d",
    "Scatter3d",
    "Series",
    "SetBar",
    "SetBias",
    "SetBrick",
    "SetCell",
    "SetNode",
    "SetWeight",
    "Setting",
    "Spot",
    "Stat",
    "Stepper",
    "Surface3d",
    "Table",
    "Term",
    "Tokens",
    "Trail",
    "TypeText",
    "Window",
    "Working",
]

AnyPanel = Annotated[
    Bars
    | Bricks
    | Cells
    | CompGraph
    | Confusion
    | ContourPath
    | DrawPad
    | Field2d
    | ImageGrid
    | Line
    | Matrix
    | NetworkGraph
    | Scatter2d
    | Scatter3d
    | Stat
    | Stepper
    | Surface3d
    | Table
    | Tokens,
    Field(discriminator="kind"),
]

AnyGesture = Annotated[
    Paint
    | Erase
    | Paste
    | Pick
    | MoveLine
    | MovePoint
    | Flip
    | SetWeight
    | SetBias
    | Resize
    | Deepen
    | SetBar
    | SetNode
    | Goto
    | Drop
    | Draw
    | SetCell
    | OpenCell
    | AddBrick
    | RemoveBrick
    | MoveBrick
    | SetBrick
    | LookAtBrick
    | TypeText
    | Ask,
    Field(discriminator="type"),
]
