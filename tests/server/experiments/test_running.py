"""A run is saved, followed while it trains, and goes on from where it stood."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from safetensors.numpy import load

from tests.live_server import LiveServer, live_server
from tests.server.experiments.saved import PNG
from tests.server.page import Page

PATIENCE_SECS = 30.0
WIDTH = {"width": 6, "steps": 20_000}
PNG_BASE64 = b64encode(PNG).decode()


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    with live_server() as server:
        yield server


@pytest.fixture
def ask(server: LiveServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers={"origin": server.url}, timeout=30) as client:
        yield client


@pytest.fixture
def page(server: LiveServer) -> Iterator[Page]:
    with Page(server) as page:
        yield page


def save(ask: httpx.Client, run: str, **fields: Any) -> dict[str, Any]:
    """What the server says of a run that it saved."""
    answer = ask.post("/api/experiments", json={"run": run, "name": "Mine", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def told(ask: httpx.Client, id: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the store says of one, once it is so."""
    end = time.monotonic() + PATIENCE_SECS
    while not wanted(now := ask.get(f"/api/experiments/{id}").json()):
        assert time.monotonic() < end, now
        time.sleep(0.1)
    return now


def stop(page: Page, run: str) -> int:
    """Pause; the step at which the run stands."""
    page.say(type="pace", run=run, playing=False, speed=None)
    return page.next_message("status", run=run, state="paused")["step"]


def resumed(page: Page, ask: httpx.Client, id: str, *, playing: bool) -> tuple[str, dict[str, Any]]:
    """The run that goes on from a saved one, joined, and its first frame."""
    answer = ask.post(f"/api/experiments/{id}/resume", json={"playing": playing})
    assert answer.status_code == 200, answer.text
    run = answer.json()["run"]
    page.say(type="join", tag="again", run=run, film=True)
    return run, page.next_message("frame", run=run)


def loss_at(ask: httpx.Client, id: str) -> dict[int, float]:
    """The saved losses by step."""
    curves = ask.get(f"/api/experiments/{id}/curves").json()
    column = curves["names"].index("loss")
    rows = zip(curves["steps"], curves["rows"], strict=True)
    return {step: row[column] for step, row in rows if row[column] is not None}


def test_a_paused_run_is_saved_as_it_stands_and_comes_back_there(
    page: Page, ask: httpx.Client
) -> None:
    run = page.open(config=WIDTH, speed=200)
    page.pass_step(run, 250)
    step = stop(page, run)
    card = save(ask, run, note="first", preset="forward-backward", hash="preset=forward-backward")
    assert (card["state"], card["step"], card["note"]) == ("paused", step, "first")
    assert card["lab_title"] == "Bend the boundary"
    assert card["metrics"]["loss"] > 0
    details = ask.get(f"/api/experiments/{card['id']}").json()
    assert details["config"]["width"] == 6
    again, frame = resumed(page, ask, card["id"], playing=False)
    assert again != run
    assert frame["step"] == step
    assert frame["metrics"]["whole"]
    assert "test_loss" in frame["metrics"]["names"]
    status = page.heard[-1]
    assert (status["state"], status["config"]["width"]) in {("paused", 6), ("starting", 6)}


def test_what_goes_on_is_the_run_that_was_saved_bit_for_bit(page: Page, ask: httpx.Client) -> None:
    run = page.open(config={**WIDTH, "opt": "adam", "dropout": 0.2}, speed=200)
    page.pass_step(run, 250)
    page.say(type="set", run=run, config={"lr": 0.02})
    page.next_message("changed", run=run)
    stop(page, run)
    first = save(ask, run)
    again, _ = resumed(page, ask, first["id"], playing=False)
    for each in (run, again):
        page.say(type="pace", run=each, playing=True, speed=200)
    losses = []
    for each in (run, again):
        page.pass_step(each, first["step"] + 150)
        stop(page, each)
        losses.append(loss_at(ask, save(ask, each)["id"]))
    common = [step for step in losses[0] if step in losses[1] and step > first["step"]]
    assert len(common) > 50
    assert [losses[0][step] for step in common] == [losses[1][step] for step in common]


def test_a_run_that_trains_is_followed_until_it_stops(page: Page, ask: httpx.Client) -> None:
    run = page.open(config=WIDTH, speed=200)
    card = save(ask, run)
    assert card["state"] == "running"
    told(ask, card["id"], lambda now: now["step"] > card["step"])
    step = stop(page, run)
    assert told(ask, card["id"], lambda now: now["state"] == "paused")["step"] == step
    page.say(type="pace", run=run, playing=True, speed=200)
    page.pass_step(run, step + 50)
    assert ask.get(f"/api/experiments/{card['id']}").json()["step"] == step


def test_a_lab_that_is_only_looked_at_is_saved_as_it_stands(page: Page, ask: httpx.Client) -> None:
    run = page.open("conv-arith")
    assert save(ask, run)["state"] == "paused"


def test_a_restart_is_another_run_and_the_saved_one_stays(page: Page, ask: httpx.Client) -> None:
    run = page.open(config=WIDTH, speed=200)
    page.pass_step(run, 40)
    card = save(ask, run)
    page.say(type="restart", run=run, config={"width": 3})
    now = told(ask, card["id"], lambda now: now["state"] == "paused")
    assert now["step"] >= card["step"]
    assert now["config"]["width"] == 6


def test_its_last_state_is_a_safetensors_file(page: Page, ask: httpx.Client) -> None:
    run = page.open(config=WIDTH, speed=200)
    page.pass_step(run, 300)
    stop(page, run)
    card = save(ask, run, thumbnail=PNG_BASE64)
    assert card["has_thumbnail"]
    assert card["has_checkpoint"]
    file = ask.get(f"/api/experiments/{card['id']}/state.safetensors")
    assert "tree" in load(file.content)


def test_killed_without_a_word_nothing_acknowledged_is_lost_and_it_goes_on(tmp_path: Path) -> None:
    arguments = ("--db", str(tmp_path / "kept.db"))
    with live_server(*arguments) as server, Page(server) as page:
        origin = {"origin": server.url}
        with httpx.Client(base_url=server.url, headers=origin, timeout=30) as ask:
            run = page.open(config=WIDTH, speed=200)
            card = save(ask, run)
            before = told(ask, card["id"], lambda now: now["step"] > card["step"] + 300)
            server.kill()
    with live_server(*arguments) as server, Page(server) as page:
        origin = {"origin": server.url}
        with httpx.Client(base_url=server.url, headers=origin, timeout=30) as ask:
            now = ask.get(f"/api/experiments/{card['id']}").json()
            assert now["state"] == "interrupted"
            assert now["step"] >= before["step"]
            run, frame = resumed(page, ask, card["id"], playing=True)
            assert frame["step"] >= now["step"]
            page.pass_step(run, now["step"] + 100)


def test_a_run_that_cannot_be_saved_is_refused_with_a_sentence(
    page: Page, ask: httpx.Client
) -> None:
    nobodys = ask.post("/api/experiments", json={"run": "0" * 32, "name": "Mine"})
    assert (nobodys.status_code, nobodys.json()["field"]) == (404, "run")
    run = page.open()
    empty = ask.post("/api/experiments", json={"run": run, "name": " \u200b "})
    assert (empty.status_code, empty.json()["field"]) == (422, "name")
    wrong = ask.post("/api/experiments", json={"run": run, "name": "a", "thumbnail": "<svg>"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "thumbnail")
    axes = [{"control": "width", "values": [2, 3]}]
    page.say(type="open", tag="s", lab="mlp", fresh=True, sweep={"axes": axes})
    sweep = page.next_message("status", tag="s")["run"]
    refused = ask.post("/api/experiments", json={"run": sweep, "name": "a"})
    assert "open one of its cells" in refused.json()["message"]
