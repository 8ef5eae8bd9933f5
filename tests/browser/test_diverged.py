"""A loss that runs away is a lesson with a cure, not an accident."""

from playwright.sync_api import expect

from tests.browser.bench import Bench

WILD = "#p=regression&steps=20000&lr=1&opt=sgd&act=relu&depth=1&width=8"


def test_a_run_that_diverges_says_when_and_why_and_offers_a_cure(bench: Bench) -> None:
    bench.open(WILD)
    bench.until_state("diverged")
    notice = bench.page.locator("section.warn")
    expect(notice).to_contain_text("The loss ran away at step")
    expect(notice).to_contain_text("Last finite loss")
    expect(notice).not_to_contain_text("NaN")
    expect(notice.locator(".button.strong")).to_be_visible()


def test_the_cure_is_one_click_and_the_run_trains(bench: Bench) -> None:
    bench.open(WILD)
    bench.until_state("diverged")
    bench.page.locator("section.warn .button.strong").click()
    bench.until_link("lr", "0.1")
    bench.until_step(51)
    assert bench.state == "running"
    expect(bench.page.locator("section.warn")).to_have_count(0)
