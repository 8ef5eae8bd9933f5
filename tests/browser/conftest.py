"""A real server and a real Chromium for every file of browser tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.bench import PATIENCE_SECS, Bench
from tests.browser.chromium import launched
from tests.browser.watching import watched
from tests.serving import Address, quiet_environment, serving
from tests.sources import PACKAGE

FOLDER = Path(__file__).parent

#: A machine that is busy with other things may take its time to show what it must.
expect.set_options(timeout=PATIENCE_SECS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Tinkernet as `make run` starts it, shared by the files of one test process."""
    if not (PACKAGE / "server" / "static" / "index.html").is_file():
        pytest.fail("the page is not built: run `make test`, which builds it first")
    command = [sys.executable, "-m", "tinkernet", "serve"]
    log = tmp_path_factory.mktemp("served") / "server.log"
    with serving(command, log=log, env=quiet_environment()) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium per file; Playwright's own loop must not outlive it, asyncio tests follow."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, server: Address) -> Iterator[BrowserContext]:
    """A learner's browser at 1440 x 900; complaints of any page fail the test at its end."""
    with watched(browser, server.url) as (context, _):
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab of it."""
    return context.new_page()


@pytest.fixture
def bench(page: Page) -> Bench:
    """That tab, for tests of a lab's page."""
    return Bench(page)
