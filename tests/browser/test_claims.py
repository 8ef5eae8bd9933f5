"""Predict, then see: a claim is checked in the run itself, and its topic is ticked off."""

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import Bench


def claim(page: Page) -> Locator:
    """What the lesson says about the claim of the preset."""
    return page.locator("section.claim")


def answered(bench: Bench, choice: int = 1) -> None:
    """Choose an answer to the preset's question."""
    bench.page.locator(".choices button").nth(choice).click()


def test_a_claim_that_holds_is_said_with_its_number_and_ticks_the_topic(bench: Bench) -> None:
    bench.page.goto("/lab/mlp#p=one-hidden-layer&vs=none")
    expect(claim(bench.page)).to_contain_text("reaches 0.97")
    answered(bench)
    expect(claim(bench.page)).to_contain_text("ticked off")
    expect(claim(bench.page)).to_contain_text("It does")
    bench.page.get_by_role("button", name="Preset:").click()
    first = bench.page.get_by_role("menuitemradio").first
    expect(first).to_contain_text("ticked off")
    bench.page.goto("/#lecture-5")
    topic = bench.page.locator("#lecture-5 a[href='/lab/mlp#p=one-hidden-layer']").first
    expect(topic).to_contain_text("ticked off")
    expect(bench.page.locator("#lecture-5 footer")).to_contain_text("ticked off")


def test_without_an_answer_the_claim_holds_and_the_topic_waits(bench: Bench) -> None:
    bench.page.goto("/lab/mlp#p=one-hidden-layer&vs=none")
    bench.page.get_by_role("button", name="Skip and run").click()
    expect(claim(bench.page)).to_contain_text("It does")
    expect(claim(bench.page)).to_contain_text("Answer the question")
    expect(claim(bench.page)).to_have_attribute("data-ticked", "false")


def test_another_learning_rate_makes_another_run(bench: Bench) -> None:
    bench.page.goto("/lab/mlp#p=regression&lr=0.0001")
    expect(claim(bench.page)).to_contain_text("this is another run")


def test_what_held_before_is_not_said_of_another_run(bench: Bench) -> None:
    bench.page.goto("/lab/mlp#p=one-hidden-layer&vs=none")
    answered(bench)
    expect(claim(bench.page)).to_contain_text("It does")
    bench.type_value("lr", "0.0002")
    expect(claim(bench.page)).to_contain_text("It did, as the preset sets it")


def test_where_nothing_trains_answer_and_hand_tick_the_topic(bench: Bench) -> None:
    bench.page.goto("/lab/conv-arith#p=filters")
    answered(bench)
    expect(claim(bench.page)).to_contain_text("your own hand")
    slider = bench.page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    expect(claim(bench.page)).to_contain_text("ticked off")


def test_progress_is_saved_as_a_file_forgotten_and_loaded(bench: Bench, tmp_path: Path) -> None:
    page = bench.page
    page.goto("/lab/conv-arith#p=filters")
    answered(bench)
    page.goto("/")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "progress.json"
    saved.value.save_as(file)
    assert json.loads(file.read_text())["answers"] == {"conv-arith/filters": 1}
    page.get_by_role("button", name="Forget all").click()
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_text("All answers and ticks are forgotten")).to_be_visible()
    assert page.evaluate("localStorage.getItem('tinkernet.progress')").count("filters") == 0
    page.get_by_label("Load a file").last.set_input_files(file)
    expect(page.get_by_text("The file was added")).to_be_visible()
    assert page.evaluate("localStorage.getItem('tinkernet.progress')").count("filters") > 0


def test_a_file_of_something_else_is_refused_with_a_sentence(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"format": "tinkernet-progress", "version": 1, "name": "Ann"}')
    page.goto("/")
    page.get_by_label("Load a file").last.set_input_files(file)
    expect(page.get_by_text("has no part called “name”")).to_be_visible()
