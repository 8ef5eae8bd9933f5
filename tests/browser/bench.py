"""The page of a lab as a learner reads and handles it."""

import time
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

#: Generous: a test machine may be busy with other things.
PATIENCE_SECS = 60.0
_LOOK_AGAIN_MS = 40
#: As many looks that see the same mean that nothing more is on its way.
_SAME_LOOKS = 30

#: A run that does not end before the test does.
LONG = "#p=one-hidden-layer&steps=20000"


class Bench:
    """The page of a lab, `/lab/mlp` unless another is named, in one tab."""

    def __init__(self, page: Page, lab: str = "mlp") -> None:
        self.page = page
        self.lab = lab
        self.timeline = page.get_by_role("slider", name="How far the run has come")
        self.marks = page.locator(".timeline .mark")
        self.notice = page.locator("main section[aria-label]")

    def open(self, state: str = LONG, lab: str = "") -> "Bench":
        """Come from elsewhere to the lab, with `state` behind its address."""
        self.page.goto(f"/lab/{lab or self.lab}{state}")
        expect(self.timeline).to_be_visible()
        return self

    @property
    def step(self) -> int:
        """Where the run stands."""
        return int(self.timeline.get_attribute("aria-valuenow") or -1)

    @property
    def state(self) -> str:
        """The state of the run as the page knows it."""
        return self.page.locator("[data-state]").get_attribute("data-state") or ""

    @property
    def link(self) -> dict[str, str]:
        """What the address holds."""
        return dict(parse_qsl(urlsplit(self.page.url).fragment))

    def number(self, metric: str) -> str:
        """A number of the transport, e.g. `train_loss`; empty as long as there is none."""
        shown = self.page.locator(f".numbers [data-metric={metric}]")
        return shown.inner_text() if shown.count() else ""

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Look again and again until `condition` holds.

        Raises:
            AssertionError: if it does not in time, with the state of the page.
        """
        end = time.monotonic() + PATIENCE_SECS
        while not condition():
            if time.monotonic() > end:
                seen = f"state {self.state}, step {self.step}, address {self.page.url}"
                raise AssertionError(f"waited in vain until {what}; {seen}")
            self.page.wait_for_timeout(_LOOK_AGAIN_MS)

    def settled(self, read: Callable[[], str]) -> str:
        """What `read` gives once it no longer changes."""
        seen: list[str] = []

        def is_calm() -> bool:
            seen.append(read())
            return len(seen) >= _SAME_LOOKS and len(set(seen[-_SAME_LOOKS:])) == 1

        self.until(is_calm, "the page is calm")
        return seen[-1]

    def until_state(self, *states: str) -> None:
        self.until(lambda: self.state in states, f"the run is {' or '.join(states)}")

    def until_step(self, step: int) -> None:
        self.until(lambda: self.step >= step, f"the run is at step {step}")

    def until_link(self, name: str, value: str | None) -> None:
        """Until the address gives `name` the value, or no longer names it."""
        self.until(lambda: self.link.get(name) == value, f"the address says {name}={value}")

    def until_drawn(self, panel: str) -> None:
        """Until a picture has its first frame."""
        expect(self.panel(panel).locator("[aria-busy=false]")).to_be_visible()

    def grows(self) -> None:
        """The run goes on from where it stands now."""
        now = self.step
        self.until(lambda: self.step > now, f"the run goes on from step {now}")

    def pause(self) -> int:
        """Pause the run; the step at which it stands still."""
        self.page.get_by_role("button", name="Pause", exact=True).click()
        self.until_state("paused")
        return int(self.settled(lambda: str(self.step)))

    def play(self) -> None:
        self.page.get_by_role("button", name="Play", exact=True).click()

    def press(self, name: str) -> None:
        """Press the button called `name`."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def row(self, control: str) -> Locator:
        """A control with everything around it."""
        return self.page.locator(f".row[data-control={control}]")

    def slider(self, control: str) -> Locator:
        return self.row(control).get_by_role("slider")

    def value(self, control: str) -> float:
        return float(self.slider(control).get_attribute("aria-valuenow") or "nan")

    def drag(self, control: str, *shares: float, rest_ms: float = 0) -> None:
        """Drag a slider over these shares of its track, 0..1, and let go at the last; at each
        of them the hand rests."""
        track = self.slider(control).locator("..")
        track.scroll_into_view_if_needed()
        thumb, box = self.slider(control).bounding_box(), track.bounding_box()
        assert thumb
        assert box
        mouse, y = self.page.mouse, box["y"] + box["height"] / 2
        mouse.move(thumb["x"] + thumb["width"] / 2, y)
        mouse.down()
        for share in shares:
            mouse.move(box["x"] + share * box["width"], y, steps=3)
            self.page.wait_for_timeout(rest_ms)
        mouse.up()

    def type_value(self, control: str, text: str) -> None:
        """Write into the number of a slider and press Enter."""
        entry = self.row(control).get_by_role("textbox")
        entry.fill(text)
        entry.press("Enter")

    def panel(self, name: str) -> Locator:
        return self.page.locator(f"[data-panel={name}]")

    def stage(self, name: str) -> Locator:
        """The drawn ground of a picture, which takes pointer and keys."""
        return self.panel(name).get_by_role("application")

    def picture(self, name: str) -> str:
        """The pixels of a picture, as text to be compared; all empty before the first frame."""
        script = "all => all.map(each => each.toDataURL()).join()"
        return str(self.panel(name).locator("canvas").evaluate_all(script))

    def until_changed(self, name: str, before: str) -> None:
        """Until a picture no longer looks as `before`."""
        self.until(lambda: self.picture(name) != before, f"the picture {name} changes")
