"""`tinkernet serve`: starts the server and says where it is."""

import os
import signal
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from typing import Annotated

import typer

from tinkernet.cli.options import LabsFolder
from tinkernet.refusal import RefusalError
from tinkernet.server.addresses import lan_addresses
from tinkernet.server.experiments.place import read_place
from tinkernet.server.settings import Settings, read_settings

#: A server that was told to end and does not.
_PATIENCE_SECS = 10.0


def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; 0.0.0.0 for the whole network.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="The port to listen on, or the next free one. [8000]")
    ] = None,
    open_page: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = None,
    labs: LabsFolder = None,
    db: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="The file, or URL, where experiments are saved."),
    ] = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name this server also answers to; may be repeated."),
    ] = None,
    allowed_parent: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE", help="A site that may embed a bench; may be repeated."),
    ] = None,
    notebook: Annotated[
        bool, typer.Option("--notebook", hidden=True, help="For a process that started it.")
    ] = False,
) -> None:
    """Start the server and print its address; Ctrl+C ends it."""
    settings = read_settings(
        host=host, port=port, open=open_page, labs=labs, db=db, allowed_hosts=allowed_host,
        allowed_parents=allowed_parent, notebook=notebook,
    )  # fmt: skip
    check_database(settings.db)
    _limit_threads()
    _serve(settings, _token(settings))


def _token(settings: Settings) -> str:
    """What the notebook that started this server says to be known by; empty without one."""
    if not settings.notebook:
        return ""
    check_loopback(settings.host)
    # Not by argument or environment: those can be read by others on this machine.
    token = sys.stdin.readline().strip()
    threading.Thread(target=_end_with_input, daemon=True).start()
    return token


def _serve(settings: Settings, token: str) -> None:
    # Heavy imports wait until it is clear that they are needed.
    from tinkernet.discovery import discover
    from tinkernet.runtime.limits import Limits
    from tinkernet.server.listening import listen
    from tinkernet.server.logs import configure_logs
    from tinkernet.server.serving import serve_site

    configure_logs(settings.log_format)
    listener = listen(settings.host, settings.port)
    port = int(listener.getsockname()[1])
    catalogue = discover(settings.labs)
    for name, reason in catalogue.broken.items():
        typer.echo(f"{name} could not be loaded: {reason}", err=True)

    def ready() -> None:
        _announce(settings, port)

    if not serve_site(settings, catalogue, Limits(), listener, ready, token):
        raise RefusalError("Tinkernet could not start; the lines above say why.")


def check_loopback(host: str) -> None:
    """Whether only this machine can reach `host`.

    Raises:
        RefusalError: if others can: a notebook's server lets in what frames it, unasked.
    """
    if host not in {"127.0.0.1", "localhost", "::1"}:
        raise RefusalError(f"--notebook listens on this machine only, not on {host}.", "host")


def _end_with_input() -> None:
    """Ends the server when nobody holds its standard input any more: also after a kill -9."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE_SECS)
    os._exit(1)


def check_database(db: str | None) -> None:
    """Whether experiments can be saved at `db`, found out before the server starts; nothing is
    asked of the default place, nor yet of a database with a URL.

    Raises:
        RefusalError: if its folder is missing, not writable or full.
    """
    path = read_place(db).file
    if not db or path is None:
        return
    folder = path.absolute().parent
    probe = folder / f".{path.name}.{os.getpid()}.probe"
    try:
        probe.write_bytes(b"\0" * 4096)
    except OSError as error:
        raise RefusalError(
            f"--db {path}: nothing can be written in {folder} ({error.strerror}). Free some "
            "space there or choose another place.",
            "db",
        ) from error
    finally:
        if probe.exists():
            probe.unlink()
    if path.is_dir():
        raise RefusalError(f"--db {path} is a folder; name a file in it, e.g. {path}/tinkernet.db.")


def page_url(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown and shown[0] != '[' else shown}:{port}"


def _announce(settings: Settings, port: int) -> None:
    url = page_url(settings.host, port)
    lines = [f"Tinkernet is at {url}"]
    if settings.port and port != settings.port:
        lines.insert(0, f"Port {settings.port} is taken, so this is the next free one.")
    if settings.host in {"0.0.0.0", "::"}:
        lines += [f"In this network: {page_url(each, port)}" for each in lan_addresses()]
    with suppress(OSError):  # A full disk or a closed pipe is no reason not to serve.
        typer.echo("\n".join(lines))
    if settings.open:
        # A browser may take seconds to start, or be a text one that never returns.
        threading.Thread(target=_open, args=(url,), daemon=True).start()


def _open(url: str) -> None:
    has_screen = os.name == "nt" or sys.platform == "darwin"
    if has_screen or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(url)


def _limit_threads() -> None:
    """One thread a process: two on two busy cores are many times slower. Before any import."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
