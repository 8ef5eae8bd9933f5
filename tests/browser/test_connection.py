"""What is lost on the way comes back: a line, a worker, a whole server."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Locator, expect

from tests.browser.bench import LONG, Bench
from tests.browser.watching import NETWORK, watched
from tests.browser.wire import Wire
from tests.serving import Address, quiet_environment, serving


def test_a_lost_line_leaves_the_picture_and_comes_back_later_in_the_run(
    browser: Browser, server: Address
) -> None:
    with _bench_on_a_wire(browser, server.port) as (bench, wire):
        bench.until_drawn("boundary")
        bench.until_step(20)
        wire.cut()
        expect(_banner(bench)).to_be_visible()
        step, picture = bench.step, bench.picture("boundary")
        assert len(picture) > 1000
        wire.mend()
        _try_at_once(bench)
        expect(_banner(bench)).to_have_count(0)
        bench.until_step(step + 1)
        assert bench.state == "running"


def test_a_control_moved_while_the_line_was_down_is_not_forgotten(
    browser: Browser, server: Address
) -> None:
    with _bench_on_a_wire(browser, server.port) as (bench, wire):
        bench.until_step(5)
        wire.cut()
        expect(_banner(bench)).to_be_visible()
        bench.type_value("lr", "0.003")
        wire.mend()
        _try_at_once(bench)
        expect(bench.marks).to_have_count(1)
        assert bench.value("lr") == 0.003
        bench.grows()


def test_a_killed_server_is_told_and_its_successor_opens_the_same_configuration(
    browser: Browser, tmp_path: Path
) -> None:
    with ExitStack() as later:
        first = later.enter_context(_server(tmp_path / "first.log"))
        with _bench_on_a_wire(browser, first.port, "#p=regression&steps=20000&lr=0.02") as (
            bench,
            wire,
        ):
            bench.until_drawn("regression")
            bench.until_step(5)
            psutil.Process(first.pid).kill()
            expect(_banner(bench)).to_be_visible()
            # The picture stays, and stays what it was.
            picture = bench.settled(lambda: bench.picture("regression"))
            assert len(picture) > 1000
            second = later.enter_context(_server(tmp_path / "second.log"))
            wire.lead_to(second.port)
            _try_at_once(bench)
            forgotten = "The server had forgotten this run. It began again"
            expect(bench.page.get_by_text(forgotten).first).to_be_visible()
            assert bench.value("lr") == 0.02
            assert bench.link["lr"] == "0.02"
            bench.until_state("running")
            bench.grows()


def test_a_killed_worker_is_told_and_its_runs_come_back(browser: Browser, server: Address) -> None:
    with watched(browser, server.url) as (context, _):
        bench = Bench(context.new_page()).open("#p=one-hidden-layer&steps=20000&weights_seed=8")
        bench.until_step(30)
        step = bench.step
        states: list[str] = []
        bench.page.expose_function("told", lambda state: states.append(state))
        bench.page.evaluate(_TELL_STATES)
        for worker in _workers(server.pid):
            worker.kill()
        bench.until(lambda: "lost" in states, "the loss is told")
        bench.until_state("running")
        bench.until_step(step + 1)
        assert bench.link["weights_seed"] == "8"


#: Every state that the page passes through, however short.
_TELL_STATES = """() => {
  const place = document.querySelector('[data-state]');
  new MutationObserver(() => told(place.dataset.state))
    .observe(place, { attributeFilter: ['data-state'] });
}"""


def _banner(bench: Bench) -> Locator:
    return bench.page.get_by_text("Connection lost")


def _try_at_once(bench: Bench) -> None:
    """As a browser says when it has a network again; the page may have tried by itself."""
    bench.page.evaluate("dispatchEvent(new Event('online'))")


@contextmanager
def _bench_on_a_wire(
    browser: Browser, port: int, state: str = LONG
) -> Iterator[tuple[Bench, Wire]]:
    """A bench whose line to the server on `port` can be cut."""
    with Wire(port) as wire, watched(browser, wire.url, forgive=NETWORK) as (context, _):
        yield Bench(context.new_page()).open(state), wire


@contextmanager
def _server(log: Path) -> Iterator[Address]:
    """A server of the test's own, which it may kill."""
    command = [sys.executable, "-m", "tinkernet", "serve"]
    with serving(command, log=log, env=quiet_environment(TINKERNET_WORKERS="1")) as address:
        yield address


def _workers(pid: int) -> list[psutil.Process]:
    """The processes that train for the server: children of its warm template."""
    children = psutil.Process(pid).children(recursive=True)
    parents = {child.ppid() for child in children}
    return [child for child in children if child.pid not in parents]
