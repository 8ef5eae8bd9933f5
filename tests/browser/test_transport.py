"""Play, pause, one step, speed, and starting again with the same or other weights."""

import pytest
from playwright.sync_api import expect

from tests.browser.bench import Bench
from tests.browser.hearing import Ear

SAME = "Same weights: start again from the same starting weights"
OTHER = "New weights: start again from other random weights"


def test_pause_stands_still_and_play_goes_on(bench: Bench) -> None:
    bench.open()
    bench.until_step(5)
    step = bench.pause()
    before = bench.picture("boundary")
    bench.page.wait_for_timeout(500)
    assert (bench.step, bench.picture("boundary")) == (step, before)
    bench.play()
    bench.until_step(step + 1)


def test_one_batch_is_one_step(bench: Bench) -> None:
    bench.open()
    bench.until_step(5)
    step = bench.pause()
    for count in range(1, 4):
        bench.press("Step: one batch")
        bench.until(lambda c=count: bench.step == step + c, f"{count} steps were taken")
    assert bench.state == "paused"


@pytest.mark.parametrize(("unit", "steps"), [("sample", 1), ("epoch", 4)])
def test_the_size_of_one_step_can_be_chosen(bench: Bench, unit: str, steps: int) -> None:
    bench.open("#p=one-hidden-layer&steps=20000&batch=64&weights_seed=77")
    bench.until_drawn("boundary")
    bench.pause()
    bench.page.get_by_role("button", name="Size of one step").click()
    bench.page.get_by_role("menuitemradio", name=unit).click()
    step = bench.step
    bench.press(f"Step: one {unit}")
    bench.until(lambda: bench.step > step, "a step was taken")
    bench.until_state("paused")
    assert 1 <= bench.step - step <= steps


def test_the_speed_is_kept_and_is_in_the_link(bench: Bench) -> None:
    bench.open()
    bench.until_step(1)
    speed = bench.page.get_by_role("slider", name="Speed")
    speed.focus()
    speed.press("Home")
    bench.until_link("speed", "1")
    expect(speed).to_have_attribute("aria-valuetext", "1 steps/s")
    bench.grows()
    speed.press("End")
    bench.until_link("speed", "max")
    expect(speed).to_have_attribute("aria-valuetext", "as fast as it goes")
    step = bench.step
    bench.until_step(step + 300)
    speed.press("Home")


def test_the_same_weights_begin_with_the_same_loss_and_new_weights_with_another(
    bench: Bench,
) -> None:
    ear = Ear(bench.page)
    bench.open("#p=one-hidden-layer&steps=20000&weights_seed=5")
    bench.until(lambda: ear.has(50), "fifty steps were taken")
    first = ear.losses(*range(1, 51))
    assert _losses_after(bench, ear, SAME) == first
    assert _losses_after(bench, ear, OTHER) != first
    assert bench.link["weights_seed"] != "5"


def test_a_run_that_ends_says_so_and_can_train_on(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer&steps=60&weights_seed=9")
    bench.until_state("finished")
    assert bench.step == 60
    expect(bench.page.locator(".timeline").get_by_role("status")).to_have_text("finished")
    bench.press("Train on")
    bench.until_step(61)
    bench.until_link("steps", "120")
    bench.until_state("finished")
    assert bench.step == 120
    bench.press(SAME)
    bench.until(lambda: bench.step < 120, "the run begins again")
    bench.grows()


def _losses_after(bench: Bench, ear: Ear, button: str) -> list[float]:
    """Start again and read the loss of each of the first fifty steps."""
    takes = ear.takes
    bench.press(button)
    bench.until(lambda: ear.takes > takes, "the run begins again")
    bench.until(lambda: ear.has(50), "fifty steps were taken")
    return ear.losses(*range(1, 51))
