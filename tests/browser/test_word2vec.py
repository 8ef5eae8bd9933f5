"""Word2Vec in the browser: walk the window, watch the words, ask the map, paste a text."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import Bench


def opened(page: Page, state: str, panel: str) -> Bench:
    bench = Bench(page, "word2vec").open(state)
    bench.panel(panel).scroll_into_view_if_needed()
    bench.until_drawn(panel)
    return bench


def asked(bench: Bench, question: str) -> None:
    bench.panel("map").get_by_label("Ask for a word").fill(question)
    bench.panel("map").get_by_role("button", name="Ask", exact=True).click()


def window(bench: Bench) -> Locator:
    return bench.panel("window").get_by_role("group", name=re.compile("The window"))


def test_words_walk_to_their_friends_and_the_map_answers(page: Page) -> None:
    bench = opened(page, "#p=skip-gram&steps=400", "map")
    before = bench.picture("map")
    bench.play()
    bench.until_changed("map", before)
    bench.until(lambda: bench.step >= 400, "the run has ended")
    asked(bench, "king - man + woman")
    expect(bench.panel("neighbours").get_by_role("heading")).to_contain_text("≈ queen")
    bench.until_link("asked", "king - man + woman")
    asked(bench, "applle")
    expect(bench.panel("map").get_by_role("alert")).to_contain_text("Do you mean apple")
    asked(bench, "apple")
    first = bench.panel("neighbours").locator("tbody tr").first
    expect(first).to_contain_text(re.compile("orange|banana|mango|grape"))
    first.hover()
    expect(bench.panel("map").locator("output")).to_contain_text(", fruit")


def test_the_window_is_walked_by_keys_and_its_pairs_follow(page: Page) -> None:
    bench = opened(page, "#p=make-dataset", "window")
    centre = window(bench).locator(".centre")
    first = centre.inner_text()
    window(bench).press("ArrowRight")
    expect(centre).not_to_have_text(first)
    bench.until_link("at", "1")
    word = (centre.text_content() or "").split(",")[0]
    expect(bench.panel("pairs").locator("tbody tr td").first).to_have_text(word)


def test_a_text_of_ones_own_is_learnt_and_a_bad_one_is_told(page: Page) -> None:
    bench = opened(page, "#p=make-dataset", "window")
    bench.panel("window").get_by_role("button", name="Your own text…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("lonely")
    dialog.get_by_role("button", name="Learn from this text").click()
    expect(dialog.get_by_role("alert")).to_contain_text("at least two different words")
    violations = Axe().run(page).response["violations"]
    assert not violations, [rule["id"] for rule in violations]
    dialog.get_by_role("textbox").fill("گربه روی فرش خوابید. سگ روی فرش نشست.")
    dialog.get_by_role("button", name="Learn from this text").click()
    expect(dialog).to_be_hidden()
    expect(window(bench)).to_have_attribute("dir", "rtl")
    expect(window(bench)).to_contain_text("گربه")


def test_fifty_megabytes_are_refused_in_the_page(page: Page) -> None:
    bench = opened(page, "#p=make-dataset", "window")
    bench.panel("window").get_by_role("button", name="Your own text…").click()
    script = """area => {
      const data = new DataTransfer();
      data.setData('text/plain', 'word '.repeat(10_000_000));
      area.dispatchEvent(new ClipboardEvent('paste',
        { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").evaluate(script)
    expect(dialog.get_by_role("alert")).to_contain_text("50,000,000")
    expect(dialog.get_by_role("textbox")).to_have_value("")


@pytest.mark.parametrize("preset", ["loss-intuition", "other-methods"])
def test_every_panel_of_a_preset_is_drawn(page: Page, preset: str) -> None:
    opened(page, f"#p={preset}", "map")
    expect(page.locator("article[aria-busy=true]")).to_have_count(0)
