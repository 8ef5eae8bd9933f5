"""A lab's page opens with a network that trains, or with a question first."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench import Bench
from tests.browser.watching import watched
from tests.serving import Address

QUESTION = "#p=one-hidden-layer"


def test_a_bare_lab_trains_at_once(bench: Bench) -> None:
    bench.open("")
    bench.until_drawn("boundary")
    before = bench.picture("boundary")
    bench.grows()
    bench.until_changed("boundary", before)


def test_a_bare_lab_shows_its_numbers_and_its_lesson(bench: Bench) -> None:
    bench.open("")
    bench.until(lambda: bench.number("train_loss") != "", "the training loss is told")
    assert float(bench.number("train_loss")) >= 0
    expect(bench.page.locator(".prose .katex").first).to_be_visible()


def test_a_topic_asks_before_it_runs(bench: Bench) -> None:
    bench.open(QUESTION)
    bench.until_drawn("boundary")
    expect(bench.page.get_by_text("Predict, then see")).to_be_visible()
    expect(bench.page.locator(".choices button").first).to_be_enabled()
    assert (bench.state, bench.step) == ("paused", 0)


def test_an_answer_starts_the_run_and_is_judged_by_it(bench: Bench) -> None:
    bench.open(QUESTION)
    bench.until_state("paused")
    answer = bench.page.locator(".choices button").first
    answer.click()
    expect(answer).to_have_attribute("aria-pressed", "true")
    bench.grows()
    verdict = bench.page.locator(".question .verdict")
    expect(verdict).to_be_visible()
    expect(bench.page.locator(".choices .right:disabled")).to_have_count(1)


def test_play_skips_the_question(bench: Bench) -> None:
    bench.open(QUESTION)
    bench.until_state("paused")
    bench.play()
    bench.grows()


def test_an_answered_question_is_not_asked_again(bench: Bench) -> None:
    bench.open(QUESTION)
    bench.until_state("paused")
    bench.page.locator(".choices button").first.click()
    bench.grows()
    bench.page.goto("/")
    bench.open(QUESTION)
    bench.until_step(1)


def test_an_unknown_lab_says_so(browser: Browser, server: Address) -> None:
    with watched(browser, server.url, forgive=("404",)) as (context, _):
        page = context.new_page()
        page.goto("/lab/nothing")
        expect(page.get_by_role("heading")).to_have_text("There is nothing at this address")
        expect(page.get_by_text("There is no lab called “nothing” yet.")).to_be_visible()
        page.get_by_role("link", name="To the shelf of lectures").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Deep learning you can take hold of"
        )


@pytest.mark.parametrize("number", range(1, 7))
def test_every_preset_draws_its_pictures(bench: Bench, number: int) -> None:
    bench.open()
    bench.until_state("running")
    bench.page.keyboard.press(str(number))
    bench.until(lambda: bench.page.locator("[aria-busy=true]").count() == 0, "all are drawn")


def test_the_page_title_names_the_lab(page: Page) -> None:
    page.goto("/lab/mlp")
    expect(page).to_have_title("Bend the boundary · Tinkernet")
