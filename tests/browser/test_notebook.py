"""A notebook shows a bench or a loop of its own, and the page finds all that was asked for."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

import tinkernet
from tests.browser.bench import Bench
from tests.browser.watching import NETWORK, watched
from tests.notebook.loops import plane, stack
from tests.serving import quiet_environment
from tinkernet.notebook.home import home


@pytest.fixture(scope="module", autouse=True)
def _own() -> Iterator[None]:
    """The server of this process ends with the file."""
    yield
    home().close()


@contextmanager
def notebook(cell: str) -> Iterator[str]:
    """The address of a page on some port of this machine with `cell` in it, as Jupyter is one."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><link rel=icon href=data:,>{cell}".encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """A test prints nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_address_of_a_shown_bench_sets_every_control(browser: Browser) -> None:
    asked = {
        "task": "circles",
        "lr": 0.025,
        "widths": [8, 4],
        "depth": 2,
        "check": True,
        "l1": 0.05,
    }
    shown = tinkernet.show("mlp", preset="one-hidden-layer", theme="dark", **asked)
    with watched(browser, home().url) as (context, _):
        bench = Bench(context.new_page())
        bench.page.goto(shown.url)
        bench.until_state("running")
        assert (bench.value("lr"), bench.value("depth"), bench.value("l1")) == (0.025, 2, 0.05)
        link = bench.link
        assert (link["p"], link["task"], link["widths"]) == ("one-hidden-layer", "circles", "8,4")
        assert (link["check"], link["theme"]) == ("true", "dark")
        expect(bench.page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(bench.notice).to_have_count(0)


def test_a_text_with_every_kind_of_sign_arrives_as_it_was_written(browser: Browser) -> None:
    text = 'the king & the "queen" + 100% of <b>women</b>, ملكه'
    shown = tinkernet.show("word2vec", text=text)
    with watched(browser, home().url) as (context, _):
        bench = Bench(context.new_page())
        bench.page.goto(shown.url)
        bench.until_state("running")
        assert bench.link["text"] == text


def test_a_cell_frames_the_bench_from_another_port(browser: Browser) -> None:
    shown = tinkernet.show("mlp", preset="regression", height=700)
    with notebook(shown._repr_html_()) as url, watched(browser, home().url) as (context, witness):
        page = context.new_page()
        page.goto(url)
        inside = page.frame_locator("iframe")
        expect(inside.locator("[data-state=running]")).to_be_visible()
        expect(inside.get_by_role("link", name="Open in Tinkernet")).to_be_visible()
        expect(inside.get_by_role("region", name="Lesson")).to_have_count(0)
        witness.requests.remove(url)


_LOOP = """
import sys, time, torch, tinkernet
from torch import nn
torch.manual_seed(0)
x = torch.randn(300, 2)
y = (x[:, 0] * x[:, 1] > 0).long()
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))
optimiser = torch.optim.Adam(model.parameters(), lr=0.05)
watch = tinkernet.watch(model, (x, y))
print(watch.url, watch._repr_html_(), sep="\\n", flush=True)
for step in range(100_000):
    loss = nn.functional.cross_entropy(model(x), y)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    watch.step(loss=float("nan") if "nan" in sys.argv and step > 50 else loss.item())
    time.sleep(0.01)
"""


@contextmanager
def loop(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A kernel that trains a loop of its own: the process, the loop's address and its cell."""
    kernel = subprocess.Popen(
        [sys.executable, "-c", _LOOP, *arguments],
        stdout=subprocess.PIPE, text=True, env=quiet_environment(),
    )  # fmt: skip
    assert kernel.stdout
    with kernel.stdout as said:
        try:
            yield kernel, said.readline().strip(), said.readline().strip()
        finally:
            kernel.kill()
            kernel.wait()


def site_of(url: str) -> str:
    """The server of a loop's address."""
    return url.partition("/watch/")[0]


def test_a_page_sees_a_loop_move_pauses_it_and_is_told_when_it_is_gone(browser: Browser) -> None:
    with (
        loop() as (kernel, url, _),
        watched(browser, site_of(url), forgive=NETWORK) as (context, _),
    ):
        bench = Bench(context.new_page())
        bench.page.goto(url)
        for name in ("net", "boundary", "curves"):
            bench.until_drawn(name)
        curve, plane = bench.picture("curves"), bench.picture("boundary")
        bench.until_changed("curves", curve)
        bench.until_changed("boundary", plane)
        bench.grows()
        bench.pause()
        bench.press("Step: one batch")
        bench.play()
        bench.until_state("running")
        bench.grows()
        expect(bench.page.get_by_role("region", name="Lesson")).to_have_count(0)
        expect(bench.page.get_by_role("button", name="Share")).to_have_count(0)
        kernel.kill()
        expect(bench.page.get_by_text("Connection lost")).to_be_visible()


def test_a_loss_that_is_no_number_is_shown_as_diverged(browser: Browser) -> None:
    with (
        loop("nan") as (_, url, _),
        watched(browser, site_of(url), forgive=NETWORK) as (context, _),
    ):
        bench = Bench(context.new_page())
        bench.page.goto(url)
        bench.until_state("diverged")
        expect(bench.notice).to_contain_text("The loss ran away at step 52")
        expect(bench.notice.get_by_role("button", name="Start again")).to_have_count(0)
        bench.grows()


def test_a_loop_that_has_stopped_to_step_no_longer_says_that_it_trains(browser: Browser) -> None:
    watch = tinkernet.watch(stack(), plane())
    with watched(browser, site_of(watch.url)) as (context, _):
        page = context.new_page()
        page.goto(watch.url)
        watch.step(loss=0.5)
        state = page.get_by_role("status").filter(has_text="at rest")
        expect(state).to_be_visible()
        watch.step(loss=0.4)
        expect(state).to_have_count(0)
        expect(page.get_by_text("training", exact=True)).to_be_visible()


def test_a_cell_frames_a_loop_from_another_port(browser: Browser) -> None:
    with (
        loop() as (_, url, cell),
        notebook(cell) as outside,
        watched(browser, site_of(url), forgive=NETWORK) as (context, witness),
    ):
        page = context.new_page()
        page.goto(outside)
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("link", name="Open in Tinkernet")).to_be_visible()
        expect(inside.locator("[data-panel=boundary] [aria-busy=false]")).to_be_visible()
        base = site_of(url)
        own = (base, base.replace("http", "ws", 1))
        assert [each for each in witness.requests if not each.startswith(own)] == [outside]
        witness.requests.clear()
