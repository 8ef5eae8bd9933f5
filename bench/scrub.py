"""The timeline dragged through the past of a run: how many pictures a second follow the hand."""

from typing import Any

from playwright.sync_api import Page, sync_playwright
from tests.browser.bench import Bench
from tests.browser.chromium import launched
from tests.live_server import live_server

PICTURES_PER_SEC = 30.0
_PANELS = {"boundary": "mlp", "map": "word2vec"}
_STEPS = 400
_SECS = 4

#: Moves the pressed mouse over the timeline in a second, and back in the next, a little with each
#: frame of the screen; counts how often the picture that was there came to be another.
_DRAG = """
async ([panel, secs]) => {
  const timeline = document.querySelector('[role=slider][aria-label="How far the run has come"]');
  const canvas = document.querySelector(`[data-panel=${panel}] canvas`);
  const box = timeline.getBoundingClientRect();
  const move = (share) => timeline.dispatchEvent(new PointerEvent('pointermove', {
    clientX: box.left + share * box.width, pointerId: 1, buttons: 1, bubbles: true,
  }));
  const small = new OffscreenCanvas(48, 48).getContext('2d', { willReadFrequently: true });
  const look = () => {
    small.clearRect(0, 0, 48, 48);
    small.drawImage(canvas, 0, 0, 48, 48);
    return small.getImageData(0, 0, 48, 48).data.join();
  };
  let changes = 0, past = 0, before = look();
  const start = performance.now();
  while (past < secs * 1000) {
    move(Math.abs(((past / 1000) % 2) - 1));
    await new Promise(requestAnimationFrame);
    const now = look();
    changes += now !== before;
    before = now;
    past = performance.now() - start;
  }
  return changes / (past / 1000);
}
"""


def scrub_rows() -> list[dict[str, Any]]:
    """One row for each lab; `peer` is the target, and a ratio of at least 1 reaches it."""
    with live_server() as server, sync_playwright() as playwright:
        browser = launched(playwright)
        context = browser.new_context(
            base_url=server.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        rows = [_row(context.new_page(), panel, lab) for panel, lab in _PANELS.items()]
        browser.close()
    return rows


def _row(page: Page, panel: str, lab: str) -> dict[str, Any]:
    bench = Bench(page, lab).open(f"#steps={_STEPS}&speed=60")
    bench.until_state("finished")
    box = bench.timeline.bounding_box()
    if box is None:
        raise RuntimeError("the timeline is not on the page")
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    rate = page.evaluate(_DRAG, [panel, _SECS])
    page.mouse.up()
    page.close()
    return {
        "name": f"scrub_{lab}",
        "ours": round(rate, 2),
        "peer": PICTURES_PER_SEC,
        "ratio": round(rate / PICTURES_PER_SEC, 2),
        "unit": f"pictures/s of {panel} that follow the hand over the timeline",
    }
