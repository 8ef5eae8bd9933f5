"""The controls of a lab, made from the fields of its Config."""

import types
from typing import Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import Field
from pydantic.fields import FieldInfo

from tinkernet.message import Message
from tinkernet.protocol import ConfigValue

Group = Literal["data", "network", "training", "regularisation", "view"]
Scale = Literal["linear", "log", "int", "log_int", "choice", "switch", "text", "widths"]


class Option(Message):
    """One choice: the value in the config and the words on the button."""

    value: str
    label: str


class Condition(Message):
    """True while the control `name` has one of `values`."""

    name: str
    values: list[ConfigValue]


class Control(Message):
    """What the page needs to draw one control. `lo`, `hi`: the allowed range of a number.

    `live`: takes effect while the run goes on; else a change restarts it. `shown`: all of these
    must be true for the control to be on screen. `hidden`: set by gestures in a panel, never
    drawn in the list. `pictures`: draw the options as small pictures of the data. `follows`: the
    metric whose newest value the control shows while the run moves it; empty for none.
    """

    name: str
    label: str
    symbol: str
    unit: str
    help: str
    group: Group
    scale: Scale
    default: ConfigValue
    lo: float | None
    hi: float | None
    options: list[Option]
    live: bool
    shown: list[Condition]
    hidden: bool
    pictures: bool
    follows: str = ""

    @property
    def rule(self) -> str:
        """What the field takes, as the end of a sentence."""
        match self.scale:
            case "linear" | "log":
                return f"must be a number from {self.lo:g} to {self.hi:g}"
            case "int" | "log_int":
                return f"must be a whole number from {self.lo:g} to {self.hi:g}"
            case "choice":
                return "must be one of " + ", ".join(option.value for option in self.options)
            case "switch":
                return "must be true or false"
            case "widths":
                return "must be a list of whole numbers, the units of each hidden layer"
            case "text":
                return "must be a text"


def control(
    default: ConfigValue,
    *,
    label: str,
    help: str,
    group: Group,
    scale: Scale,
    symbol: str = "",
    unit: str = "",
    lo: float | None = None,
    hi: float | None = None,
    live: bool = False,
    options: dict[str, str] | None = None,
    shown: dict[str, list[ConfigValue]] | None = None,
    hidden: bool = False,
    pictures: bool = False,
    follows: str = "",
) -> Any:
    """A field of a lab's Config together with its control; the arguments are `Control`'s.

    `options` maps values to labels (else the value is its own label); `shown` maps names of
    other controls to the values at which this one is on screen.
    """
    looks = {
        "label": label, "symbol": symbol, "unit": unit, "help": help, "group": group,
        "scale": scale, "live": live, "hidden": hidden, "pictures": pictures,
        "follows": follows,
        "options": options or {}, "shown": shown or {},
    }  # fmt: skip
    # Bounds of a list or a text are the lab's own business: pydantic's `le` is for numbers.
    numeric = scale in {"linear", "log", "int", "log_int"}
    return Field(
        default,
        ge=lo if numeric else None,
        le=hi if numeric else None,
        json_schema_extra={"control": looks},
    )


def control_of(name: str, field: FieldInfo) -> Control:
    """The control of one field.

    Raises:
        TypeError: if the field was not made by `control`.
    """
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or not isinstance(extra.get("control"), dict):
        raise TypeError(f"the field {name!r} of a Config must be made by control(...)")
    looks: Any = extra["control"]
    labels: dict[str, str] = looks["options"]
    shown: dict[str, list[ConfigValue]] = looks["shown"]
    values = [str(value) for value in _literals(field.annotation)]
    return Control(
        **{key: looks[key] for key in looks.keys() - {"options", "shown"}},
        name=name,
        default=field.default,
        lo=_bound(field, annotated_types.Ge),
        hi=_bound(field, annotated_types.Le),
        options=[Option(value=value, label=labels.get(value, value)) for value in values],
        shown=[Condition(name=other, values=list(these)) for other, these in shown.items()],
    )


def _bound(field: FieldInfo, kind: type[annotated_types.Ge] | type[annotated_types.Le]) -> Any:
    for mark in field.metadata:
        if isinstance(mark, kind):
            bound: Any = mark.ge if isinstance(mark, annotated_types.Ge) else mark.le
            return float(bound)
    return None


def _literals(annotation: object) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) in {Union, types.UnionType}:
        return tuple(value for part in get_args(annotation) for value in _literals(part))
    return ()
