"""What can go wrong with the store, as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from tinkernet.refusal import RefusalError

#: SQLite's primary result codes (sqlite.org/rescode.html), by what can be done about them.
_BUSY = frozenset({5, 6})
_NOT_WRITABLE = frozenset({8, 14})
_DAMAGED = frozenset({11, 26})
_FULL = frozenset({10, 13})


class StoreError(RefusalError):
    """A refusal of the store; `status` is the HTTP status that says the same."""

    def __init__(self, message: str, field: str = "", status: int = 409) -> None:
        super().__init__(message, field)
        self.status = status


def missing() -> StoreError:
    """Nothing is saved under that id, or no more."""
    return StoreError(
        "There is no saved experiment at this address: it was deleted, or the address is not "
        "complete.",
        "id",
        404,
    )


def not_yours() -> StoreError:
    """Somebody else's experiment can be read, not changed."""
    return StoreError(
        "Only who saved an experiment can rename or delete it: open it and save a copy.", "id", 403
    )


def damaged(place: str, what: str) -> StoreError:
    """The file is there, and cannot be trusted."""
    return StoreError(
        f"The database {place} is damaged ({what}). Put a copy of it aside, then restore a backup "
        "or choose another file with --db.",
        "db",
        503,
    )


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turns what a database says in this block into a sentence about `place`.

    Raises:
        StoreError: if it cannot be read or written.
    """
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DBAPIError, OSError) as error:
        raise _sentence(error, place) from error


def _sentence(error: DBAPIError | OSError, place: str) -> StoreError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return StoreError(f"The disk with {place} is full ({cause}): free some space.", "db", 507)
    if code in _NOT_WRITABLE:
        return StoreError(
            f"Nothing can be saved: {place} cannot be opened for writing. Choose another place "
            "with --db.",
            "db",
            507,
        )
    if code in _DAMAGED:
        return damaged(place, str(cause))
    if code in _BUSY:
        return StoreError(f"The database {place} is busy: try again in a moment.", "db", 503)
    return StoreError(f"The database {place} cannot be used: {_brief(cause)}.", "db", 503)


def _brief(cause: object) -> str:
    return " ".join(str(cause).split())[:200].rstrip(".") or type(cause).__name__
