"""The picture of the network is a tool: weights, units and layers change while it trains."""

from playwright.sync_api import Locator, Position, expect

from tests.browser.bench import Bench

#: Two units, far apart: a line of the graph is easily met.
SMALL = "#p=one-hidden-layer&steps=20000&width=2&lr=0.0001&opt=sgd"


def test_a_weight_is_set_by_hand_while_the_network_trains(bench: Bench) -> None:
    _open(bench)
    _walk_to_a_line(bench)
    bench.page.keyboard.press("Enter")
    value = bench.page.get_by_role("spinbutton", name="Value, weight")
    value.fill("2.5")
    value.press("Enter")
    bench.until(lambda: _near(value, 2.5), "the weight is 2.5")
    bench.grows()
    assert _near(value, 2.5)
    bench.page.keyboard.press("Escape")
    expect(value).to_have_count(0)


def test_a_weight_is_dragged(bench: Bench) -> None:
    _open(bench)
    _walk_to_a_line(bench)
    bench.page.keyboard.press("Enter")
    before = bench.picture("boundary")
    bench.page.get_by_role("slider", name="weight", exact=True).press("End")
    value = bench.page.get_by_role("spinbutton", name="Value, weight")
    bench.until(lambda: _near(value, 3), "the weight is at the end of its slider")
    bench.until_changed("boundary", before)


def test_a_bias_is_typed(bench: Bench) -> None:
    _open(bench)
    stage = bench.stage("net")
    stage.focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        stage.press(key)
    value = bench.page.get_by_role("spinbutton", name="Value, bias")
    value.fill("-1.5")
    value.press("Enter")
    bench.until(lambda: _near(value, -1.5), "the bias is -1.5")
    bench.grows()


def test_a_line_is_clicked_where_it_is_drawn(bench: Bench) -> None:
    _open(bench)
    stage = bench.stage("net")
    box = stage.bounding_box()
    assert box
    heights = (share / 100 * box["height"] for share in range(20, 90, 2))
    places = (Position(x=0.32 * box["width"], y=height) for height in heights)
    place = next(place for place in places if _names_a_line(bench, stage, place))
    stage.click(position=place)
    expect(bench.page.get_by_role("spinbutton")).to_be_visible()


def test_units_and_layers_come_and_go_while_it_trains(bench: Bench) -> None:
    _open(bench)
    bench.until_step(20)
    bench.press("Add a hidden layer")
    bench.until_link("depth", "2")
    bench.grows()
    assert bench.step > 20
    bench.page.get_by_role("button", name="Add a unit to").first.click()
    bench.until_link("widths", "3,2")
    bench.grows()
    bench.page.get_by_role("button", name="Remove a unit from").first.click()
    bench.until_link("widths", None)
    bench.press("Remove the last hidden layer")
    bench.until_link("depth", None)
    bench.grows()
    assert bench.step > 20


def test_a_unit_under_the_pointer_is_shown_on_the_plane(bench: Bench) -> None:
    _open(bench)
    bench.pause()
    before = bench.picture("boundary")
    stage = bench.stage("net")
    stage.focus()
    stage.press("ArrowRight")
    stage.press("ArrowRight")
    bench.until_changed("boundary", before)
    expect(bench.panel("boundary")).to_contain_text("Output of")


def test_a_picked_example_shows_its_way_through_the_network(bench: Bench) -> None:
    _open(bench)
    stage = bench.stage("boundary")
    stage.focus()
    stage.press("ArrowRight")
    stage.press("Enter")
    forward = bench.panel("net").get_by_role("button", name="Forward")
    expect(forward).to_be_visible()
    forward.click()
    expect(forward).to_have_attribute("aria-pressed", "true")
    bench.press("Backward")
    bench.grows()


def _open(bench: Bench) -> None:
    bench.open(SMALL)
    bench.until_drawn("net")
    bench.until_drawn("boundary")
    bench.until_step(1)


def _walk_to_a_line(bench: Bench) -> None:
    stage = bench.stage("net")
    stage.focus()
    for key in ("ArrowRight", "ArrowRight", "."):
        stage.press(key)
    expect(bench.panel("net").locator("output")).to_contain_text("weight from")


def _names_a_line(bench: Bench, stage: Locator, place: Position) -> bool:
    """Whether the graph names what lies under the pointer, once it had time to draw it."""
    stage.hover(position=place)
    bench.page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
    return bench.panel("net").locator(".note b").count() > 0


def _near(entry: Locator, value: float) -> bool:
    return abs(float(entry.input_value()) - value) < 0.2
