"""Asks a Tinkernet over plain HTTP what it has to show."""

import urllib.request

import orjson
from pydantic import ValidationError

from tinkernet.lab import LabPage
from tinkernet.refusal import RefusalError

_PATIENCE_SECS = 30.0
#: Never through a proxy: the server is on this machine.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask_labs(server: str) -> list[str]:
    """The ids of all labs there; raises like `ask_lab`."""
    try:
        return [str(card["id"]) for card in orjson.loads(_get(server, "/api/labs"))]
    except (orjson.JSONDecodeError, TypeError, KeyError) as error:
        raise _stranger(server) from error


def ask_lab(server: str, lab: str) -> LabPage:
    """What a lab offers.

    Raises:
        RefusalError: if no Tinkernet answers there.
    """
    try:
        return LabPage.model_validate_json(_get(server, f"/api/labs/{lab}"))
    except ValidationError as error:
        raise _stranger(server) from error


def _get(server: str, path: str) -> bytes:
    if not server.startswith(("http://", "https://")):
        raise RefusalError(
            f"server must be an address such as http://127.0.0.1:8000; {server!r} came.", "server"
        )
    try:
        with _OPENER.open(server + path, timeout=_PATIENCE_SECS) as answer:
            return answer.read()
    except (OSError, ValueError) as error:
        raise RefusalError(
            f"No Tinkernet answers at {server} ({error}). Leave out `server`, and one is started.",
            "server",
        ) from error


def _stranger(server: str) -> RefusalError:
    return RefusalError(
        f"What answers at {server} is no Tinkernet of this version: update both.", "server"
    )
