"""A text cut into words, with a window that slides over it; or a text of the learner's own."""

from typing import Literal

from pydantic import Field

from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class Tokens(Panel):
    """`texts` in reading order; `ids`: int32 (N,), their place in the vocabulary, -1 for unknown.
    `roles`: uint8 (N,), 0 plain, 1 centre, 2 context, 3 sampled negative (not of the text: these
    come last), 4 left out. `ends`: int32, the tokens that end a sentence. `weights`: float32 (N,),
    0..1 tints a token, or None. `direction`: of the script.

    `editable`: the learner may type a text of at most `most_characters`; `typed` is the one typed
    last. The window stands at place `at` of `steps`, and is moved by a `Goto`; `steps` 0: it is not
    moved."""

    kind: Literal["tokens"] = "tokens"
    texts: list[str]
    ids: Array
    roles: Array
    ends: Array | None = None
    weights: Array | None = None
    direction: Literal["ltr", "rtl", "auto"] = "auto"
    editable: bool = False
    most_characters: int = 0
    typed: str = ""
    placeholder: str = ""
    at: int = 0
    steps: int = 0


class TypeText(Gesture):
    """The learner's own text, in place of the packaged one; an empty text brings that back."""

    type: Literal["type_text"] = "type_text"
    text: str = Field(max_length=50_000)


class Ask(Gesture):
    """A question in words: one word for its neighbours, `a - b + c` for an analogy."""

    type: Literal["ask"] = "ask"
    text: str = Field(max_length=200)
