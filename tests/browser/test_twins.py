"""A preset with a twin opens as two runs side by side, with one thing different."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.bench import Bench

TWIN = "#p=one-hidden-layer"


def _chips(bench: Bench) -> Locator:
    return bench.page.get_by_role("list", name="Runs side by side").get_by_role("listitem")


def test_a_twin_waits_beside_the_first_run_and_both_start_with_the_answer(bench: Bench) -> None:
    bench.open(TWIN)
    expect(_chips(bench)).to_have_count(2)
    expect(_chips(bench).nth(1)).to_contain_text(re.compile(r"BL 1 → 0"))
    bench.until_drawn("boundary")
    assert bench.step == 0
    bench.page.locator(".choices button").nth(1).click()
    bench.until_state("finished")
    expect(bench.panel("boundary").get_by_role("region")).to_have_count(2)
    for name in ("A training", "B training"):
        expect(bench.panel("curves").locator(".entry", has_text=name)).to_be_visible()
    expect(bench.page.locator("section.claim")).to_contain_text("ticked off")


def test_the_link_of_a_twin_is_short_and_says_when_it_was_closed(bench: Bench) -> None:
    bench.open(TWIN)
    expect(_chips(bench)).to_have_count(2)
    bench.until_link("vs", None)
    bench.press("Close run B")
    bench.until_link("vs", "none")
    bench.page.reload()
    bench.until_drawn("boundary")
    expect(_chips(bench)).to_have_count(0)


def test_another_preset_takes_its_twin_away_and_brings_its_own(bench: Bench) -> None:
    bench.open(TWIN)
    expect(_chips(bench)).to_have_count(2)
    bench.page.get_by_role("button", name="Preset:").click()
    bench.page.get_by_role("menuitemradio").nth(4).click()
    expect(_chips(bench)).to_have_count(0)
    bench.page.get_by_role("button", name="Preset:").click()
    bench.page.get_by_role("menuitemradio").nth(3).click()
    expect(_chips(bench)).to_have_count(2)
    bench.page.go_back()
    expect(_chips(bench)).to_have_count(0)
    bench.page.go_back()
    expect(_chips(bench).nth(1)).to_contain_text("L 1 → 0")
