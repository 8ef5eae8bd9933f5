"""Two tabs, two learners: nobody's hand moves another one's run."""

from playwright.sync_api import BrowserContext

from tests.browser.bench import LONG, Bench
from tests.browser.hearing import Ear


def test_a_slider_in_one_tab_does_not_move_the_other(context: BrowserContext) -> None:
    one, other = (Bench(context.new_page()).open(LONG) for _ in range(2))
    one.until_step(5)
    other.until_step(5)
    one.type_value("lr", "0.001")
    one.until_link("lr", "0.001")
    one.until(lambda: one.marks.count() == 1, "the change is marked")
    one.grows()
    other.grows()
    assert other.value("lr") == 0.1
    assert other.marks.count() == 0
    assert "lr" not in other.link


def test_a_restart_and_a_pause_in_one_tab_do_not_stop_the_other(context: BrowserContext) -> None:
    one, other = (Bench(context.new_page()).open(LONG) for _ in range(2))
    one.until_step(160)
    other.until_step(160)
    one.page.keyboard.press("r")
    # It stays behind from now on, however long a look at the page takes.
    one.until(lambda: one.step + 100 < other.step, "the run begins again")
    one.pause()
    seen = other.step
    other.until_step(seen + 20)


def test_one_preset_in_two_tabs_is_one_run_until_it_is_changed(context: BrowserContext) -> None:
    state = "#p=forward-backward&steps=20000&weights_seed=314"
    pages = [context.new_page() for _ in range(2)]
    ears = [Ear(page) for page in pages]
    one, other = (Bench(page).open(state) for page in pages)
    for bench in (one, other):
        bench.until_step(5)
    assert ears[0].run == ears[1].run
    shared = ears[0].run
    other.type_value("lr", "0.001")
    other.until(lambda: ears[1].run != shared, "the changed run is another one")
    other.grows()
    one.grows()
    assert ears[0].run == shared
