"""`tinkernet doctor`: looks at this machine and says what to do where something is missing."""

import asyncio
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import orjson
import typer

from tinkernet.cli.options import AsJson
from tinkernet.cli.serve import check_database
from tinkernet.refusal import RefusalError
from tinkernet.server.experiments.place import read_place
from tinkernet.server.listening import listen
from tinkernet.server.pages import page_is_built
from tinkernet.server.settings import read_settings

_MEMORY_MB = 1500
_WARM_SECS = 120.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table. `todo`: what would cure it, empty if all is well."""

    name: str
    ok: bool
    found: str
    todo: str = ""


def doctor(
    as_json: AsJson = False,
    db: Annotated[
        str | None, typer.Option(metavar="PATH", help="Where experiments are saved.")
    ] = None,
    warm: Annotated[
        bool, typer.Option("--warm/--no-warm", help="Start a worker too; takes some seconds.")
    ] = True,
) -> None:
    """Check that everything Tinkernet needs is there; ends with 1 if something is not."""
    findings: list[Finding] = []
    for look in _looks(db, warm):
        findings.append(look())
        if not as_json:
            typer.echo(_row(findings[-1]))
    if as_json:
        typer.echo(orjson.dumps([asdict(finding) for finding in findings]))
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _looks(db: str | None, warm: bool) -> Iterator[Callable[[], Finding]]:
    yield _python
    yield lambda: _package("torch", "2.7")
    yield lambda: _package("numba", "0.62")
    yield _cores
    yield _memory
    yield _page
    yield _port
    yield lambda: _database(db)
    if warm:
        yield _worker


def _row(finding: Finding) -> str:
    mark = "ok " if finding.ok else "NO "
    todo = f"  → {finding.todo}" if finding.todo else ""
    return f"{mark} {finding.name:10} {finding.found}{todo}"


def _python() -> Finding:
    found = platform.python_version()
    ok = sys.version_info >= (3, 11)
    return Finding("python", ok, found, "" if ok else "Install Python 3.11 or newer.")


def _package(name: str, least: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "missing", f"pip install '{name}>={least}'")


def _cores() -> Finding:
    count = os.cpu_count() or 1
    return Finding("cores", True, f"{count}, one worker on each")


def _memory() -> Finding:
    if not hasattr(os, "sysconf") or "SC_AVPHYS_PAGES" not in os.sysconf_names:
        return Finding("memory", True, "unknown on this system")
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    todo = "" if free >= _MEMORY_MB else f"Close something: {_MEMORY_MB} MB are comfortable."
    return Finding("memory", not todo, f"{free} MB free", todo)


def _page() -> Finding:
    if page_is_built():
        return Finding("page", True, "built")
    return Finding("page", False, "not built", "Run `make run`, or install a released wheel.")


def _port() -> Finding:
    try:
        wanted = read_settings().port
        with listen(read_settings().host, wanted) as listener:
            found = listener.getsockname()[1]
    except RefusalError as error:
        return Finding("port", False, "none", error.message)
    taken = f"{wanted} is taken, {found} is free" if wanted not in {found, 0} else f"{found} free"
    return Finding("port", True, taken)


def _database(db: str | None) -> Finding:
    try:
        wanted = db or read_settings().db
        check_database(wanted)
        place = read_place(wanted)
    except RefusalError as error:
        return Finding("db", False, "cannot be used", error.message)
    if not place.chosen:
        return Finding("db", True, f"{place}, made when it is needed")
    return Finding("db", True, f"{place} can be written" if place.file else str(place))


def _worker() -> Finding:
    from tinkernet.discovery import discover
    from tinkernet.runtime.launcher import LaunchError
    from tinkernet.runtime.limits import Limits
    from tinkernet.runtime.runs import Runs
    from tinkernet.server.serving import launcher

    async def warm() -> float:
        limits = Limits(workers=1)
        started = time.monotonic()
        async with Runs(discover(), limits, launcher(None, limits)) as runs:
            await asyncio.wait_for(runs.until_ready(), _WARM_SECS)
        return time.monotonic() - started

    try:
        return Finding("worker", True, f"warm after {asyncio.run(warm()):.1f} s")
    except (LaunchError, TimeoutError) as error:
        return Finding("worker", False, str(error) or "not warm", "Look at the lines above.")
