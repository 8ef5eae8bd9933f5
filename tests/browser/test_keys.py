"""The bench can be driven by keys alone."""

from playwright.sync_api import Browser, expect

from tests.browser.bench import LONG, Bench
from tests.browser.watching import watched
from tests.serving import Address


def test_space_pauses_and_goes_on(bench: Bench) -> None:
    bench.open()
    bench.until_step(1)
    bench.page.keyboard.press("Space")
    bench.until_state("paused")
    bench.page.keyboard.press("Space")
    bench.grows()


def test_keys_step_restart_and_draw_new_weights(bench: Bench) -> None:
    bench.open()
    bench.until_step(5)
    step = bench.pause()
    bench.page.locator("h1").click()
    bench.page.keyboard.press(".")
    bench.until(lambda: bench.step == step + 1, "one step was taken")
    bench.page.keyboard.press("r")
    bench.until(lambda: bench.step < step or bench.state == "running", "it begins again")
    bench.page.keyboard.press("Shift+R")
    bench.until(lambda: "weights_seed" in bench.link, "other weights were drawn")
    bench.page.keyboard.press("2")
    bench.until_link("p", "forward-backward")


def test_a_key_goes_through_the_themes(bench: Bench) -> None:
    bench.open()
    seen = []
    for _ in range(4):
        bench.page.keyboard.press("t")
        seen.append(bench.page.locator("html").get_attribute("data-theme"))
    assert seen == ["dark", "contrast", "projector", "light"]


def test_the_question_mark_shows_all_shortcuts(bench: Bench) -> None:
    bench.open()
    bench.page.keyboard.press("?")
    dialog = bench.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd")).to_have_text(
        ["Space", ".", "r", "R", "f", "Ctrl S", "1", "9", "t", "?"]
    )
    bench.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_no_shortcut_works_while_one_types(bench: Bench) -> None:
    bench.open()
    bench.until_step(10)
    entry = bench.row("lr").get_by_role("textbox")
    entry.click()
    bench.page.keyboard.type("r2 t?")
    step = bench.step
    bench.grows()
    assert bench.step > step
    assert bench.link["p"] == "one-hidden-layer"
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    expect(bench.page.locator("html")).to_have_attribute("data-theme", "light")
    entry.press("Escape")
    expect(entry).to_have_value("0.1")


def test_the_focus_is_seen_on_everything_that_tab_reaches(bench: Bench) -> None:
    bench.open()
    bench.pause()
    bench.page.locator("h1").click()
    unseen, reached = [], set()
    for _ in range(60):
        bench.page.keyboard.press("Tab")
        look = bench.page.evaluate(_FOCUS_LOOK)
        reached.add(look["name"])
        if not look["seen"]:
            unseen.append(look["name"])
    assert not unseen
    assert len(reached) > 25


def test_nothing_moves_by_itself_for_those_who_asked_for_less(
    browser: Browser, server: Address
) -> None:
    with watched(browser, server.url) as (context, _):
        bench = Bench(context.new_page()).open(LONG)
        bench.until_step(1)
        durations = bench.page.evaluate(
            """() => [...document.querySelectorAll('*')].flatMap((each) => {
              const look = getComputedStyle(each);
              return [look.transitionDuration, look.animationDuration];
            }).flatMap((text) => text.split(',').map(parseFloat))"""
        )
    assert max(durations) <= 0.001


#: An outline, a ring or another look than without the focus.
_FOCUS_LOOK = """() => {
  const on = document.activeElement;
  const pick = () => {
    const own = getComputedStyle(on);
    const near = on.parentElement ? getComputedStyle(on.parentElement) : own;
    const next = on.nextElementSibling ? getComputedStyle(on.nextElementSibling) : own;
    return [own, near, next].map((look) =>
      [look.outlineStyle + look.outlineWidth, look.boxShadow, look.borderColor,
       look.backgroundColor].join());
  };
  const focused = pick();
  const name = on.getAttribute('aria-label') || on.textContent.trim().slice(0, 40) || on.tagName;
  on.blur();
  const without = pick();
  on.focus({ focusVisible: true });
  return { name, seen: on === document.body || focused.join() !== without.join() };
}"""
