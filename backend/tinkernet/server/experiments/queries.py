"""How cards are looked for and put in order."""

import re
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select

from tinkernet.server.experiments.experiment import METRIC_PATTERN
from tinkernet.server.experiments.rows import blobs, experiments
from tinkernet.server.experiments.trouble import StoreError

#: `-` before it: the other way round.
SORT_PATTERN = rf"^-?(changed_at|saved_at|name|step|metric:{METRIC_PATTERN})$"


def folded(*texts: str) -> str:
    """Text in which upper and lower case and other spellings of a sign are the same."""
    joined = "\n".join(texts).replace("\0", "")
    return unicodedata.normalize("NFKC", joined).casefold()


def listed(owner: str, search: str = "", lab: str = "", state: str = "") -> Select[Any]:
    """The cards of an owner that have every word of `search` somewhere, deleted ones left out."""
    found = cards().where(experiments.c.owner == owner, experiments.c.deleted_at.is_(None))
    for word in folded(search).split():
        found = found.where(experiments.c.words.contains(word, autoescape=True))
    if lab:
        found = found.where(experiments.c.lab == lab)
    return found.where(experiments.c.state == state) if state else found


def in_order(found: Select[Any], sort: str) -> Select[Any]:
    """`found` sorted; those without the number come last, and the order never wavers.

    Raises:
        StoreError: if it cannot be sorted so.
    """
    if not re.match(SORT_PATTERN, sort):
        raise StoreError(
            "sort must be changed_at, saved_at, name, step or metric:NAME, with - before it for "
            "the other way round.",
            "sort",
            422,
        )
    key = _key(sort.removeprefix("-"))
    ordered = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(ordered.nulls_last(), experiments.c.id)


def cards() -> Select[Any]:
    """All columns of a card; which parts there are, without reading them."""
    columns = [c for c in experiments.c if c.name not in {"words", "config", "code"}]
    return select(*columns, _has("checkpoint"), _has("thumbnail"))


def counted(found: Select[Any]) -> Select[Any]:
    """How many there are, without their order."""
    ids: Subquery = found.with_only_columns(experiments.c.id).order_by(None).subquery()
    return select(func.count()).select_from(ids)


def _key(name: str) -> ColumnElement[Any]:
    if name.startswith("metric:"):
        return experiments.c.metrics[name.removeprefix("metric:")].as_float()
    # `words` begins with the name, folded: B does not come before a.
    return experiments.c["words" if name == "name" else name]


def _has(kind: str) -> ColumnElement[bool]:
    part = exists().where(blobs.c.experiment == experiments.c.id, blobs.c.kind == kind)
    return part.label(f"has_{kind}")
