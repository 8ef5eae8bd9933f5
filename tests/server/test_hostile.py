"""Bad and evil input over a real websocket: a sentence for it, and nobody else is disturbed."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson
import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from tests.live_server import LiveServer
from tests.server.page import Page

STRANGER = "f" * 32


@pytest.fixture(autouse=True)
def _nobody_else_is_disturbed(neighbour: Page) -> Iterator[None]:
    """Before and after each test somebody else's run trains on."""
    run = neighbour.open("hill", speed=50)
    before = neighbour.next_message("frame", run=run)["step"]
    yield
    neighbour.say(type="ping", sent=7)
    while (after := neighbour.next()) is not None and after.get("sent") != 7:
        pass
    neighbour.pass_step(run, before)
    neighbour.say(type="close", run=run)


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"ping","sent":NaN}', '{"type":"ping","sent":Infinity}',
        '{"type":"ping","sent":1e999}', '{"type":"ping","sent":"1"}', '{"type":"ping","sent":true}',
        '{"type":"ping","sent":1,"and":2}', '{"type":"ping","sent":' + "9" * 5000 + "}",
        '{"type":"launch"}', "[]", "not json", "", "[" * 50_000, '{"a":' * 5_000,
        f'{{"type":"pace","run":"{STRANGER}","playing":"yes"}}',
        '{"type":"open","tag":"a","lab":"hill","speed":1e99}',
        '{"type":"open","tag":"a","lab":"../../etc/passwd"}',
        '{"type":"open","tag":"a","lab":"hill","preset":"nothing"}',
        "\\ud800", "\x00\x01", '{"type":"drawn","run":"x","frame":0}',
    ],
)  # fmt: skip
def test_nonsense_gets_a_sentence(page: Page, text: str) -> None:
    refused = page.refusal(text)
    assert 10 < len(refused["message"]) < 700
    assert refused["message"].endswith(".")


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"lr": "0.1"}, "lr"), ({"lr": True}, "lr"), ({"lr": -1}, "lr"), ({"lr": 1e9}, "lr"),
        ({"lr": [1]}, "lr"), ({"side": 10**6}, "side"), ({"side": 2.5}, "side"),
        ({"side": -3}, "side"), ({"seed": 10**18}, "seed"), ({"seed": "one"}, "seed"),
        ({"epochs": 10**9}, "epochs"), ({"layers": [1] * 10_000}, "layers"),
        ({"fault": 3}, "fault"), ({"__class__": "x"}, "__class__"),
    ],
)  # fmt: skip
def test_a_control_out_of_range_is_named_with_its_rule(
    page: Page, config: dict[str, Any], field: str
) -> None:
    said = {"type": "open", "tag": "mine", "lab": "hill", "config": config}
    refused = page.refusal(orjson.dumps(said).decode())
    assert refused["field"] == field
    assert refused["tag"] == "mine"


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"width": 10**6}, "width"), ({"depth": 10**4}, "depth"), ({"widths": [10**6]}, "widths"),
        ({"widths": [8] * 10_000}, "widths"), ({"steps": 10**9}, "steps"), ({"lr": 1e9}, "lr"),
        ({"lr": "fast"}, "lr"), ({"batch": 10**8}, "batch"), ({"m": 10**9}, "m"),
        ({"act": "nonsense"}, "act"), ({"points": "x" * 60_000}, "points"),
    ],
)  # fmt: skip
def test_a_net_beyond_all_bounds_is_refused(page: Page, config: dict[str, Any], field: str) -> None:
    said = {"type": "open", "tag": "mine", "lab": "mlp", "config": config}
    refused = page.refusal(orjson.dumps(said).decode())
    assert refused["field"] == field
    assert len(refused["message"]) < 700


@pytest.mark.parametrize(
    "csv", ["", "x,y,label", "a,b,c\n" * 9, "1,2", "1e999,2,0", "1,2,0\n" * 9_000, "\x00", "=1+1"]
)
def test_a_table_that_is_none_is_refused_and_the_run_goes_on(page: Page, csv: str) -> None:
    page.say(type="open", tag="a", lab="mlp", speed=50, fresh=True, config={"steps": 20_000})
    run = page.next_message("status")["run"]
    step = page.next_message("frame", run=run)["step"]
    page.say(type="act", run=run, panel="boundary", gesture={"type": "paste", "csv": csv})
    assert 10 < len(page.next_message("refused", run=run)["message"]) < 700
    page.pass_step(run, step)


def test_a_live_change_out_of_range_leaves_the_run_as_it_was(page: Page) -> None:
    run = page.open("hill")
    said = {"type": "set", "run": run, "config": {"lr": 1e9}}
    refused = page.refusal(orjson.dumps(said).decode())
    assert refused["run"] == run
    assert "0.0001 to 100" in refused["message"]
    page.say(type="set", run=run, config={"lr": 0.02})
    assert page.next_message("changed", run=run)["config"]["lr"] == 0.02


@pytest.mark.parametrize("kind", ["set", "restart", "pace", "advance", "show", "drawn", "act"])
def test_somebody_elses_run_cannot_be_touched(page: Page, server: LiveServer, kind: str) -> None:
    with Page(server) as owner:
        run = owner.open("hill", speed=50)
        more: dict[str, object] = {
            "set": {"config": {"lr": 0.5}},
            "pace": {"playing": False},
            "show": {"panels": []},
            "drawn": {"frame": 0},
            "act": {"panel": "field", "gesture": {"type": "pick", "id": 0}},
        }.get(kind, {})
        page.say(type=kind, run=run, **more)
        step = owner.next_message("frame", run=run)["step"]
        if kind != "drawn":
            assert page.next_message("refused", run=run)["message"]
        owner.pass_step(run, step)
        page.say(type="ping", sent=1)
        assert page.next_message("pong")["sent"] == 1


def test_a_run_that_never_was_is_refused(page: Page) -> None:
    for kind in ("join", "close", "advance"):
        page.say(type=kind, run=STRANGER, **({"tag": "a"} if kind == "join" else {}))
    page.say(type="ping", sent=1)
    assert page.next_message("pong")["sent"] == 1


def test_bytes_are_refused_with_a_sentence(page: Page) -> None:
    assert "bytes" in page.refusal(b'{"type":"ping","sent":1}')["message"]


def test_a_message_of_100_megabytes_ends_its_own_socket_only(
    page: Page, server: LiveServer
) -> None:
    before = server.rss_mb()
    with suppress(ConnectionClosed, ConnectionError):
        page.socket.send("x" * 100_000_000)
    assert page.close_code() in {1009, 1006}
    assert server.rss_mb() - before < 20


def test_a_message_of_just_too_many_bytes_is_closed_with_1009(page: Page) -> None:
    page.socket.send("x" * 65_537)
    assert page.close_code() == 1009


def test_a_flood_is_warned_once_and_then_closed(page: Page) -> None:
    with suppress(ConnectionClosed):
        for _ in range(400):
            page.say(type="close", run=STRANGER)
    assert page.close_code() == 1008
    assert sum(message.get("field") == "rate" for message in page.heard) == 1


def test_a_page_that_acknowledges_at_frame_rate_is_no_flood(page: Page) -> None:
    for number in range(500):
        page.say(type="drawn", run=STRANGER, frame=number)
    page.say(type="ping", sent=3)
    assert page.next_message("pong")["sent"] == 3


def test_text_that_is_not_unicode_ends_its_own_socket_only(page: Page) -> None:
    page.socket.send(b"\xff\xfe", text=True)
    assert page.close_code() == 1007


def test_a_killed_worker_is_told_and_the_run_comes_back(page: Page, server: LiveServer) -> None:
    run = page.open("hill", speed=50)
    step = page.next_message("frame", run=run)["step"]
    for worker in server.children():
        if _is_worker(worker):
            worker.kill()
    lost = page.next_message("status", run=run, state="lost")
    assert lost["message"]
    page.next_message("status", run=run, state="running")
    page.pass_step(run, step)


def _is_worker(process: psutil.Process) -> bool:
    """A process that only ever forks is the template; workers have no children."""
    try:
        return not process.children() and "tracker" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False
