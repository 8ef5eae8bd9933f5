"""The websocket of an ordinary page."""

import pytest
from websockets import Origin
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.live_server import LiveServer
from tests.server.page import Page
from tinkernet import __version__
from tinkernet.protocol import PROTOCOL_VERSION


def test_the_first_word_is_hello(page: Page) -> None:
    assert page.greeting == {"type": "hello", "version": PROTOCOL_VERSION, "release": __version__}


def test_a_ping_is_answered_with_the_same_number(page: Page) -> None:
    page.say(type="ping", sent=12.5)
    assert page.next_message("pong")["sent"] == 12.5


def test_messages_are_not_compressed(page: Page) -> None:
    assert page.socket.protocol.extensions == []


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_a_page_from_elsewhere_is_told_why_it_may_not_connect(
    server: LiveServer, origin: str | None
) -> None:
    given = Origin(origin) if origin else None
    with pytest.raises(InvalidStatus) as caught, connect(server.ws_url, origin=given):
        pass
    assert caught.value.response.status_code == 403
    assert b'"field":"origin"' in (caught.value.response.body or b"")


def test_a_run_starts_trains_and_tells_its_numbers(page: Page) -> None:
    page.say(type="open", tag="mine", lab="hill", fresh=True)
    status = page.next_message("status", tag="mine")
    first = page.next_message("frame", run=status["run"])
    second = page.next_message("frame", run=status["run"])
    assert status["lab"] == "hill"
    assert second["frame"] > first["frame"]
    assert second["step"] >= first["step"]
    assert first["metrics"]["whole"]


def test_a_live_change_is_confirmed_with_its_step(page: Page) -> None:
    run = page.open("hill")
    page.say(type="set", run=run, config={"lr": 0.02})
    changed = page.next_message("changed", run=run)
    assert changed["config"]["lr"] == 0.02
    assert [change["name"] for change in changed["changes"]] == ["lr"]
    assert page.next_message("frame", run=run)["step"] >= changed["step"]


def test_a_page_that_lost_its_connection_comes_back_to_the_same_run(server: LiveServer) -> None:
    with Page(server) as before:
        run = before.open("hill")
        step = before.next_message("frame", run=run)["step"]
    with Page(server) as after:
        after.say(type="join", tag="again", run=run)
        assert after.next_message("status", run=run, tag="again")["step"] >= step
        frame = after.next_message("frame", run=run)
        assert frame["step"] >= step
        assert frame["metrics"]["whole"]


def test_a_divergence_is_told_as_a_lesson(page: Page) -> None:
    page.say(type="open", tag="a", lab="hill", preset="too-far", speed=None, fresh=True)
    divergence = page.next_message("status", state="diverged")["divergence"]
    assert divergence["reason"]
    assert divergence["last_loss"] is not None


def test_a_lab_that_fails_shows_its_traceback(page: Page) -> None:
    page.say(type="open", tag="a", lab="hill", config={"fault": "raise"}, fresh=True)
    failed = page.next_message("status", state="failed")
    assert "the ball fell off the table" in failed["traceback"]
    assert failed["message"]
