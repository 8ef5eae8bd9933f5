"""What a learner asked for in Python, checked against what a lab offers."""

import math
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from numbers import Integral, Real
from typing import Any

from tinkernet.control import Control
from tinkernet.lab import LabPage, Preset
from tinkernet.protocol import Config, ConfigValue
from tinkernet.refusal import RefusalError

_LONGEST = 40
_MOST_NAMED = 6


def known_lab(lab: object, labs: list[str]) -> str:
    """The id of a lab.

    Raises:
        RefusalError: if there is none of that name, with the nearest.
    """
    if lab in labs:
        return str(lab)
    near = _nearest(str(lab), labs)
    hint = f"did you mean {near[0]}? There are" if near else "there are"
    raise RefusalError(f"There is no lab called {_short(lab)}; {hint} {_listed(labs)}.", "lab")


def known_preset(preset: object, page: LabPage) -> str:
    """The name of one of the lab's presets, or nothing for none.

    Raises:
        RefusalError: if the lab has none of that name, with the nearest.
    """
    names = [each.name for each in page.presets]
    if preset == "" or preset in names:
        return str(preset)
    near = _near_presets(str(preset), page.presets)
    known = f"near it: {_listed(near)}" if near else f"it has {_listed(names) or 'none'}"
    takes = [c.name for c in page.controls if any(o.value == preset for o in c.options)]
    hint = f" For the control of that value write {takes[0]}={preset!r}." if takes else ""
    raise RefusalError(
        f"The lab {page.id} has no preset {_short(preset)}; {known}.{hint}", "preset"
    )


def known_values(values: Mapping[str, object], page: LabPage) -> Config:
    """The values of controls as the lab takes them.

    Raises:
        RefusalError: with the control, what it takes and what came.
    """
    controls = {control.name: control for control in page.controls}
    return {name: _value(_control(name, controls, page), value) for name, value in values.items()}


def _control(name: str, controls: dict[str, Control], page: LabPage) -> Control:
    if name in controls:
        return controls[name]
    # By its words as well: learning_rate is lr.
    words = {each.label.lower().replace(" ", "_"): each.name for each in controls.values()}
    near = _nearest(name.lower(), [*controls, *words])
    shown = [each.name for each in controls.values() if not each.hidden]
    hint = f"did you mean {words.get(near[0], near[0])}? It has" if near else "it has"
    known = _listed(shown, most=len(shown))
    raise RefusalError(f"The lab {page.id} has no control {_short(name)}; {hint} {known}.", name)


def _value(control: Control, value: object) -> ConfigValue:
    taken = _taken(control, value)
    if taken is not None:
        return taken
    name = f"{control.label} {control.symbol}".strip()
    raise RefusalError(f"{name} {control.rule}; {_short(value)} came.", control.name)


def _taken(control: Control, value: Any) -> ConfigValue | None:
    """The value in the form that travels, numpy's numbers as Python's; None if it is none."""
    match control.scale:
        case "linear" | "log":
            is_right = isinstance(value, Real) and _is_within(control, float(value))
            return float(value) if is_right and not isinstance(value, bool) else None
        case "int" | "log_int":
            is_right = isinstance(value, Integral) and _is_within(control, int(value))
            return int(value) if is_right and not isinstance(value, bool) else None
        case "choice":
            return value if any(option.value == value for option in control.options) else None
        case "switch":
            return value if isinstance(value, bool) else None
        case "text":
            return value if isinstance(value, str) else None
        case "widths":
            return _widths(control, value)


def _widths(control: Control, value: object) -> list[int] | list[str] | None:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return None
    entries = list(value)
    numbers = [int(each) for each in entries if isinstance(each, Integral)]
    if len(numbers) == len(entries) and min(numbers, default=0) >= 0:
        return numbers
    default = control.default
    holds_words = isinstance(default, list) and any(isinstance(each, str) for each in default)
    words = [each for each in entries if isinstance(each, str)]
    return words if holds_words and len(words) == len(entries) else None


def _is_within(control: Control, number: float) -> bool:
    low = control.lo is None or number >= control.lo
    return math.isfinite(number) and low and (control.hi is None or number <= control.hi)


def _near_presets(name: str, presets: list[Preset]) -> list[str]:
    """Those that are spelled alike or hold the name, then those that set a control to it."""
    names = [each.name for each in presets]
    alike = _nearest(name, names)
    holding = [each for each in names if name and name in each]
    using = [each.name for each in presets if name in each.config.values()]
    return list(dict.fromkeys([*alike, *holding, *using]))


def _nearest(name: str, names: Iterable[str]) -> list[str]:
    return get_close_matches(name, list(names), n=3, cutoff=0.6)


def _listed(names: list[str], most: int = _MOST_NAMED) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
