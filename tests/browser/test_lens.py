"""Inside one step: an example, its mini-batch, and a gradient whose bug is found."""

from playwright.sync_api import expect

from tests.browser.bench import Bench


def test_from_one_example_the_learner_goes_back_to_its_mini_batch(bench: Bench) -> None:
    bench.open("#p=one-step&steps=20000&speed=1")
    working = bench.panel("working")
    expect(working).to_contain_text("forward, layer 1")
    expect(working).to_contain_text("back, layer 1")
    expect(bench.panel("unfolded").locator("tbody tr")).to_have_count(4)
    bench.row("lens").get_by_role("combobox").select_option("batch")
    expect(working).to_contain_text("mini-batch of 8")
    expect(bench.panel("unfolded").locator("tbody tr")).to_have_count(9)
    bench.until_link("lens", "batch")


def test_a_planted_bug_is_found_and_gone_when_it_is_taken_away(bench: Bench) -> None:
    bench.open("#p=gradient-check&steps=20000&speed=1")
    check = bench.panel("gradcheck")
    expect(check).to_contain_text("are wrong")
    bench.row("bug").get_by_role("combobox").select_option("none")
    expect(check).to_contain_text("all agree")
    expect(check.get_by_text("✗")).to_have_count(0)
