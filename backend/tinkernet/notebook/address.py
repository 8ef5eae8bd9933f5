"""The address of a bench with its settings in the hash, as `frontend/src/hash.ts` reads it."""

from collections.abc import Mapping
from urllib.parse import quote

from tinkernet.protocol import ConfigValue

#: What `encodeURIComponent` leaves as it is; commas read better than their escapes.
_PLAIN = "!~*'(),"


def bench_url(
    server: str,
    lab: str,
    *,
    preset: str = "",
    config: Mapping[str, ConfigValue] | None = None,
    dress: Mapping[str, str] | None = None,
) -> str:
    """The bench of `lab` at `server`. `dress`: how the page looks, such as `theme` or `embed`."""
    parts = [_part("p", preset)] if preset else []
    parts += [_part(name, value_text(value)) for name, value in (config or {}).items()]
    parts += [_part(name, text) for name, text in (dress or {}).items()]
    return f"{server}/lab/{quote(lab)}" + (f"#{'&'.join(parts)}" if parts else "")


def value_text(value: ConfigValue) -> str:
    """A value as the address writes it."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ",".join(map(str, value))
        case _:
            return str(value)


def _part(name: str, text: str) -> str:
    return f"{quote(name, safe=_PLAIN)}={quote(text, safe=_PLAIN)}"
