"""One neuron in the browser: its backward pass, its line, its leaves, and XOR by hand."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.bench import Bench


def opened(page: Page, state: str, panel: str) -> Bench:
    """The lab with `panel` in sight; where you move the weights there is no timeline."""
    bench = Bench(page, "neuron")
    page.goto(f"/lab/neuron{state}")
    bench.panel(panel).scroll_into_view_if_needed()
    bench.until_drawn(panel)
    return bench


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def node(bench: Bench, name: str) -> Locator:
    return bench.panel("graph").locator(f"[data-node={name}]")


def value(bench: Bench, name: str) -> float:
    """The value that stands in a node of the graph."""
    return number(node(bench, name).locator(".value").inner_text())


def gradient(bench: Bench, name: str) -> float:
    return number(node(bench, name).locator(".gradient").inner_text().replace("←", "").strip())


def walk(bench: Bench, button: str, times: int = 1) -> None:
    for _ in range(times):
        count = bench.panel("graph").locator(".count")
        before = count.inner_text()
        bench.panel("graph").get_by_role("button", name=button, exact=True).click()
        expect(count).not_to_have_text(before)


def test_the_backward_pass_is_walked_and_its_numbers_are_the_formulas(page: Page) -> None:
    bench = opened(page, "#p=inputs", "graph")
    walk(bench, "To the beginning")
    expect(node(bench, "z").locator(".value")).not_to_contain_text(re.compile(r"\d"))
    walk(bench, "Next node", 5)
    a, y = value(bench, "a"), value(bench, "y")
    assert abs(
        value(bench, "z") - (value(bench, "u1") + value(bench, "u2") + value(bench, "b"))
    ) < (2e-3)
    expect(node(bench, "z").locator(".gradient")).not_to_contain_text(re.compile(r"\d"))
    walk(bench, "Next node", 3)
    assert abs(gradient(bench, "z") - (a - y)) < 2e-3
    expect(bench.panel("graph").locator(".sentence")).to_contain_text("Twice the chain rule")
    walk(bench, "To the end")
    assert abs(gradient(bench, "w1") - (a - y) * value(bench, "x1")) < 2e-3


def test_a_leaf_is_edited_and_everything_behind_it_follows(page: Page) -> None:
    bench = opened(page, "#p=inputs", "graph")
    node(bench, "b").click()
    entry = bench.panel("graph").get_by_role("spinbutton")
    entry.fill("-2")
    entry.press("Enter")
    bench.until(lambda: value(bench, "b") == -2, "the bias is −2")
    bench.until_link("b", "-2")
    assert abs(value(bench, "z") - (value(bench, "u1") + value(bench, "u2") - 2)) < 2e-3


def test_xor_by_hand_with_the_line_never_gets_beyond_three_of_four(page: Page) -> None:
    bench = opened(page, "#p=limitations", "boundary")
    plane = bench.stage("boundary")
    best, before = 0, weights(bench)
    for key in ("]", "]", "]", "+", "+", "[", "-", "-", "-", "-"):
        for _ in range(6):
            plane.press(key)
            before = other_weights(bench, before)
        w1, w2, b = before
        says = [w1 * x1 + w2 * x2 + b > 0 for x1 in (0, 1) for x2 in (0, 1)]
        best = max(best, sum(a == b for a, b in zip(says, XOR, strict=True)))
    assert 2 <= best <= 3


def test_the_line_is_dragged_and_the_weights_follow(page: Page) -> None:
    bench = opened(page, "#p=outputs", "boundary")
    before = weights(bench)
    x, y = foot_of(bench)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 20, steps=6)
    page.mouse.up()
    bench.until(lambda: weights(bench)[2] < before[2] - 0.2, "the bias follows the line")
    w1, w2, _ = weights(bench)
    assert abs(w1 - w2) < 1e-2


XOR = (False, True, True, False)


def other_weights(bench: Bench, before: tuple[float, float, float]) -> tuple[float, float, float]:
    """The weights once they are no longer those of `before`."""
    bench.until(lambda: weights(bench) != before, "the line follows the hand")
    return weights(bench)


def weights(bench: Bench) -> tuple[float, float, float]:
    """w₁, w₂ and b as their sliders show them."""
    return bench.value("w1"), bench.value("w2"), bench.value("b")


def foot_of(bench: Bench) -> tuple[float, float]:
    """Where the handle of the line stands, found by its colour on the canvas."""
    script = """canvas => {
      const box = canvas.getBoundingClientRect();
      const ctx = canvas.getContext('2d');
      const probe = document.createElement('i');
      probe.style.color = 'var(--accent)';
      document.body.append(probe);
      const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
      probe.remove();
      const { data, width, height } = ctx.getImageData(0, 0, canvas.width, canvas.height);
      let [x, y, n] = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4)
        if (data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255) {
          x += (i / 4) % width; y += Math.floor(i / 4 / width); n += 1;
        }
      return n ? [box.left + (x / n) * box.width / width,
                  box.top + (y / n) * box.height / height] : null;
    }"""
    found = bench.panel("boundary").locator("canvas").nth(1).evaluate(script)
    assert found
    return (found[0], found[1])
