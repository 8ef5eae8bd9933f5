"""Where saved experiments lie: a file of SQLite, or a database by its URL."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from tinkernet.refusal import RefusalError

_SQLITE = ("sqlite:///", "sqlite+aiosqlite:///")
_POSTGRES = ("postgresql://", "postgres://", "postgresql+asyncpg://")


@dataclass(frozen=True, slots=True)
class Place:
    """`file` for SQLite, else `url` for PostgreSQL; exactly one of them is given. `chosen`: the
    owner of the server asked for it, so that it must work."""

    file: Path | None = None
    url: str = ""
    chosen: bool = True

    def __str__(self) -> str:
        """As it may be shown to anybody: without the password."""
        return str(self.file) if self.file else self.url.rpartition("@")[2].rpartition("/")[2]


def default_file() -> Path:
    """A file in the user's own data folder."""
    return user_data_path("tinkernet", appauthor=False) / "tinkernet.db"


def read_place(db: str | None) -> Place:
    """The place that `--db` names: a path or a URL; None for the default.

    Raises:
        RefusalError: if it is a URL of another kind of database.
    """
    if not db:
        return Place(file=default_file(), chosen=False)
    for prefix in _SQLITE:
        if db.startswith(prefix):
            return Place(file=Path(db.removeprefix(prefix)).absolute())
    for prefix in _POSTGRES:
        if db.startswith(prefix):
            return Place(url="postgresql+asyncpg://" + db.removeprefix(prefix))
    if "://" in db:
        kind = db.partition("://")[0][:40]
        raise RefusalError(
            f"--db takes the path of a file, or postgresql+asyncpg://user@host/name; {kind}:// "
            "came.",
            "db",
        )
    return Place(file=Path(db).absolute())
