"""The shelf shows the whole course, and only what can be tried is a link."""

import httpx
from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.serving import Address


def test_the_shelf_shows_twenty_lectures_and_all_topics(page: Page) -> None:
    page.goto("/")
    lectures = page.locator("article")
    expect(lectures).to_have_count(20)
    shown = 0
    for lecture in lectures.all():
        lecture.get_by_role("button").click()
        expect(lecture.locator(".sections")).to_be_visible()
        shown += lecture.locator(".sections li").count()
    assert shown == 371


def test_only_topics_with_a_lab_are_links(page: Page, server: Address) -> None:
    sections = [
        section
        for lecture in httpx.get(f"{server.url}/api/course").json()["lectures"]
        for section in lecture["sections"]
    ]
    topics = [topic for section in sections for topic in section["topics"]]
    wanted = {f"/lab/{t['lab']}#p={t['preset']}" for t in topics if t["lab"]}
    page.goto("/")
    expect(page.locator("article")).to_have_count(20)
    found: set[str] = set()
    for lecture in page.locator("article").all():
        lecture.get_by_role("button").click()
        links = lecture.locator(".sections a").all()
        found |= {link.get_attribute("href") or "" for link in links}
    assert found == wanted
    assert wanted


def test_a_topic_without_a_lab_says_it_is_not_there_yet(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("convolution")
    missing = page.locator("main li").filter(has=page.locator(".not")).first
    expect(missing).to_contain_text("not built yet")
    assert missing.locator("a").count() == 0


def test_the_search_is_reached_and_its_first_find_opened_by_keys_alone(page: Page) -> None:
    page.goto("/")
    expect(page.locator("article")).to_have_count(20)
    page.keyboard.press("/")
    page.keyboard.type("decision boundar")
    expect(page.get_by_role("status")).to_contain_text("topic")
    page.keyboard.press("ArrowDown")
    expect(page.locator("main li a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bend the boundary")
    assert "#p=" in page.url


def test_a_search_without_a_find_says_so(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("zebra crossing")
    expect(page.get_by_role("status")).to_contain_text("No topic has “zebra crossing” in it")


def test_a_topic_opens_its_preset_with_its_question(bench: Bench) -> None:
    bench.page.goto("/#lecture-6")
    topic = bench.page.locator("#lecture-6 .sections a").first
    preset = (topic.get_attribute("href") or "").partition("#p=")[2]
    topic.click()
    bench.until_link("p", preset)
    bench.until_drawn("net")
    expect(bench.page.locator(".question h2")).to_be_visible()
    assert bench.step == 0


def test_networks_train_at_the_top_of_the_shelf(page: Page) -> None:
    page.goto("/")
    pictures = page.get_by_label("Three networks that are training on this server now")
    expect(pictures.get_by_role("link")).to_have_count(3)
    expect(pictures).to_contain_text("train loss")
    expect(pictures.locator("canvas.empty")).to_have_count(0)


def test_a_visited_topic_is_remembered_and_offered_again(bench: Bench) -> None:
    bench.open("#p=regression&steps=20000")
    bench.until_state("running")
    bench.page.goto("/")
    again = bench.page.get_by_role("link", name="Continue:")
    expect(again).to_be_visible()
    again.click()
    bench.until_link("p", "regression")
