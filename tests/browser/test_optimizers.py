"""A learner drags a start, bends the way with a slider, writes a function, and is the optimiser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bench import Bench

MOMENTUM = "#p=momentum"
OWN = "#surface=own&racers=gd&lr=0.05"


@pytest.fixture
def bench(page: Page) -> Bench:
    return Bench(page, "optimizers")


def begun(bench: Bench, state: str, panel: str = "race") -> None:
    """The lab with its first pictures, standing still after some steps."""
    bench.open(state)
    bench.until_drawn(panel)
    if bench.state != "running":
        bench.play()
    bench.until_step(20)
    bench.pause()


def click(bench: Bench, panel: str, u: float, v: float, *, count: int = 1) -> None:
    """Click at shares of a picture's width and height."""
    stage = bench.stage(panel)
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    bench.page.mouse.click(
        box["x"] + u * box["width"], box["y"] + v * box["height"], click_count=count
    )


def test_the_dragged_start_swings_the_ways_and_the_link_keeps_it(bench: Bench) -> None:
    begun(bench, MOMENTUM)
    step, before = bench.step, bench.picture("race")
    box = bench.stage("race").bounding_box()
    assert box
    mouse = bench.page.mouse
    mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.4 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"], steps=8)
    mouse.up()
    bench.until(lambda: "start" in bench.link, "the start is in the link")
    bench.until_changed("race", before)
    assert bench.step == step
    start = bench.settled(lambda: bench.link.get("start", ""))
    bench.page.reload()
    bench.until_drawn("race")
    assert bench.link["start"] == start


def test_the_way_bends_while_the_learning_rate_moves(bench: Bench) -> None:
    begun(bench, MOMENTUM)
    step = bench.step
    for share in (0.5, 0.55):
        before = bench.picture("race")
        bench.drag("lr", share)
        bench.until_changed("race", before)
    assert bench.step == step
    table = bench.panel("ranking")
    expect(table).to_contain_text("momentum")


def test_an_own_function_is_taken_and_a_bad_one_is_refused_with_a_sentence(bench: Bench) -> None:
    begun(bench, OWN)
    entry = bench.row("own").get_by_role("textbox")
    before = bench.picture("race")
    entry.fill("x^2 + 3*y^2")
    entry.press("Enter")
    bench.until_link("own", "x^2 + 3*y^2")
    bench.until_changed("race", before)
    for bad, sentence in [
        ("x^2 + q", "“q” is not known: the variables are x and y."),
        ("import os", "“import” begins a program."),
        ("9**9**9", "A power of a power grows beyond every number"),
    ]:
        entry.fill(bad)
        entry.press("Enter")
        expect(bench.page.get_by_text(sentence).first).to_be_visible()
    bench.until_link("own", "x^2 + 3*y^2")


def test_a_racer_is_left_out_of_the_picture_and_brought_back(bench: Bench) -> None:
    begun(bench, MOMENTUM)
    racer = bench.panel("race").get_by_role("button", name="momentum")
    before = bench.picture("race")
    racer.click()
    expect(racer).to_have_attribute("aria-pressed", "false")
    bench.until_changed("race", before)
    racer.click()
    expect(racer).to_have_attribute("aria-pressed", "true")


def test_a_double_click_on_the_mountain_starts_there(bench: Bench) -> None:
    begun(bench, "#p=race-all", "mountain")
    click(bench, "mountain", 0.5, 0.5, count=2)
    bench.until(lambda: "start" in bench.link, "the start is in the link")


def test_the_learner_tries_ten_places_in_the_fog(bench: Bench) -> None:
    bench.open("#p=optimization")
    bench.until_drawn("race")
    for i in range(10):
        click(bench, "race", 0.3 + 0.04 * i, 0.3 + 0.04 * i)
        bench.until(lambda n=i: bench.link.get("clicks", "").count(";") == n, f"try {i + 1}")
    bench.page.mouse.move(5, 5)
    expect(bench.panel("race")).to_contain_text("0 tries left")
    expect(bench.panel("problem")).to_contain_text("10 tries, best f")
    click(bench, "race", 0.5, 0.7)
    expect(bench.page.get_by_text("You have used your 10 tries").first).to_be_visible()


def test_a_rate_moved_back_brings_a_race_back_that_flew_away(bench: Bench) -> None:
    bench.open("#surface=quadratic&racers=gd&lr=0.05")
    bench.until_drawn("race")
    if bench.state == "paused":
        bench.play()
    bench.until_state("diverged")
    expect(bench.page.get_by_text("Each step went too far").first).to_be_visible()
    bench.type_value("lr", "0.01")
    bench.until(lambda: bench.state != "diverged", "the race goes on")
    expect(bench.panel("ranking")).not_to_contain_text("flew away")
