"""The past of a run: drag the timeline back, go on from there, and come back after a reload."""

from playwright.sync_api import expect

from tests.browser.bench import Bench

LONG = "#p=one-hidden-layer&steps=20000&speed=60&lr=0.05"


def _look_back(bench: Bench, share: float) -> None:
    """Press the timeline at a share of the way that the run has come."""
    box = bench.timeline.bounding_box()
    assert box
    end = int(bench.timeline.get_attribute("aria-valuemax") or 1)
    x = box["x"] + box["width"] * share * bench.step / end
    bench.page.mouse.click(x, box["y"] + box["height"] / 2)


def _at(bench: Bench) -> int:
    return int(bench.timeline.get_attribute("aria-valuenow") or -1)


def test_every_picture_follows_the_timeline_and_the_run_waits(bench: Bench) -> None:
    bench.open(LONG.replace("20000", "400"))
    bench.until_step(200)
    now = bench.picture("boundary")
    loss = bench.number("train_loss")
    _look_back(bench, 0.1)
    expect(bench.page.get_by_text("the past", exact=True)).to_be_visible()
    bench.until_changed("boundary", now)
    assert float(bench.number("train_loss")) > float(loss)
    past = bench.settled(lambda: bench.picture("boundary"))
    bench.page.wait_for_timeout(300)
    assert bench.picture("boundary") == past
    bench.press("Back to now")
    expect(bench.page.get_by_text("the past", exact=True)).to_have_count(0)
    bench.grows()


def test_a_step_that_nobody_saw_is_shown_as_it_was(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer&task=spiral&steps=3000&speed=max&lr=0.02")
    bench.until_state("finished")
    end = bench.settled(lambda: bench.picture("boundary"))
    last = float(bench.number("train_loss"))
    _look_back(bench, 0.3)
    assert bench.settled(lambda: bench.picture("boundary")) != end
    # The one under the hand, or one just before it that the page had seen.
    step = int(bench.page.locator(".under .step").inner_text().removeprefix("step "))
    assert 0 <= _at(bench) - step <= 30
    past = float(bench.number("train_loss"))
    assert past > last
    epoch = bench.page.locator(".numbers .epoch dd")
    trained = epoch.inner_text()
    # A run that ended there says the same.
    bench.page.goto("about:blank")
    bench.open(f"#p=one-hidden-layer&task=spiral&steps={step}&speed=max&lr=0.02")
    bench.until_state("finished")
    bench.until(lambda: bench.number("train_loss") != "", "it has told its loss")
    assert float(bench.settled(lambda: bench.number("train_loss"))) == past
    assert epoch.inner_text() == trained


def test_keys_move_through_the_past(bench: Bench) -> None:
    bench.open(LONG.replace("20000", "400"))
    bench.until_step(100)
    bench.timeline.focus()
    bench.page.keyboard.press("Home")
    bench.until(lambda: _at(bench) == 0, "the timeline is at the beginning")
    bench.page.keyboard.press("ArrowRight")
    bench.until(lambda: _at(bench) == 4, "a key goes one hundredth of the way")
    bench.page.keyboard.press("Escape")
    expect(bench.page.get_by_text("the past", exact=True)).to_have_count(0)
    bench.grows()


def test_a_second_run_goes_on_from_the_past(bench: Bench) -> None:
    bench.open(LONG.replace("20000", "400"))
    bench.until_step(200)
    _look_back(bench, 0.25)
    seen = bench.settled(lambda: bench.picture("boundary"))
    assert seen
    bench.press("Continue from here")
    chips = bench.page.get_by_role("list", name="Runs side by side").get_by_role("listitem")
    expect(chips).to_have_count(2)
    expect(chips.nth(1)).to_contain_text("the same, from step")
    from_step = int(bench.link["vs"].split("~")[0])
    assert 0 < from_step < 100
    bench.grows()


def test_one_thing_changed_in_the_past_makes_the_run_that_might_have_been(bench: Bench) -> None:
    bench.open(LONG.replace("20000", "400"))
    bench.until_step(200)
    _look_back(bench, 0.25)
    bench.press("Fork")
    bench.type_value("lr", "0.5")
    chips = bench.page.get_by_role("list", name="Runs side by side").get_by_role("listitem")
    expect(chips.nth(1)).to_contain_text("η 0.05 → 0.5, from step")
    assert int(bench.link["vs"].split("~")[0]) < 100


def test_a_reload_brings_the_running_run_back_with_its_history(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(150)
    bench.pause()
    step = bench.step
    bench.page.reload()
    bench.until_step(step)
    bench.until_state("paused")
    assert bench.step == step
    _look_back(bench, 0.3)
    expect(bench.page.get_by_text("the past", exact=True)).to_be_visible()
    bench.until(lambda: 0 < _at(bench) < step, "the past before the reload is there")


def test_a_reload_after_the_server_forgot_begins_the_same_run_again(bench: Bench) -> None:
    bench.open(LONG)
    bench.until_step(50)
    bench.page.evaluate(
        """() => addEventListener('pagehide', () => {
          const noted = JSON.parse(sessionStorage.getItem('run:mlp'));
          sessionStorage.setItem('run:mlp', JSON.stringify({ ...noted, run: '0'.repeat(32) }));
        })"""
    )
    bench.page.reload()
    bench.until_drawn("boundary")
    bench.grows()
