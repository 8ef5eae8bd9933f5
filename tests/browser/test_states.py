"""Waiting, failing, hanging and coming back, as a learner sees them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.bench import Bench
from tests.browser.watching import watched
from tests.serving import Address, quiet_environment, serving

LABS = Path(__file__).parent.parent / "labs_for_runtime"
#: One worker with room for two runs; who leaves while others wait is forgotten soon.
TIGHT = {
    "TINKERNET_WORKERS": "1",
    "TINKERNET_RUNS_PER_WORKER": "2",
    "TINKERNET_CROWDED_LINGER_SECS": "0.2",
    "TINKERNET_HANG_KILLED_SECS": "9",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A small server with labs that do what a lab must not do."""
    command = [sys.executable, "-m", "tinkernet", "serve", "--labs", str(LABS)]
    log = tmp_path_factory.mktemp("tight") / "server.log"
    with serving(command, log=log, env=quiet_environment(**TIGHT)) as address:
        yield address


@pytest.fixture
def context(browser: Browser, server: Address) -> Iterator[BrowserContext]:
    with watched(browser, server.url) as (context, _):
        yield context
        for page in context.pages:
            page.close()


def test_who_comes_too_many_sees_rank_and_wait_and_starts_when_a_place_is_free(
    context: BrowserContext,
) -> None:
    benches = [Bench(context.new_page()) for _ in range(5)]
    for seed, bench in enumerate(benches):
        bench.open(f"#seed={seed}", "counter")
        bench.until_state("running" if seed < 2 else "queued")
    ann, bob, cy, dan, eve = benches
    for bench, words in [(cy, "You are next"), (dan, "Number 2"), (eve, "Number 3 in the queue")]:
        expect(_notice(bench)).to_contain_text(words)
    expect(_notice(cy)).to_contain_text("Yours starts as soon as one is free.")
    ann.page.close()
    cy.until_state("running")
    expect(_notice(cy)).to_have_count(0)
    cy.grows()
    expect(_notice(dan)).to_contain_text("You are next")
    bob.page.close()
    dan.until_state("running")
    expect(_notice(eve)).to_contain_text("You are next")
    expect(_notice(eve)).to_contain_text("Yours starts in about")
    cy.page.close()
    eve.until_state("running")
    eve.grows()


def test_a_lab_that_raises_says_so_and_can_be_started_again(bench: Bench) -> None:
    bench.open("#fault=raise&at=150", "faulty")
    bench.until_state("failed")
    notice = _notice(bench)
    expect(notice).to_contain_text("This lab stopped with an error")
    expect(notice).to_contain_text("nothing can be divided by zero")
    expect(notice.locator("pre")).not_to_be_visible()
    notice.get_by_text("For the author of the lab").click()
    expect(notice.locator("pre")).to_contain_text("go_wrong")
    step = bench.step
    notice.get_by_role("button", name="Start again").click()
    bench.until(lambda: bench.state == "running" and bench.step < step, "it begins again")
    expect(notice).to_have_count(0)
    bench.until_state("failed")
    notice.get_by_role("button", name="Back to the preset").click()
    bench.until_step(step + 1)
    assert bench.state == "running"
    assert "fault" not in bench.link


def test_a_traceback_stays_within_the_screen_of_a_phone(bench: Bench) -> None:
    bench.page.set_viewport_size({"width": 390, "height": 844})
    bench.open("#fault=raise&at=1", "faulty")
    bench.until_state("failed")
    notice = _notice(bench)
    notice.get_by_text("For the author of the lab").click()
    expect(notice.locator("pre")).to_be_visible()
    box = notice.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_lab_that_refuses_its_data_says_what_to_do(bench: Bench) -> None:
    bench.open("#fault=refuse&at=0", "faulty")
    bench.until_state("failed")
    expect(_notice(bench)).to_contain_text("There are no points: paint some.")
    expect(_notice(bench)).not_to_contain_text("For the author of the lab")


def test_a_hang_is_told_with_what_happens_next_and_ends_as_a_failure(
    context: BrowserContext,
) -> None:
    neighbour = Bench(context.new_page()).open("#seed=7", "counter")
    neighbour.grows()
    bench = Bench(context.new_page()).open("#fault=hang", "faulty")
    told = bench.page.get_by_text("This run has not answered for 5 s. In 4 s it is stopped")
    expect(told).to_be_visible()
    expect(neighbour.page.get_by_text("A neighbour of this run has not answered")).to_be_visible()
    bench.until_state("failed")
    expect(_notice(bench)).to_contain_text("This run stopped answering twice.")
    neighbour.until_state("running")
    neighbour.grows()
    expect(_notice(neighbour)).to_have_count(0)
    _notice(bench).get_by_role("button", name="Back to the preset").click()
    bench.grows()


def test_a_killed_worker_is_told_and_its_run_goes_on_where_it_was(
    bench: Bench, server: Address
) -> None:
    bench.open("#seed=9", "counter")
    bench.until_step(40)
    step = bench.step
    states: list[str] = []
    bench.page.expose_function("told", lambda state: states.append(state))
    bench.page.evaluate(_TELL_STATES)
    for worker in _workers(server.pid):
        worker.kill()
    bench.until(lambda: "lost" in states, "the loss is told")
    bench.until_step(step + 20)
    assert bench.state == "running"


#: Every state that the page passes through, however short.
_TELL_STATES = """() => {
  const place = document.querySelector('[data-state]');
  new MutationObserver(() => told(place.dataset.state))
    .observe(place, { attributeFilter: ['data-state'] });
}"""


def _notice(bench: Bench) -> Locator:
    return bench.page.locator("main .bottom section, main .top section")


def _workers(pid: int) -> list[psutil.Process]:
    """The processes that train for the server: children of its warm template."""
    children = psutil.Process(pid).children(recursive=True)
    parents = {child.ppid() for child in children}
    return [child for child in children if child.pid not in parents]
