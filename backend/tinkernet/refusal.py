"""Bad input as a sentence: the field, the rule, what came and what to do."""

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails


class RefusalError(ValueError):
    """Input that is not taken. `field` names the control or message field, or is empty."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def refusal(
    error: ValidationError,
    names: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
) -> RefusalError:
    """The first complaint of a validation as a sentence.

    `names` maps fields to the words the learner sees, e.g. `lr` to `Learning rate η`; `rules`
    maps them to what they take, e.g. `must be a number from 0.0001 to 3`.
    """
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    field = next((part for part in path if names and part in names), path[-1] if path else "")
    rule = (rules or {}).get(field) if first["type"] != "extra_forbidden" else None
    name = (names or {}).get(field, field or "The message")
    return RefusalError(f"{name} {rule or _rule(first)}{_came(first)}", field)


def _rule(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "greater_than_equal":
            return f"must be at least {context['ge']:g}"
        case "greater_than":
            return f"must be more than {context['gt']:g}"
        case "less_than_equal":
            return f"must be at most {context['le']:g}"
        case "extra_forbidden":
            return "is not a known field: take it out, or check its spelling"
        case "missing":
            return "is missing: give it a value"
        case "literal_error":
            return f"must be one of {context['expected']}"
        case "float_type" | "int_type" | "float_parsing" | "int_parsing" | "int_from_float":
            kind = "a whole number" if error["type"].startswith("int") else "a number"
            return f"must be {kind}"
        case "finite_number":
            return "must be a finite number"
        case "bool_type":
            return "must be true or false"
        case "string_too_long" | "too_long":
            return f"must have at most {context['max_length']} entries or characters"
        case _:
            return f"is not right: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _came(error: ErrorDetails) -> str:
    if error["type"] in {"extra_forbidden", "missing"}:
        return "."
    return f"; {_short(error.get('input'))} came."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
