"""The lab `conv-arith` by hand: pointing lights what belongs together, sizes may be impossible."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import PATIENCE_SECS, Bench

PATIENCE_MS = PATIENCE_SECS * 1000


class ConvBench(Bench):
    """The page of `conv-arith`, which has no timeline to wait for."""

    def arrive(self, state: str = "#p=filters") -> "ConvBench":
        """Come from elsewhere to the lab, with `state` behind its address."""
        self.page.goto(f"/lab/{self.lab}{state}")
        for panel in ("input", "result", "window"):
            self.until_drawn(panel)
        return self

    @property
    def heading(self) -> Locator:
        return self.panel("window").locator(".heading")

    def cell(self, panel: str, row: int, col: int, side: int) -> tuple[float, float]:
        """The middle of a cell of a square matrix of `side` rows, on the page; read by keys."""
        box = self.stage(panel).bounding_box()
        assert box
        size = min(58, int(min(box["width"] - 2, box["height"] - 2) / side))
        left = box["x"] + (box["width"] - size * side) / 2
        top = box["y"] + (box["height"] - size * side) / 2
        return left + (col + 0.5) * size, top + (row + 0.5) * size

    def layer(self, panel: str, index: int) -> str:
        """The pixels of one canvas of a matrix: 0 its numbers, 1 what is lit."""
        canvas = self.panel(panel).locator("canvas").nth(index)
        return str(canvas.evaluate("each => each.toDataURL()"))


@pytest.fixture
def bench(page: Page) -> ConvBench:
    return ConvBench(page, "conv-arith").arrive()


def test_pointing_at_an_output_lights_window_kernel_and_terms_at_once(bench: ConvBench) -> None:
    mouse = bench.page.mouse
    lit = bench.layer("input", 1)
    mouse.move(*bench.cell("result", 1, 2, 4))
    bench.until(lambda: bench.layer("input", 1) != lit, "the window in the input lights up")
    expect(bench.heading).to_have_text("Output row 2, column 3", timeout=PATIENCE_MS)
    terms = bench.panel("window").get_by_role("list", name="term").get_by_role("listitem")
    expect(terms).to_have_count(9)
    expect(bench.panel("window").locator(".total")).to_contain_text("= 30")
    kernel = bench.layer("kernel", 1)
    terms.nth(0).hover()
    bench.until(lambda: bench.layer("kernel", 1) != kernel, "the tap of the term lights up")


def test_the_window_goes_back_when_the_pointer_leaves_and_stays_after_a_click(
    bench: ConvBench,
) -> None:
    mouse = bench.page.mouse
    mouse.move(*bench.cell("result", 3, 3, 4))
    expect(bench.heading).to_have_text("Output row 4, column 4", timeout=PATIENCE_MS)
    mouse.move(5, 5)
    expect(bench.heading).to_have_text("Output row 1, column 1", timeout=PATIENCE_MS)
    mouse.click(*bench.cell("result", 3, 3, 4))
    mouse.move(5, 5)
    bench.until_link("step", "15")
    expect(bench.heading).to_have_text("Output row 4, column 4")


def test_pointing_at_a_pixel_lights_every_output_it_goes_into(bench: ConvBench) -> None:
    lit = bench.layer("result", 1)
    bench.page.mouse.move(*bench.cell("input", 2, 2, 6))
    bench.until(lambda: bench.layer("result", 1) != lit, "the outputs light up")


def test_arrow_keys_walk_the_output(bench: ConvBench) -> None:
    bench.stage("result").focus()
    bench.page.keyboard.press("ArrowRight")
    bench.page.keyboard.press("ArrowDown")
    expect(bench.heading).to_have_text("Output row 2, column 2", timeout=PATIENCE_MS)


def test_a_typed_weight_repaints_the_output(bench: ConvBench) -> None:
    output = bench.layer("result", 0)
    bench.page.mouse.click(*bench.cell("kernel", 1, 1, 3))
    field = bench.panel("kernel").get_by_role("textbox")
    field.fill("−5")
    field.press("Enter")
    bench.until(lambda: bench.layer("result", 0) != output, "the output is painted anew")
    bench.until_link("kernel", "custom")


def test_going_to_another_cell_gives_the_number_and_looking_leaves_no_history(
    bench: ConvBench,
) -> None:
    entries = bench.page.evaluate("history.length")
    bench.page.mouse.click(*bench.cell("result", 2, 1, 4))
    bench.until_link("step", "9")
    assert bench.page.evaluate("history.length") == entries
    bench.page.mouse.click(*bench.cell("kernel", 1, 1, 3))
    bench.panel("kernel").get_by_role("textbox").fill("4")
    bench.page.mouse.click(*bench.cell("kernel", 0, 0, 3))
    bench.until_link("taps", "1,1,3:1 0 -1 1 4 -1 1 0 -1")
    expect(bench.panel("kernel").get_by_role("textbox")).to_have_value("1")


def test_a_dragged_weight_repaints_the_output(bench: ConvBench) -> None:
    output = bench.layer("result", 0)
    x, y = bench.cell("kernel", 0, 0, 3)
    bench.page.mouse.move(x, y)
    bench.page.mouse.down()
    bench.page.mouse.move(x, y - 60, steps=6)
    bench.page.mouse.up()
    bench.until(lambda: bench.layer("result", 0) != output, "the output is painted anew")


def test_dragging_sideways_moves_the_window(bench: ConvBench) -> None:
    x, y = bench.cell("input", 1, 1, 6)
    bench.page.mouse.move(x, y)
    bench.page.mouse.down()
    bench.page.mouse.move(*bench.cell("input", 1, 3, 6), steps=4)
    bench.page.mouse.move(*bench.cell("input", 3, 4, 6), steps=4)
    bench.page.mouse.up()
    expect(bench.heading).to_have_text("Output row 3, column 4", timeout=PATIENCE_MS)
    assert bench.link.get("image") is None


def test_the_answer_is_told_after_a_few_moves_of_the_learners_own_hand(bench: ConvBench) -> None:
    verdict = bench.page.locator(".after .verdict")
    bench.page.get_by_role("button", name="0 30 30 0").click()
    expect(verdict).to_have_count(0)
    bench.stage("result").focus()
    walk = {"Right": "1, 2", "Down": "2, 2", "Left": "2, 1", "Up": "1, 1"}
    for key, place in [*walk.items(), *walk.items()][:7]:
        bench.page.keyboard.press(f"Arrow{key}")
        row, col = place.split(", ")
        expect(bench.heading).to_have_text(f"Output row {row}, column {col}")
    expect(verdict).to_be_visible(timeout=PATIENCE_MS)


def test_padding_goes_to_both_ends_of_its_slider(bench: ConvBench) -> None:
    result = bench.panel("result")
    bench.drag("padding", 0.5, 1.0)
    expect(result.locator(".note")).to_have_text("16 × 16", timeout=PATIENCE_MS)
    bench.drag("padding", 0.0)
    expect(result.locator(".note")).to_have_text("4 × 4", timeout=PATIENCE_MS)


def test_a_kernel_that_does_not_fit_is_explained_and_the_picture_stays(bench: ConvBench) -> None:
    result = bench.panel("result")
    bench.type_value("f", "7")
    expect(result.locator(".caution")).to_contain_text("Take f ≤ 6", timeout=PATIENCE_MS)
    expect(result.locator(".note")).to_have_text("4 × 4")
    bench.type_value("padding", "1")
    expect(result.locator(".caution")).to_have_count(0, timeout=PATIENCE_MS)
    expect(result.locator(".note")).to_have_text("2 × 2")


def test_a_drawing_becomes_the_picture(bench: ConvBench) -> None:
    stage = bench.stage("pixels")
    stage.scroll_into_view_if_needed()
    bench.until_drawn("pixels")
    before = bench.layer("output", 0)
    box = stage.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    bench.page.mouse.move(x + 30, y - 40)
    bench.page.mouse.down()
    bench.page.mouse.move(x + 30, y + 40, steps=8)
    bench.page.mouse.up()
    bench.until(lambda: bench.layer("output", 0) != before, "the feature map follows the pen")
    bench.until_link("image", "drawn")


def test_only_a_learned_kernel_brings_the_transport(bench: ConvBench) -> None:
    expect(bench.timeline).to_have_count(0)
    bench.row("kernel").get_by_role("combobox").select_option("learned")
    expect(bench.timeline).to_be_visible(timeout=PATIENCE_MS)
    bench.play()
    bench.until_state("finished")
