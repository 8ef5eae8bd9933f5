"""Learners paint points of their own, wipe them away and paste tables."""

import pytest
from playwright.sync_api import expect

from tests.browser.bench import Bench

EMPTY = "#p=one-hidden-layer&steps=20000&task=brushed"
LETTERS_PER_POINT = 5
GOOD = "x,y,label\n" + "\n".join(f"{i / 10 - 1},{(i * 7 % 20) / 10 - 1},{i % 2}" for i in range(20))


def test_a_stroke_paints_points_and_the_network_trains_on_them(bench: Bench) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paint(bench, "class 0", [(0.4, 0.2), (0.4, 0.7)])
    _paint(bench, "class 1", [(0.6, 0.2), (0.6, 0.7)])
    assert _points(bench) > 4
    before = bench.picture("boundary")
    bench.grows()
    bench.until_changed("boundary", before)


def test_erasing_takes_points_away(bench: Bench) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paint(bench, "class 0", [(0.4, 0.2), (0.4, 0.7)])
    _paint(bench, "class 1", [(0.6, 0.2), (0.6, 0.7)])
    painted = int(bench.settled(lambda: str(_points(bench))))
    bench.press("Erase")
    _stroke(bench, [(0.4, 0.2), (0.4, 0.7)])
    bench.until(lambda: 0 < _points(bench) < painted, "some points are gone")


def test_painted_points_survive_reload_and_restart(bench: Bench) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paint(bench, "class 1", [(0.4, 0.2), (0.4, 0.7)])
    points = bench.settled(lambda: bench.link.get("points", ""))
    bench.page.keyboard.press("r")
    bench.grows()
    assert bench.link["points"] == points
    bench.page.reload()
    bench.until_drawn("boundary")
    bench.grows()
    assert bench.link["points"] == points


def test_a_good_table_becomes_the_points(bench: Bench) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paste(bench, GOOD)
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    bench.until(lambda: _points(bench) == 20, "twenty points are in the link")
    bench.grows()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("0.5,1.2,0\n0.1,red,1", "Line 2, column y must be a number; 'red' came."),
        ("0.5,1.2", "Line 1 must have 3 columns, x,y,label; it has 2."),
        ("", "Paste at least one line"),
        ("x,y,label", "No point is in the pasted table: give lines of x,y,label."),
        ("0.5,1e999,0", "Line 1, column y must be a number"),
    ],
)
def test_a_bad_table_is_refused_with_its_line_and_rule(
    bench: Bench, table: str, sentence: str
) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paste(bench, table)
    expect(bench.page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    expect(bench.page.get_by_role("textbox", name="Table of points")).to_have_value(table)
    bench.press("Cancel")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)


def test_a_table_of_a_million_rows_is_refused_and_the_run_goes_on(bench: Bench) -> None:
    bench.open()
    bench.until_step(1)
    bench.press("Paste…")
    bench.page.get_by_role("textbox", name="Table of points").evaluate(
        """(area) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', '0.1,0.2,1\\n'.repeat(1e6));
          const event = { clipboardData, bubbles: true, cancelable: true };
          area.dispatchEvent(new ClipboardEvent('paste', event));
        }"""
    )
    expect(bench.page.get_by_role("alert").filter(has_text="at most")).to_be_visible()
    bench.press("Cancel")
    bench.grows()


def test_points_of_one_class_only_are_taken_and_train(bench: Bench) -> None:
    bench.open(EMPTY)
    bench.until_drawn("boundary")
    _paste(bench, "0.5,0.5,0\n-0.5,0.5,0\n0.2,-0.4,0\n0.1,0.9,0")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    bench.until(lambda: _points(bench) == 4, "four points are in the link")
    bench.grows()
    expect(bench.page.locator("main")).not_to_contain_text("NaN")


def test_painting_on_drawn_data_keeps_that_data(bench: Bench) -> None:
    bench.open()
    bench.until_drawn("boundary")
    _paint(bench, "class 1", [(0.5, 0.5)])
    assert _points(bench) > 200
    bench.until_link("task", "brushed")
    bench.grows()


def test_a_curve_can_be_drawn_by_hand_too(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000&task=drawn")
    bench.until_drawn("regression")
    bench.panel("regression").get_by_role("button", name="Paint").first.click()
    _stroke(bench, [(0.3, 0.3), (0.7, 0.6)], panel="regression")
    bench.until(lambda: _points(bench) > 2, "the points are in the link")
    bench.grows()


def _paint(bench: Bench, name: str, through: list[tuple[float, float]]) -> None:
    """A stroke with the brush of a class; done when the link has more points."""
    before = _points(bench)
    bench.press(f"Paint {name}")
    _stroke(bench, through)
    bench.until(lambda: _points(bench) > before, f"{name} was painted")


def _stroke(bench: Bench, through: list[tuple[float, float]], panel: str = "boundary") -> None:
    """Draw with the pointer through shares of a picture's width and height."""
    bench.stage(panel).scroll_into_view_if_needed()
    box = bench.stage(panel).bounding_box()
    assert box
    places = [(box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in through]
    bench.page.mouse.move(*places[0])
    bench.page.mouse.down()
    for place in places[1:]:
        bench.page.mouse.move(*place, steps=8)
    bench.page.mouse.up()


def _points(bench: Bench) -> int:
    return len(bench.link.get("points", "")) // LETTERS_PER_POINT


def _paste(bench: Bench, table: str) -> None:
    bench.press("Paste…")
    bench.page.get_by_role("textbox", name="Table of points").fill(table)
    bench.press("Use these points")
