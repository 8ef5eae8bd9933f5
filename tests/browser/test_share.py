"""What is shared comes back elsewhere as it was: by link, by code, and in another page."""

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.bench import Bench
from tests.browser.watching import watched
from tests.serving import Address, quiet_environment, serving

BENCH = "/lab/mlp#p=regression&steps=20000"


def shared(page: Page, what: str = "Link") -> str:
    """What the dialog gives to copy."""
    page.get_by_role("button", name="Share").click()
    text = page.get_by_role("textbox", name=what).input_value()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    return text


def elsewhere(bench: Bench, link: str) -> Bench:
    """The bench of that link in another tab."""
    page = bench.page.context.new_page()
    page.goto(link)
    other = Bench(page)
    other.until_state("running", "paused")
    return other


def test_a_link_brings_back_speed_and_settings(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000")
    bench.type_value("lr", "0.05")
    bench.page.get_by_role("slider", name="Speed").press("Home")
    bench.until_link("speed", "1")
    other = elsewhere(bench, shared(bench.page))
    assert other.value("lr") == 0.05
    speed = other.page.get_by_role("slider", name="Speed")
    expect(speed).to_have_attribute("aria-valuetext", "1 steps/s")


def test_a_link_leaves_out_the_controls_that_were_hidden(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000")
    bench.press("Hide controls…")
    bench.page.get_by_role("checkbox", name="Show Learning rate", exact=True).uncheck()
    bench.press("Done")
    bench.until_link("hide", "lr")
    other = elsewhere(bench, shared(bench.page))
    expect(other.row("width")).to_be_visible()
    expect(other.row("lr")).to_have_count(0)


def test_a_link_brings_back_where_the_learner_looks(bench: Bench) -> None:
    bench.open("#p=convnet-in-detail&lr=0.002", "cnn")
    bench.until_state("running")
    other = elsewhere(bench, f"{shared(bench.page)}&layer=3")
    other.grows()
    assert other.link["layer"] == "3"
    assert "layer=3" in shared(other.page)


def test_a_link_names_the_language_and_keeps_it(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000&lang=en")
    bench.type_value("lr", "0.05")
    bench.until_link("lr", "0.05")
    assert bench.link["lang"] == "en"
    expect(bench.page.locator("html")).to_have_attribute("lang", "en")
    bench.page.goto("/lab/mlp#p=regression&steps=20000&lang=xx")
    expect(bench.page.get_by_text("This page does not speak “xx”")).to_be_visible()


def test_the_code_can_be_shown_large_and_is_dark_on_light_in_the_dark(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000&theme=dark")
    bench.press("Share")
    code = bench.page.get_by_role("img", name="The link as a QR code")
    expect(code).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(code.locator("path")).to_have_css("fill", "rgb(0, 0, 0)")
    small = code.bounding_box()
    bench.press("Show it large")
    large = code.bounding_box()
    assert small
    assert large
    assert large["width"] == large["height"] > 3 * small["width"]
    bench.press("Smaller")
    bench.page.keyboard.press("Escape")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Another site that serves `folder`; its origin."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": _silent})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _silent(*_: object) -> None:
    """A test prints nothing."""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The origin of another site, and the folder it serves."""
    (tmp_path / "favicon.ico").write_bytes(b"")
    with site(tmp_path) as origin:
        yield origin, tmp_path


def framed(page: Page, origin: str, folder: Path, code: str) -> Locator:
    """The bench in a page of the other site."""
    (folder / "index.html").write_text(f"<!doctype html><title>Course</title>{code}")
    page.goto(origin)
    return page.frame_locator("iframe").locator(".bench")


def test_a_bench_runs_in_the_page_of_a_site_that_is_allowed(
    browser: Browser, school: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    origin, folder = school
    command = [sys.executable, "-m", "tinkernet", "serve", "--allowed-parent", origin]
    log = tmp_path_factory.mktemp("served") / "server.log"
    with (
        serving(command, log=log, env=quiet_environment()) as address,
        browser.new_context(base_url=address.url) as context,
    ):
        page = context.new_page()
        page.goto(BENCH)
        Bench(page).until_state("running")
        code = shared(page, "HTML for another page")
        inside = framed(page, origin, folder, code)
        expect(inside.locator("[data-state=running]")).to_be_visible()
        expect(inside.get_by_role("button", name="Pause", exact=True)).to_be_visible()
        expect(inside.get_by_role("button", name="Share")).to_have_count(0)
        expect(inside.get_by_role("region", name="Lesson")).to_have_count(0)
        with context.expect_page() as opened:
            inside.get_by_role("link", name="Open in Tinkernet").click()
        expect(opened.value.get_by_role("button", name="Share")).to_be_visible()
        assert "embed" not in opened.value.url


def test_a_page_of_any_other_site_shows_nothing_of_a_bench(
    browser: Browser, school: tuple[str, Path], server: Address
) -> None:
    origin, folder = school
    with watched(browser, server.url, forgive=("frame-ancestors", "Framing")) as (context, witness):
        page = context.new_page()
        code = f'<iframe src="{server.url}{BENCH}&embed=1"></iframe>'
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            inside = framed(page, origin, folder, code)
        expect(inside).to_have_count(0)
        witness.requests.clear()


def test_an_embedded_bench_asks_no_question_and_starts(bench: Bench) -> None:
    bench.page.goto("/lab/mlp#p=regression&embed=1")
    bench.until_step(1)
    expect(bench.page.locator(".question")).to_have_count(0)
    bench.page.get_by_role("slider", name="Speed").press("Home")
    bench.until_link("speed", "1")
    assert bench.link["embed"] == "1"
