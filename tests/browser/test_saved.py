"""A run is saved, found again, renamed, deleted, opened where it stood and trained on."""

import csv
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.bench import Bench
from tests.browser.watching import watched
from tests.serving import Address, quiet_environment, serving

TRAINS = "#p=one-hidden-layer&steps=20000&lr=0.05"
SHORT = "#p=one-hidden-layer&steps=60&weights_seed=3&speed=max"
#: Markup, an override of the reading direction, and no place to break a line.
HOSTILE = "<img src=x onerror=alert(1)>\u202egnp.exe " + "W" * 82


def save(bench: Bench, name: str = "", note: str = "") -> str:
    """Save the run in focus; its short link."""
    bench.page.keyboard.press("Control+s")
    dialog = bench.page.get_by_role("dialog")
    if name:
        dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("textbox", name="Note").fill(note)
    dialog.get_by_role("button", name="Save", exact=True).click()
    link = dialog.get_by_role("textbox", name="Short link").input_value()
    dialog.get_by_role("button", name="Back to the bench").click()
    return link


def saved_run(page: Page, name: str, state: str = TRAINS, until: int = 40) -> str:
    """A run of that name, paused at `until` or after, or at its end; its short link."""
    bench = Bench(page).open(state)
    bench.until_step(until)
    if bench.state == "running":
        bench.pause()
    return save(bench, name)


def row(page: Page, name: str) -> Locator:
    """A run in the list."""
    return page.get_by_role("article", name=name, exact=True)


def found(page: Page, name: str) -> Locator:
    """The list, narrowed to that name, and its row there."""
    page.goto("/saved")
    page.get_by_role("searchbox").fill(name)
    expect(page.locator("article")).to_have_count(1)
    expect(row(page, name)).to_have_count(1)
    return row(page, name)


def assert_clean(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert not [(rule["id"], node["html"][:160]) for rule in violations for node in rule["nodes"]]


def test_a_run_that_trains_is_saved_and_listed_with_its_numbers(bench: Bench) -> None:
    bench.open(TRAINS)
    bench.until_step(20)
    bench.page.get_by_role("button", name="Save", exact=True).click()
    dialog = bench.page.get_by_role("dialog")
    name = dialog.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    expect(name).to_have_value("One hidden layer, η 0.05, T 20000")
    expect(dialog.get_by_text("It goes on training")).to_be_visible()
    expect(dialog.locator("img")).to_be_visible()
    assert_clean(bench.page)
    bench.page.keyboard.type("Corners close early")
    bench.page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", name="Saved")).to_be_visible()
    assert_clean(bench.page)
    dialog.get_by_role("link", name="All saved runs").click()
    run = row(bench.page, "Corners close early")
    expect(run).to_contain_text("training")
    expect(run).to_contain_text("Bend the boundary · One hidden layer")
    expect(run.locator("[data-metric=train_loss]")).to_have_text(re.compile(r"^[\d.]"))
    expect(run.locator("img")).to_be_visible()
    expect(run.locator("time")).to_have_text("now")


def test_a_refusal_is_told_and_nothing_typed_is_lost(browser: Browser, server: Address) -> None:
    with watched(browser, server.url, forgive=("422",)) as (context, _):
        page = context.new_page()
        Bench(page).open(TRAINS).until_step(5)
        page.keyboard.press("Control+s")
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Name").fill("\u200b")
        dialog.get_by_role("textbox", name="Note").fill("my note")
        dialog.get_by_role("button", name="Save", exact=True).click()
        expect(dialog.get_by_role("alert")).to_contain_text("at least one visible character")
        expect(dialog.get_by_role("textbox", name="Note")).to_have_value("my note")


def test_a_short_link_opens_the_run_where_it_stood(page: Page) -> None:
    link = saved_run(page, "Where it stood")
    bench = Bench(page)
    step = bench.step
    page.goto("/saved")
    page.goto(link)
    bench.until_state("paused")
    bench.until_step(step)
    assert bench.step == step
    assert page.url.endswith("/lab/mlp#p=one-hidden-layer&lr=0.05&steps=20000")
    curves = bench.panel("curves")
    curves.get_by_role("button", name="Show as table").click()
    with page.expect_download() as download:
        curves.get_by_role("button", name="Save as CSV").click()
    _, *rows = csv.reader(download.value.path().read_text(encoding="utf-8").splitlines())
    assert (int(rows[0][0]), int(rows[-1][0])) == (step, 0)


def test_one_that_is_resumed_trains_on(page: Page) -> None:
    saved_run(page, "Trains on")
    step = Bench(page).step
    found(page, "Trains on").get_by_role("link", name="Resume").click()
    bench = Bench(page)
    bench.until_step(step + 5)
    assert bench.state == "running"
    page.go_back()
    expect(page.get_by_role("heading", name="Saved runs")).to_be_visible()


def test_name_and_note_are_changed_where_they_stand(page: Page) -> None:
    saved_run(page, "First name", SHORT, 60)
    found(page, "First name").get_by_role("button", name="Name and note").click()
    page.get_by_role("textbox", name="Name").fill("Second name")
    page.get_by_role("textbox", name="Note").fill("seen twice")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(row(page, "Second name")).to_contain_text("seen twice")
    expect(found(page, "Second name")).to_contain_text("seen twice")


def test_a_deletion_is_taken_back_by_the_keyboard(page: Page) -> None:
    saved_run(page, "Not so fast", SHORT, 60)
    bin_button = found(page, "Not so fast").get_by_role("button", name="Delete")
    bin_button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deleted.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "Not so fast")).to_be_focused()
    found(page, "Not so fast").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted.")).to_be_visible()
    page.reload()
    page.get_by_role("searchbox").fill("Not so fast")
    expect(page.get_by_text("No saved run is like that")).to_be_visible()
    assert_clean(page)


def test_a_hostile_name_is_only_a_name(page: Page) -> None:
    saved_run(page, HOSTILE, SHORT, 60)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/saved")
    page.get_by_role("searchbox").fill("gnp.exe")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article h2")).to_have_text(HOSTILE)
    assert page.locator("article h2 img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_clean(page)


def test_the_list_is_narrowed_to_a_state_and_sorted_by_a_number(page: Page) -> None:
    saved_run(page, "Sorted one", SHORT, 60)
    found(page, "Sorted one")
    page.get_by_role("combobox", name="State").select_option("diverged")
    expect(page.get_by_text("No saved run is like that")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("combobox", name="Sorted by").select_option("Lowest train loss")
    expect(row(page, "Sorted one")).to_be_visible()


def test_two_are_compared_by_curves_settings_and_numbers(page: Page) -> None:
    saved_run(page, "Beside, slow", f"{SHORT}&lr=0.01", 60)
    saved_run(page, "Beside, fast", f"{SHORT}&lr=0.1", 60)
    page.goto("/saved")
    page.get_by_role("searchbox").fill("beside")
    expect(page.locator("article")).to_have_count(2)
    page.get_by_role("checkbox", name="Compare Beside, slow").check()
    page.get_by_role("checkbox", name="Compare Beside, fast").check()
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator(".entry")).to_have_count(2)
    page.get_by_role("combobox", name="Number").select_option("test loss")
    expect(page.locator(".entry").last).to_contain_text("B test loss")
    rate = page.get_by_role("row", name="Learning rate")
    expect(rate.get_by_role("cell")).to_have_text(["0.01", "0.1"])
    expect(page.get_by_role("row", name="Examples")).to_have_count(0)
    expect(page.get_by_role("row", name="Step")).to_contain_text("60")
    assert_clean(page)
    page.get_by_role("link", name="All saved runs").click()
    expect(page.get_by_role("heading", name="Saved runs", exact=True)).to_be_visible()


def test_a_link_that_leads_nowhere_says_so(browser: Browser, server: Address) -> None:
    with watched(browser, server.url, forgive=("404",)) as (context, _):
        page = context.new_page()
        for link in ("/s/abc", "/s/00000000000"):
            page.goto(link)
            expect(page.get_by_role("heading")).to_have_text("There is nothing at this address")
            expect(page.get_by_role("link", name="To the shelf of lectures")).to_be_visible()
        page.get_by_role("link", name="All saved runs").click()
        expect(page.get_by_role("heading", name="Saved runs")).to_be_visible()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "saved.db"


def _server(database: Path, log: Path) -> AbstractContextManager[Address]:
    command = [sys.executable, "-m", "tinkernet", "serve", "--db", database]
    return serving(command, log=log, env=quiet_environment())


@pytest.fixture
def killed(browser: Browser, database: Path, tmp_path: Path) -> Iterator[tuple[Page, int]]:
    """The list after a server was killed while a saved run trained, and how far that had come."""
    with (
        _server(database, tmp_path / "first.log") as first,
        browser.new_context(base_url=first.url) as context,
    ):
        bench = Bench(context.new_page()).open(TRAINS)
        bench.until_step(20)
        save(bench, "Was training")
        bench.until_step(250)
        psutil.Process(first.pid).kill()
        step = bench.step
    with (
        _server(database, tmp_path / "second.log") as second,
        watched(browser, second.url) as (context, _),
    ):
        yield context.new_page(), step


def test_after_a_sudden_end_a_run_goes_on_from_close_to_where_it_was(
    killed: tuple[Page, int],
) -> None:
    page, step = killed
    run = found(page, "Was training")
    expect(run).to_contain_text("interrupted")
    kept = int(run.locator("[data-step]").get_attribute("data-step") or -1)
    # It is written every two seconds, at eighty steps a second.
    assert step - 400 <= kept <= step + 80
    assert kept > 20
    run.get_by_role("link", name="Resume").click()
    Bench(page).until_step(kept + 5)
