"""A convolutional net in the browser: build, break, draw, look at mistakes, while it trains."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import Bench

LONG = "#p=convnet-in-detail&steps=1000&speed=20"


@pytest.fixture
def cnn(page: Page) -> Bench:
    """The lab with its net in sight, training."""
    bench = Bench(page, "cnn")
    bench.open(LONG)
    bench.until_drawn("bricks")
    bench.until_step(3)
    return bench


def _brick(bench: Bench, name: str) -> Locator:
    return bench.panel("bricks").get_by_role("button", name=re.compile(f"^{name}"))


def test_a_brick_is_added_and_the_shapes_follow_while_it_trains(cnn: Bench) -> None:
    bricks = cnn.panel("bricks").get_by_role("listitem")
    expect(bricks).to_have_count(7)
    cnn.panel("bricks").get_by_label("Put a brick before number 5").select_option("pool")
    expect(bricks).to_have_count(8)
    expect(_brick(cnn, "flatten")).to_contain_text("64")
    cnn.until_link("bricks", "c16k3s1same-max2-c16k3s1same-max2-max2-flatten")
    cnn.grows()


def test_an_impossible_net_is_explained_and_the_last_one_goes_on(cnn: Bench) -> None:
    _brick(cnn, "flatten").press("Alt+ArrowLeft")
    caution = cnn.panel("bricks").get_by_text("does not fit")
    expect(caution).to_contain_text("takes a picture, and a vector of")
    expect(_brick(cnn, "max pool.*does not fit")).to_be_visible()
    cnn.grows()


def test_a_brick_that_is_clicked_shows_its_maps(cnn: Bench) -> None:
    before = cnn.picture("maps")
    _brick(cnn, "max pool").first.click()
    cnn.until_changed("maps", before)
    cnn.until_link("layer", "1")
    expect(_brick(cnn, "max pool").first).to_have_attribute("aria-pressed", "true")


def test_the_maps_of_the_picture_move_while_it_trains(cnn: Bench) -> None:
    before = cnn.picture("maps")
    cnn.grows()
    cnn.until_changed("maps", before)


def test_a_drawing_is_classified(cnn: Bench) -> None:
    cnn.panel("try").scroll_into_view_if_needed()
    cnn.until_drawn("try")
    box = cnn.stage("try").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    cnn.page.mouse.move(x, y)
    cnn.page.mouse.down()
    cnn.page.mouse.move(x, y + box["height"] - 40, steps=8)
    cnn.page.mouse.up()
    cnn.until(lambda: cnn.link.get("drawing", "").startswith("16."), "the drawing is in the link")
    expect(cnn.panel("try")).to_contain_text("Your drawing runs through the net.")


def test_a_cell_of_the_table_opens_the_pictures_behind_it(cnn: Bench) -> None:
    panel = cnn.panel("confusion")
    panel.scroll_into_view_if_needed()
    cnn.until_drawn("confusion")
    cell = panel.get_by_role("button", name=re.compile("^0 taken for itself"))
    cell.click()
    expect(panel.get_by_role("region", name="0, known as such")).to_be_visible()
    cell.press("ArrowRight")
    expect(panel.get_by_role("button", name=re.compile("^0 taken for 1"))).to_be_focused()
    cnn.page.keyboard.press("Escape")
    expect(panel.get_by_role("region")).to_have_count(0)


def test_the_gallery_has_no_transport_and_counts_what_is_here(page: Page) -> None:
    bench = Bench(page, "cnn")
    page.goto("/lab/cnn#p=famous-datasets")
    bench.until_drawn("cards")
    expect(
        bench.panel("cards").get_by_role("row", name=re.compile("^MNIST 10,000 2,000"))
    ).to_be_visible()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
