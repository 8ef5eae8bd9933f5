"""Controls change a run while it trains, tell what they did, and refuse what cannot be."""

import httpx
from playwright.sync_api import expect

from tests.browser.bench import Bench
from tests.serving import Address

GROUPS = ("data", "network", "training", "regularisation")


def test_dragging_the_learning_rate_changes_the_run_without_a_reset(bench: Bench) -> None:
    bench.open()
    bench.until_step(5)
    before, rate = bench.step, bench.value("lr")
    bench.drag("lr", 0.6, 0.4, 0.45)
    now = bench.value("lr")
    assert now != rate
    expect(bench.marks).to_have_count(1)
    bench.until_link("lr", f"{now:g}")
    bench.grows()
    assert bench.step > before


def test_a_live_change_leaves_its_old_and_new_value_on_timeline_and_curve(bench: Bench) -> None:
    bench.open()
    bench.until_step(5)
    step = bench.pause()
    before = bench.picture("curves")
    bench.type_value("lr", "0.02")
    expect(bench.marks).to_have_attribute("title", f"η 0.1 → 0.02 ({step})")
    expect(bench.page.locator(".timeline .flag")).to_have_text("η 0.1 → 0.02")
    bench.until_changed("curves", before)


def test_a_slider_moves_by_keys_as_sliders_do(bench: Bench) -> None:
    bench.open()
    bench.until_state("running")
    thumb = bench.slider("dropout")
    thumb.focus()
    for key, above in (("ArrowRight", 0), ("ArrowUp", 0), ("PageUp", 0.05)):
        before = bench.value("dropout")
        thumb.press(key)
        bench.until(lambda b=before, a=above: bench.value("dropout") > b + a, f"{key} moves it up")
    for key in ("ArrowLeft", "ArrowDown", "PageDown"):
        before = bench.value("dropout")
        thumb.press(key)
        bench.until(lambda b=before: bench.value("dropout") < b, f"{key} moves it down")
    thumb.press("End")
    bench.until_link("dropout", "0.8")
    thumb.press("Home")
    bench.until_link("dropout", None)
    assert bench.value("dropout") == 0


def test_a_slider_is_announced_with_range_value_and_meaning(bench: Bench) -> None:
    bench.open()
    thumb = bench.slider("lr")
    expect(thumb).to_have_accessible_name("Learning rateη")
    expect(thumb).to_have_attribute("aria-valuemin", "0.0001")
    expect(thumb).to_have_attribute("aria-valuemax", "3")
    expect(thumb).to_have_attribute("aria-valuetext", "0.1 (logarithmic)")
    expect(thumb).to_have_accessible_description(
        "How far each step goes. Too far, and the loss runs away."
    )


def test_a_number_can_be_typed(bench: Bench) -> None:
    bench.open()
    bench.until_state("running")
    bench.type_value("lr", "0.005")
    bench.until_link("lr", "0.005")
    assert bench.value("lr") == 0.005


def test_a_number_out_of_range_is_refused_with_a_sentence_and_the_old_one_kept(
    bench: Bench,
) -> None:
    bench.open()
    bench.until_state("running")
    for text in ("50", "-1", "fast", "NaN", "1e999"):
        bench.type_value("lr", text)
        expect(bench.row("lr").get_by_role("alert")).to_have_text(
            f"Learning rate must be a number from 0.0001 to 3; “{text}” came."
        )
        expect(bench.row("lr").get_by_role("textbox")).to_have_value("0.1")
    assert "lr" not in bench.link
    bench.grows()
    bench.type_value("lr", "0.2")
    expect(bench.row("lr").get_by_role("alert")).to_have_count(0)


def test_a_control_of_the_data_starts_the_run_again(bench: Bench) -> None:
    bench.open()
    bench.until_step(40)
    before = bench.step
    bench.page.get_by_role("radio", name="circles").check(force=True)
    bench.until(lambda: bench.step < before, "the run begins again")
    bench.until_link("task", "circles")
    bench.grows()
    expect(bench.marks).to_have_count(0)


def test_the_preset_comes_back_with_one_button(bench: Bench) -> None:
    bench.open("#p=one-hidden-layer&steps=20000&lr=0.5&noise=0.3")
    bench.until_state("running")
    assert (bench.value("lr"), bench.value("noise")) == (0.5, 0.3)
    bench.press("Back to the preset")
    bench.until_link("lr", None)
    bench.until(lambda: bench.value("noise") == 0.1, "the noise is the preset's")


def test_a_teacher_can_leave_controls_out_of_the_link(bench: Bench) -> None:
    bench.open()
    bench.press("Hide controls…")
    bench.page.get_by_role("checkbox", name="Show Noise").uncheck()
    bench.press("Done")
    expect(bench.row("noise")).to_have_count(0)
    assert bench.link["hide"] == "noise"
    bench.page.reload()
    expect(bench.row("lr")).to_be_visible()
    expect(bench.row("noise")).to_have_count(0)


def test_every_slider_reaches_both_ends_without_an_error(bench: Bench, server: Address) -> None:
    controls = httpx.get(f"{server.url}/api/labs/mlp").json()["controls"]
    bench.open("#p=one-hidden-layer&steps=20000&init=normal")
    bench.until_state("running")
    sliders = [c for c in controls if bench.row(c["name"]).get_by_role("slider").count()]
    assert {c["group"] for c in sliders} == set(GROUPS)
    for control in sliders:
        name, start = control["name"], bench.value(control["name"])
        for share, end in ((0.0, control["lo"]), (1.0, control["hi"])):
            bench.drag(name, share)
            bench.until(lambda n=name, e=end: bench.value(n) == e, f"{name} stands at {end}")
            bench.until_state("running", "diverged", "finished")
            text = bench.page.locator("main").inner_text()
            assert "NaN" not in text, f"{name} at {end}"
            assert "undefined" not in text, f"{name} at {end}"
        bench.type_value(name, f"{start:g}")
        bench.until(lambda n=name, s=start: bench.value(n) == s, f"{name} is back")
        if bench.state != "running":
            bench.page.keyboard.press("r")
