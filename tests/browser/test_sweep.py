"""A sweep in the browser: choose what differs, watch the grid train, open the best as a run."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

GRID = "#p=one-hidden-layer&steps=2000&x=lr:0.01:1:3&y=width:1:4:2"
PATIENCE_MS = 30_000


@pytest.fixture
def sweep(page: Page) -> Page:
    """The page of a sweep of six runs."""
    page.goto(f"/sweep/mlp{GRID}")
    expect(_cells(page)).to_have_count(6, timeout=PATIENCE_MS)
    return page


def _cells(page: Page) -> Locator:
    return page.locator("article button[aria-label*='loss'], article button[aria-label*=diverged]")


def test_every_cell_trains_and_the_best_is_named(sweep: Page) -> None:
    first = _cells(sweep).first
    before = first.get_attribute("aria-label") or ""
    assert re.match(r"η 0\.01, nₕ 1: test loss ", before)
    expect(first).not_to_have_attribute("aria-label", before, timeout=PATIENCE_MS)
    expect(sweep.locator("button[aria-label$='best so far']")).to_have_count(1)
    expect(
        sweep.get_by_role("img", name=re.compile("One line per run")).locator("path")
    ).to_have_count(6)


def test_a_cell_opens_as_a_run_with_its_settings(sweep: Page) -> None:
    sweep.get_by_role("button", name=re.compile("^η 1, nₕ 4")).click()
    expect(sweep.get_by_text("Chosen").first).to_be_visible()
    sweep.get_by_role("link", name="Open this run").click()
    sweep.wait_for_url("**/lab/mlp#*")
    assert "width=4" in sweep.url
    assert "lr=1" in sweep.url
    expect(sweep.get_by_role("slider", name="How far the run has come")).to_be_visible()


def test_it_goes_finer_around_the_best(sweep: Page) -> None:
    limits = [sweep.get_by_role("textbox", name=name).first for name in ("from", "to")]
    lo, hi = (float(limit.input_value()) for limit in limits)
    sweep.get_by_role("button", name="Finer around the best").click()
    sweep.wait_for_url(lambda address: GRID not in address)
    expect(_cells(sweep)).to_have_count(6, timeout=PATIENCE_MS)
    finer_lo, finer_hi = (float(limit.input_value()) for limit in limits)
    assert lo <= finer_lo < finer_hi <= hi
    assert (finer_lo, finer_hi) != (lo, hi)


def test_everyone_gets_another_seed(sweep: Page) -> None:
    sweep.get_by_role("button", name="Everyone another seed").click()
    expect(_cells(sweep)).to_have_count(9, timeout=PATIENCE_MS)
    expect(sweep.get_by_role("button", name=re.compile("^Weights seed 9"))).to_be_visible()


def test_a_range_that_makes_no_sense_is_explained_and_nothing_is_lost(sweep: Page) -> None:
    high = sweep.get_by_role("textbox", name="to").first
    high.fill("99")
    high.press("Enter")
    expect(sweep.get_by_role("alert")).to_have_text("Must be a number from 0.0001 to 3.")
    high.fill("0.001")
    high.press("Enter")
    expect(sweep.get_by_role("alert")).to_have_text(
        "The first value must be smaller than the last."
    )
    expect(_cells(sweep)).to_have_count(6)


def test_the_bench_leads_to_a_sweep_of_its_settings(page: Page) -> None:
    page.goto("/lab/mlp#p=one-hidden-layer&noise=0.3")
    page.get_by_role("link", name="Sweep").click()
    page.wait_for_url("**/sweep/mlp#*")
    expect(_cells(page).first).to_be_visible(timeout=PATIENCE_MS)
    assert "noise=0.3" in page.url


def test_a_lab_whose_runs_need_a_process_each_begins_with_nine(page: Page) -> None:
    page.goto("/sweep/cnn")
    expect(_cells(page)).to_have_count(9, timeout=PATIENCE_MS)
    expect(page.get_by_text("not started")).to_have_count(0)


def test_pause_and_again(sweep: Page) -> None:
    sweep.get_by_role("button", name="Pause", exact=True).click()
    expect(sweep.get_by_text("paused")).to_be_visible()
    sweep.get_by_role("button", name="Play", exact=True).click()
    expect(sweep.get_by_text("training ·")).to_be_visible()
