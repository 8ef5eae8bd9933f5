"""No rule of accessibility is broken, in any theme, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench import LONG, Bench
from tests.browser.test_saved import SHORT, saved_run
from tests.browser.watching import watched
from tests.serving import Address

THEMES = ("light", "dark", "contrast", "projector")
DESK, PHONE = (1440, 900), (390, 844)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def saved(browser: Browser, server: Address) -> list[str]:
    """The ids of two saved runs."""
    with watched(browser, server.url) as (context, _):
        page = context.new_page()
        links = [
            saved_run(page, "Slow to learn", SHORT, until=60),
            saved_run(page, "Fast to learn", SHORT + "&lr=0.3", until=60),
        ]
    return [link.rsplit("/", 1)[1] for link in links]


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(
    request: pytest.FixtureRequest, browser: Browser, server: Address, theme: str
) -> Iterator[Page]:
    """A page in one theme and size."""
    width, height = request.param
    options = {"width": width, "height": height, "theme": theme, "touch": width == PHONE[0]}
    with watched(browser, server.url, **options) as (context, _):
        yield context.new_page()


def test_the_shelf_breaks_no_rule(page: Page) -> None:
    page.goto("/#lecture-6")
    expect(page.locator("#lecture-6 .sections")).to_be_visible()
    _assert_clean(page)


def test_the_gallery_breaks_no_rule(page: Page, theme: str) -> None:
    page.goto("/gallery")
    expect(page.locator("figure").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    _assert_clean(page)


def test_a_bench_that_trains_breaks_no_rule(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_drawn("boundary")
    bench.until_step(1)
    bench.pause()
    _assert_clean(bench.page)


def test_a_bench_that_asks_breaks_no_rule(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer")
    expect(bench.page.locator(".choices button").first).to_be_visible()
    bench.until_state("paused")
    _assert_clean(bench.page)


@pytest.mark.parametrize("lab", ["neuron", "optimizers", "conv-arith", "cnn", "word2vec"])
def test_every_other_lab_breaks_no_rule(page: Page, lab: str) -> None:
    page.goto(f"/lab/{lab}")
    expect(page.locator("article[aria-busy=false]").first).to_be_visible()
    expect(page.locator("article[aria-busy=true]")).to_have_count(0)
    _assert_clean(page)


def test_a_sweep_breaks_no_rule(page: Page) -> None:
    page.goto("/sweep/mlp#p=one-hidden-layer&steps=100&x=lr:0.01:1:3&y=width:1:4:2")
    expect(page.get_by_text("finished")).to_be_visible()
    _assert_clean(page)


def test_dialogs_break_no_rule(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_drawn("boundary")
    bench.pause()
    bench.page.keyboard.press("?")
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    _assert_clean(bench.page)
    bench.page.keyboard.press("Escape")
    bench.press("Paste…")
    bench.press("Use these points")
    expect(bench.page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    _assert_clean(bench.page)


def test_saved_runs_break_no_rule(page: Page, saved: list[str]) -> None:
    page.goto("/saved")
    expect(page.get_by_role("article", name="Slow to learn", exact=True)).to_be_visible()
    page.get_by_role("checkbox").first.check()
    _assert_clean(page)
    page.goto("/saved#compare=" + ",".join(saved))
    expect(page.get_by_role("row", name="Learning rate")).to_be_visible()
    _assert_clean(page)


def test_saving_and_sharing_break_no_rule(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_drawn("boundary")
    bench.pause()
    for name in ("Save", "Share"):
        bench.press(name)
        expect(bench.page.get_by_role("dialog")).to_be_visible()
        _assert_clean(bench.page)
        bench.page.keyboard.press("Escape")


def _assert_clean(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    broken = [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:240]}"
        for rule in violations
        for node in rule["nodes"][:4]
    ]
    assert not broken, "\n".join(broken)
