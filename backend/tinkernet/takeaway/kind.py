"""The kinds of files that can be taken away of a run."""

from typing import Literal, get_args

Kind = Literal["script", "notebook", "weights", "onnx"]
KINDS: tuple[Kind, ...] = get_args(Kind)
