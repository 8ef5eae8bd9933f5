"""What a learner takes home of a run through the dialog of the bench."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.browser.bench import Bench
from tests.browser.watching import watched
from tests.serving import Address

STILL = "#p=one-hidden-layer&steps=60&weights_seed=3"


def _dialog(bench: Bench) -> Locator:
    bench.open(STILL)
    bench.until_state("finished")
    bench.page.get_by_role("button", name="Share").click()
    return bench.page.get_by_role("dialog", name="Share this bench")


def _saved(bench: Bench, button: str, folder: Path) -> Path:
    with bench.page.expect_download() as download:
        bench.page.get_by_role("button", name=button, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_script_of_a_run_is_saved_with_its_numbers(bench: Bench, tmp_path: Path) -> None:
    dialog = _dialog(bench)
    path = _saved(bench, "PyTorch script", tmp_path)
    names = zipfile.ZipFile(path).namelist()
    assert {"run.py", "run.safetensors", "losses.csv", "data.csv"} <= set(names)
    expect(dialog.get_by_text(f"Saved: {path.name}")).to_be_visible()


def test_the_report_holds_settings_curves_and_pictures_and_runs_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    _dialog(bench)
    path = _saved(bench, "Report", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert text.count("data:image/png") >= 2
    failures: list[str] = []
    # A browser that knows nothing of the server.
    browser = bench.page.context.browser
    assert browser
    page = browser.new_page()
    page.on("console", lambda message: failures.append(message.text))
    page.goto(path.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("One hidden layer")
    expect(page.get_by_role("row", name=re.compile("Units per layer"))).to_contain_text("8")
    expect(page.locator("svg path")).not_to_have_count(0)
    expect(page.get_by_role("link")).to_have_attribute("href", re.compile("#p=one-hidden-layer"))
    assert page.evaluate("[...document.images].every((each) => each.naturalWidth > 100)")
    assert failures == []
    page.close()


def test_a_curve_is_saved_as_svg(bench: Bench, tmp_path: Path) -> None:
    bench.open(STILL)
    bench.until_state("finished")
    with bench.page.expect_download() as download:
        bench.panel("curves").get_by_role("button", name="Save as SVG").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "training" in text


def test_a_server_that_is_gone_is_said_where_the_file_was_asked_for(
    browser: Browser, server: Address
) -> None:
    with watched(browser, server.url, forgive=("Failed to load resource",)) as (context, _):
        bench = Bench(context.new_page())
        dialog = _dialog(bench)
        context.route("**/takeaway/**", lambda route: route.abort())
        dialog.get_by_role("button", name="Notebook", exact=True).click()
        expect(
            dialog.get_by_text("The server does not answer. Is it still running?")
        ).to_be_visible()
