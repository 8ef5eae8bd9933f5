"""The address holds the whole state: back, forward and links re-create it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.bench import Bench
from tests.browser.hearing import Ear


def test_back_and_forward_return_earlier_configurations(bench: Bench) -> None:
    bench.open()
    bench.until_step(1)
    bench.type_value("lr", "0.01")
    bench.until_link("lr", "0.01")
    bench.page.get_by_role("radio", name="moons").check(force=True)
    bench.until_link("task", "moons")
    bench.grows()
    bench.page.go_back()
    bench.until_link("task", None)
    bench.until(lambda: bench.page.get_by_role("radio", name="XOR").is_checked(), "XOR is back")
    assert bench.value("lr") == 0.01
    bench.page.go_back()
    bench.until(lambda: bench.value("lr") == 0.1, "the first learning rate is back")
    bench.page.go_forward()
    bench.page.go_forward()
    bench.until(lambda: bench.page.get_by_role("radio", name="moons").is_checked(), "moons again")
    assert bench.value("lr") == 0.01
    bench.until_state("running")
    bench.grows()


#: Longer than any timer of the page that could take the drag for ended.
RESTING_MS = 3000


@pytest.mark.parametrize("rest_ms", [0, RESTING_MS])
@pytest.mark.parametrize("control", ["lr", "noise"], ids=["live", "restarting"])
def test_a_drag_is_one_entry_of_the_history_however_the_hand_rests(
    bench: Bench, control: str, rest_ms: int
) -> None:
    bench.open()
    bench.until_step(1)
    entries, first = int(bench.page.evaluate("history.length")), bench.value(control)
    bench.drag(control, 0.1, 0.9, 0.6, rest_ms=rest_ms)
    bench.until(lambda: control in bench.link, "the address has the new value")
    dragged = bench.value(control)
    bench.settled(lambda: bench.page.url)
    assert bench.page.evaluate("history.length") == entries + 1
    bench.type_value(control, "0.25")
    bench.until_link(control, "0.25")
    assert bench.page.evaluate("history.length") == entries + 2
    bench.page.go_back()
    bench.until(lambda: bench.value(control) == dragged, "the dragged value is back")
    bench.page.go_back()
    bench.until(lambda: bench.value(control) == first, "the first value is back")


def test_back_leads_from_the_bench_to_the_shelf(bench: Bench) -> None:
    bench.page.goto("/#lecture-6")
    bench.page.locator("#lecture-6 .sections a").first.click()
    bench.until_drawn("net")
    bench.page.go_back()
    expect(bench.page.locator("article")).to_have_count(20)


def test_a_link_makes_the_same_run_again(context: BrowserContext) -> None:
    state = "#p=forward-backward&steps=80&noise=0.2&dropout=0.1&weights_seed=41&seed=3"
    losses: list[list[float]] = []
    for _ in range(2):
        page = context.new_page()
        ear = Ear(page)
        bench = Bench(page).open(state)
        bench.until_state("finished")
        # Begun again, each is a run of its own: nothing can be taken from a shared one.
        bench.page.keyboard.press("r")
        bench.until(lambda b=bench: b.step < 80, "the run begins again")
        bench.until_state("finished")
        bench.until(lambda e=ear: e.has(80), "the last number has come")
        losses.append(ear.losses(*range(1, 81)))
    assert losses[0] == losses[1]
    assert len(set(losses[0])) > 70


def test_a_malformed_link_says_what_is_wrong_and_runs(bench: Bench) -> None:
    bench.open("#p=nowhere&lr=fast&noise=9&colour=red&speed=-3&theme=pink&%E0%A4%A&steps=20000")
    bench.until_step(1)
    dismiss = bench.page.get_by_role("button", name="Dismiss")
    notice = bench.page.get_by_role("region").filter(has=dismiss).last
    expect(notice).to_contain_text("This lab has no preset called “nowhere”.")
    expect(notice).to_contain_text("Learning rate must be a number from 0.0001 to 3; “fast” came.")
    expect(notice).to_contain_text("Noise must be a number from 0 to 0.5; “9” came.")
    expect(notice).to_contain_text("This lab has no control called “colour”")
    assert bench.link.keys() <= {"p", "steps"}
    bench.press("Dismiss")
    bench.grows()


def test_damaged_points_in_a_link_are_refused_with_a_sentence(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer&task=brushed&points=***")
    bench.until_state("refused")
    expect(bench.page.get_by_text("The painted points in this link are damaged")).to_be_visible()
    notice = bench.page.get_by_role("region", name="These settings cannot run")
    notice.get_by_role("button", name="Back to the preset").click()
    bench.until_state("running", "paused", "finished")


def test_the_theme_and_speed_of_a_link_are_taken(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer&steps=20000&speed=7&theme=dark")
    expect(bench.page.locator("html")).to_have_attribute("data-theme", "dark")
    speed = bench.page.get_by_role("slider", name="Speed")
    expect(speed).to_have_attribute("aria-valuetext", "7 steps/s")
