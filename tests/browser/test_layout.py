"""The pages fit every screen, and nothing moves while a network trains."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench import LONG, Bench
from tests.browser.watching import watched
from tests.serving import Address

SIZES = [(390, 844), (768, 1024), (1440, 900), (1920, 1080)]
FINGER = 44


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_scrolls_sideways(
    browser: Browser, server: Address, width: int, height: int
) -> None:
    with watched(browser, server.url, width=width, height=height) as (context, _):
        page = context.new_page()
        page.goto("/#lecture-6")
        expect(page.locator("#lecture-6 .sections")).to_be_visible()
        _assert_fits(page)
        page.goto("/gallery")
        expect(page.locator("figure").first).to_be_visible()
        _assert_fits(page)
        bench = Bench(page).open(LONG)
        bench.until_drawn("boundary")
        _assert_fits(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_play_and_the_numbers_are_always_in_reach(
    browser: Browser, server: Address, width: int, height: int
) -> None:
    with watched(browser, server.url, width=width, height=height) as (context, _):
        bench = Bench(context.new_page()).open(LONG)
        bench.until_step(1)
        expect(bench.page.get_by_role("button", name="Pause", exact=True)).to_be_in_viewport()
        expect(bench.page.locator(".numbers dd").first).to_be_in_viewport()
        expect(bench.panel("boundary")).to_be_in_viewport()


def test_panels_keep_their_place_while_the_network_trains(bench: Bench) -> None:
    bench.open(LONG)
    for name in ("net", "boundary", "curves"):
        bench.until_drawn(name)
    bench.until_step(20)
    before = bench.page.evaluate(_BOXES)
    step = bench.step
    bench.until_step(step + 160)
    after = bench.page.evaluate(_BOXES)
    assert len(before) > 10
    assert after == before


def test_everything_to_touch_on_a_phone_is_as_large_as_a_finger(
    browser: Browser, server: Address
) -> None:
    with watched(browser, server.url, width=390, height=844, touch=True) as (context, _):
        page = context.new_page()
        page.goto("/")
        expect(page.locator("article")).to_have_count(20)
        small = page.evaluate(_SMALL, FINGER)
        bench = Bench(page).open(LONG)
        bench.until_drawn("boundary")
        small += page.evaluate(_SMALL, FINGER)
        page.get_by_role("button", name="Controls", exact=True).tap()
        expect(bench.row("lr")).to_be_visible()
        small += page.evaluate(_SMALL, FINGER)
    assert not small


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "projector"])
def test_a_phone_reaches_the_size_of_one_step_and_all_of_the_transport(
    browser: Browser, server: Address, theme: str
) -> None:
    size = {"width": 390, "height": 844, "touch": True, "theme": theme}
    with watched(browser, server.url, **size) as (context, _):
        bench = Bench(context.new_page()).open(LONG)
        bench.until_step(1)
        bench.pause()
        assert bench.page.evaluate(_OUTSIDE, "footer") == []
        assert bench.page.evaluate(_SMALL, FINGER) == []
        bench.page.get_by_role("button", name="Size of one step").tap()
        expect(bench.page.get_by_role("menuitemradio")).to_have_count(3)
        assert bench.page.evaluate(_OUTSIDE, "[role=menu]") == []
        assert bench.page.evaluate(_SMALL, FINGER) == []
        bench.page.get_by_role("menuitemradio", name="epoch").tap()
        # The first press ends the epoch that was begun, maybe with one batch; the second is whole.
        for least in (1, 2):
            step = bench.step
            bench.page.get_by_role("button", name="Step: one epoch").tap()
            bench.until(lambda to=step + least: bench.step >= to, f"{least} batches were trained")
            bench.settled(lambda: str(bench.step))


def test_a_finger_moves_a_slider_on_a_phone(browser: Browser, server: Address) -> None:
    with watched(browser, server.url, width=390, height=844, touch=True) as (context, _):
        bench = Bench(context.new_page()).open(LONG)
        bench.until_step(1)
        bench.page.get_by_role("button", name="Controls", exact=True).tap()
        track = bench.slider("lr").locator("..")
        track.scroll_into_view_if_needed()
        box = track.bounding_box()
        assert box
        bench.page.touchscreen.tap(box["x"] + 0.25 * box["width"], box["y"] + box["height"] / 2)
        bench.until(lambda: bench.value("lr") < 0.01, "the learning rate is lower")
        bench.grows()


def test_the_plane_is_square_at_every_size(browser: Browser, server: Address) -> None:
    for width, height in SIZES:
        with watched(browser, server.url, width=width, height=height) as (context, _):
            bench = Bench(context.new_page()).open(LONG)
            bench.until_drawn("boundary")
            box = bench.stage("boundary").bounding_box()
            assert box
            assert min(box["width"], box["height"]) > 180, (width, box)


def _assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


_BOXES = """() => [...document.querySelectorAll('[data-panel], .numbers div, header, footer')]
  .map((each) => JSON.stringify(each.getBoundingClientRect()))"""

#: What lies in `within` and, partly, beyond the edges of the screen or over its neighbour.
_OUTSIDE = """(within) => {
  const parts = [...document.querySelector(within).querySelectorAll('button, dt, dd, .speed')];
  const seen = parts.filter((each) => each.checkVisibility());
  return seen.filter((each) => {
    const box = each.getBoundingClientRect();
    const wide = each.scrollWidth > each.clientWidth + 1;
    return wide || box.left < 0 || box.right > innerWidth || box.bottom > innerHeight;
  }).map((each) => each.textContent.trim() || each.getAttribute('aria-label'));
}"""

#: What can be pressed and is smaller than `least` pixels; a `::after` may widen its reach, and a
#: link within a sentence is as high as its line.
_SMALL = """(least) => {
  const pressed = 'button, a, select, input, [role=slider], summary';
  const reach = (each) => {
    const box = each.getBoundingClientRect();
    const wide = getComputedStyle(each, '::after');
    const grown = wide.content === 'none' || wide.position !== 'absolute'
      ? 0 : -parseFloat(wide.top) || 0;
    const side = grown ? -parseFloat(wide.left) || 0 : 0;
    return [box.width + 2 * side, box.height + 2 * grown, box];
  };
  return [...document.querySelectorAll(pressed)].flatMap((each) => {
    const near = each.closest('label') ?? (each.role === 'slider' ? each.parentElement : each);
    const [width, height, box] = reach(near);
    const seen = box.width > 1 && box.height > 1 && !each.closest('[inert], p')
      && each.checkVisibility({ visibilityProperty: true });
    const name = each.getAttribute('aria-label') || each.textContent.trim() || each.className;
    return seen && (height < least - 0.5 || width < least - 0.5)
      ? [`${name.slice(0, 40)}: ${Math.round(width)} x ${Math.round(height)}`] : [];
  });
}"""
