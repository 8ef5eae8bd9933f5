"""A notebook shows a bench under a cell, and the page finds everything that was asked for."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

import tinkernet
from tests.browser.bench import Bench
from tests.browser.watching import watched
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
