"""Runs side by side: one thing changed, both go on, and the link brings them back."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.bench import Bench

LONG = "#p=one-hidden-layer&steps=20000&speed=40&lr=0.05"


def _chips(bench: Bench) -> Locator:
    return bench.page.get_by_role("list", name="Runs side by side").get_by_role("listitem")


def _fork(bench: Bench) -> None:
    bench.press("Fork")
    expect(bench.page.get_by_text("Change one thing.")).to_be_visible()
    bench.type_value("lr", "0.5")
    expect(_chips(bench)).to_have_count(2)


def test_one_thing_changed_makes_a_second_run_and_the_first_goes_on(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(20)
    _fork(bench)
    expect(_chips(bench).nth(1)).to_contain_text(re.compile(r"Bη 0\.05 → 0\.5, from step \d+"))
    expect(bench.panel("boundary").get_by_role("region")).to_have_count(2)
    for name in ("A training", "B training"):
        expect(bench.panel("curves").locator(".entry", has_text=name)).to_be_visible()
    assert bench.value("lr") == 0.05
    bench.grows()


def test_the_controls_act_on_the_run_in_focus(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(20)
    _fork(bench)
    _chips(bench).nth(1).get_by_role("button").first.click()
    bench.until(lambda: bench.value("lr") == 0.5, "the slider shows the second run's rate")
    bench.type_value("lam", "0.01")
    expect(_chips(bench).nth(1)).to_contain_text("λ 0 → 0.01")


def test_a_fork_is_closed_and_the_first_run_stands_alone(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(20)
    _fork(bench)
    bench.press("Close run B")
    expect(_chips(bench)).to_have_count(0)
    expect(bench.panel("boundary").get_by_role("region")).to_have_count(0)
    bench.until_link("vs", None)


def test_a_link_brings_the_runs_side_by_side(bench: Bench) -> None:
    bench.open(f"{LONG}&vs=30~lr~0.5&vs=0~width~2")
    expect(_chips(bench)).to_have_count(3)
    expect(_chips(bench).nth(1)).to_contain_text("η 0.05 → 0.5, from step 30")
    expect(_chips(bench).nth(2)).to_contain_text("8 → 2")


def test_play_and_pause_act_on_all_runs(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(20)
    _fork(bench)
    bench.pause()
    before = bench.settled(lambda: bench.picture("boundary"))
    bench.page.wait_for_timeout(500)
    assert bench.picture("boundary") == before


def test_leaving_it_makes_no_second_run(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(5)
    bench.press("Fork")
    bench.press("Leave it")
    bench.type_value("lr", "0.2")
    bench.until_link("lr", "0.2")
    expect(_chips(bench)).to_have_count(0)
