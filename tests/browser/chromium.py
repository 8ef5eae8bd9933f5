"""The browser of the tests: Chromium of the system, or else the one Playwright fetched."""

import shutil

from playwright.sync_api import Browser, Playwright

#: Chromium starts no conversation of its own, so that what goes out is what our page asked for.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launched(playwright: Playwright) -> Browser:
    """A Chromium that only does what it is told; the caller closes it."""
    found = (shutil.which(name) for name in SYSTEM_BROWSERS)
    return playwright.chromium.launch(
        executable_path=next((path for path in found if path), None), args=FLAGS
    )
