"""Everything a browser complains about or asks for while a test drives it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

#: What Chromium writes by itself when a server is gone: the test took it away.
NETWORK = ("net::ERR_", "WebSocket connection to")

_TELL_REFUSALS = """
document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`));
"""

#: Not in the empty frames that a measuring script may open: those have no storage.
_CHOOSE_THEME = """
if (location.protocol.startsWith('http')) localStorage.setItem('tinkernet.theme', '%s');
"""


@dataclass
class Witness:
    """What was seen on all pages of one browser context."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what a page wrote to its console as an error or a warning."""
        if message.type in {"error", "warning"}:
            self.errors.append(f"{message.type}: {message.text}")

    def outside(self, base: str) -> list[str]:
        """The requests that left for another server than `base`."""
        own = (base, base.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]


@contextmanager
def watched(
    browser: Browser,
    url: str,
    *,
    forgive: tuple[str, ...] = (),
    width: int = 1440,
    height: int = 900,
    theme: str | None = None,
    touch: bool = False,
    still: bool = True,
) -> Iterator[tuple[BrowserContext, Witness]]:
    """A fresh browser context whose relative addresses lead to `url`.

    `theme`: one the learner chose earlier. `still`: they asked for reduced motion. When the
    block ends, every uncaught error, console error and request to elsewhere is a failure, except
    messages with a part of them in `forgive`.
    """
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        reduced_motion="reduce" if still else "no-preference",
        has_touch=touch,
        is_mobile=touch,
    )
    witness = Witness()
    context.on("console", witness.hear)
    context.on("weberror", lambda error: witness.errors.append(f"uncaught: {error.error}"))
    context.on("request", lambda request: witness.requests.append(request.url))
    context.add_init_script(_TELL_REFUSALS)
    if theme:
        context.add_init_script(_CHOOSE_THEME % theme)
    yield context, witness
    context.close()
    errors = [error for error in witness.errors if not any(part in error for part in forgive)]
    assert not errors, f"the page complained: {errors}"
    assert not witness.outside(url), f"the page asked elsewhere: {witness.outside(url)}"
