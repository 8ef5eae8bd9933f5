"""Saved experiments over plain HTTP, asked of a real server."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live_server import LiveServer, live_server
from tests.server.experiments.saved import ANN, PNG, experiment, opened
from tinkernet.server.experiments.experiment import Blobs, Card

NOBODYS = "0" * 11


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of this file saves; the tests put experiments there themselves."""
    return tmp_path_factory.mktemp("saved") / "saved.db"


@pytest.fixture(scope="module")
def server(file: Path) -> Iterator[LiveServer]:
    with live_server("--db", str(file)) as server:
        yield server


def put(file: Path, blobs: Blobs, **changes: Any) -> Card:
    """Save one beside the running server."""

    async def save() -> Card:
        async with opened(file) as store:
            return await store.save(experiment(**changes), blobs)

    return asyncio.run(save())


@pytest.fixture
def card(file: Path) -> Card:
    """One of the person at the machine, with everything."""
    return put(file, Blobs(checkpoint=b"w" * 99, thumbnail=PNG), name="Wüste / <a>", note="n")


@pytest.fixture
def ask(server: LiveServer) -> Iterator[httpx.Client]:
    """A page of the server, which may change things."""
    with httpx.Client(base_url=server.url, headers={"origin": server.url}, timeout=30) as client:
        yield client


def test_one_can_be_found_read_and_taken_away(ask: httpx.Client, card: Card) -> None:
    found = ask.get("/api/experiments", params={"search": "wüste", "lab": "mlp"}).json()
    assert card.id in {each["id"] for each in found["experiments"]}
    assert found["total"] >= 1
    told = ask.get(f"/api/experiments/{card.id}").json()
    assert (told["config"], told["code"], told["note"]) == (experiment().config, "c0de", "n")
    assert (told["hash"], told["mine"]) == (card.hash, True)
    assert "owner" not in told
    picture = ask.get(f"/api/experiments/{card.id}/thumbnail.png")
    assert (picture.headers["content-type"], picture.content) == ("image/png", PNG)
    state = ask.get(f"/api/experiments/{card.id}/state.safetensors")
    name = f'attachment; filename="W-ste-a-{card.id}.safetensors"'
    assert (state.headers["content-disposition"], state.content) == (name, b"w" * 99)


def test_one_is_renamed_deleted_and_brought_back(ask: httpx.Client, card: Card) -> None:
    path = f"/api/experiments/{card.id}"
    assert ask.patch(path, json={"name": " Other "}).json()["name"] == "Other"
    assert ask.patch(path, json={"note": "a\nb"}).json()["note"] == "a\nb"
    assert ask.delete(path).json()["deleted_at"]
    assert ask.get(path).status_code == ask.delete(path).status_code == 404
    assert ask.get(f"/s/{card.id}").status_code == 404
    assert ask.post(f"{path}/undelete").json()["deleted_at"] is None
    assert ask.get(path).json()["name"] == "Other"


def test_a_short_link_is_the_page(ask: httpx.Client, card: Card) -> None:
    known, unknown = ask.get(f"/s/{card.id}"), ask.get(f"/s/{NOBODYS}")
    assert (known.status_code, unknown.status_code) == (200, 404)
    assert '<div id="app">' in known.text
    assert ask.get("/s/%00'--").status_code in {400, 404}


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        (f"/api/experiments/{NOBODYS}", 404, "id"),
        (f"/api/experiments/{NOBODYS}/thumbnail.png", 404, "id"),
        (f"/api/experiments/{NOBODYS}/state.safetensors", 404, "id"),
        ("/api/experiments/x", 422, "id"), ("/api/experiments?limit=201", 422, "limit"),
        ("/api/experiments?offset=-1", 422, "offset"), ("/api/experiments?sort=owner", 422, "sort"),
        ("/api/experiments?state=gone", 422, "state"), ("/api/experiments?lab=../x", 422, "lab"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_sentence(
    ask: httpx.Client, path: str, status: int, field: str
) -> None:
    answer = ask.get(path)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert answer.json()["message"].endswith(".")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"name":""}', "name"), ('{"name":"a\\u0000"}', "name"), ('{"name":7}', "name"),
        ('{"owner":""}', "owner"), ("[]", ""), ('{"name":"' + "x" * 121 + '"}', "name"),
    ],
)  # fmt: skip
def test_a_bad_name_is_a_sentence(ask: httpx.Client, card: Card, body: str, field: str) -> None:
    kind = {"content-type": "application/json"}
    answer = ask.patch(f"/api/experiments/{card.id}", content=body, headers=kind)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_another_site_and_a_form_change_nothing(ask: httpx.Client, card: Card) -> None:
    path = f"/api/experiments/{card.id}"
    assert ask.delete(path, headers={"origin": "http://evil.example"}).status_code == 403
    assert ask.patch(path, data={"name": "x"}).status_code == 415
    assert ask.get(path).json()["name"] == card.name


def test_somebody_elses_can_be_read_and_not_changed(ask: httpx.Client, file: Path) -> None:
    hers = put(file, Blobs(), owner=ANN)
    path = f"/api/experiments/{hers.id}"
    assert ask.get(path).json()["mine"] is False
    for answer in (ask.patch(path, json={"name": "x"}), ask.delete(path)):
        assert answer.status_code == 403
        assert answer.json()["message"].endswith(".")
    assert ANN not in ask.get(path).text + ask.get("/api/experiments").text


def test_a_restart_finds_all_and_interrupts_what_ran(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    saved = put(file, Blobs(rows=b"r"), state="running")
    with live_server("--db", str(file)) as server:
        told = server.http.get(f"/api/experiments/{saved.id}").json()
        assert told["state"] == "interrupted"
        server.kill()
    with live_server("--db", str(file)) as server:
        assert server.http.get(f"/api/experiments/{saved.id}").json() == told


def test_a_server_whose_default_folder_cannot_be_written_serves_and_says_why() -> None:
    with live_server(env={"TINKERNET_DB": "", "XDG_DATA_HOME": "/proc/nowhere"}) as server:
        assert server.http.get("/api/labs").status_code == 200
        answer = server.http.get("/api/experiments")
        assert (answer.status_code, answer.json()["field"]) == (503, "db")
        assert "/proc/nowhere" in answer.json()["message"]
        assert server.http.get(f"/s/{NOBODYS}").status_code == 503
        assert re.search("nothing can be saved", server.log)


def test_a_database_of_a_newer_release_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    put(file, Blobs())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RuntimeError, match="newer release of Tinkernet") as caught:
        LiveServer("--db", str(file))
    assert "Traceback" not in str(caught.value)
