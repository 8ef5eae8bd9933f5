"""Only the process that started the server has its loops watched there."""

from dataclasses import replace

import pytest

from tests.server.asking import HERE, ask
from tests.server.site_parts import idle_site
from tinkernet.server.app import create_app, guarded
from tinkernet.server.site import Site

SITE = replace(idle_site(), token="a-token-of-this-test")
KNOWN = {"authorization": f"Bearer {SITE.token}"}


async def status(
    site: Site = SITE, headers: dict[str, str] | None = None, client: str = "127.0.0.1"
) -> int:
    app = guarded(create_app(site), site)
    return (await ask(app, "/watch", "WS", headers, client)).status


async def test_a_notebook_with_the_token_is_let_in() -> None:
    assert await status(headers=KNOWN) == 101


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer another", "Bearer ключ"])
async def test_whoever_does_not_know_the_token_stays_outside(said: str) -> None:
    headers = {"authorization": said.encode().decode("latin-1")}
    assert await status(headers=headers) == 403


async def test_a_server_that_no_notebook_started_watches_nothing() -> None:
    assert await status(idle_site(), {"authorization": "Bearer "}) == 403
    assert await status(idle_site(), KNOWN) == 403


@pytest.mark.parametrize("client", ["192.168.1.7", "8.8.8.8", "testclient"])
async def test_the_token_is_worth_nothing_from_another_machine(client: str) -> None:
    assert await status(headers=KNOWN, client=client) == 403


async def test_a_page_of_elsewhere_is_turned_away_by_the_guard_even_with_the_token() -> None:
    assert await status(headers={**KNOWN, "origin": "http://evil.example"}) == 403
    assert await status(headers={**KNOWN, "origin": f"https://{HERE}"}) == 403


async def test_a_loop_that_nobody_watches_is_told_as_such() -> None:
    answer = await ask(guarded(create_app(SITE), SITE), f"/api/watched/{'0' * 32}")
    assert (answer.status, answer.field) == (404, "run")
    assert "no longer watched" in answer.message
