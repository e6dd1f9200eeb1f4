"""Somebody at a browser. What they do is said as they would say it, and every page they come to is looked at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request, Response

from tests.journeys import page_checks
from tests.journeys.hands import Hands, Keyboard, Mouse
from tests.journeys.manner import Manner

PATIENCE = 20_000
"""Milliseconds: two busy cores may take their time."""


class Person:
    """One person, one device, one browser of their own."""

    def __init__(self, context: BrowserContext, *, home: str, manner: Manner, looks_always: bool = False) -> None:
        self.context, self.home, self.manner, self.looks_always = context, home, manner, looks_always
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.script = None
        if not manner.scripted:
            self.script = context.new_cdp_session(self.page)
            self.script.send("Emulation.setScriptExecutionDisabled", {"value": True})
        self.hands: Hands = Keyboard(self.page) if manner.by_keyboard else Mouse()
        self.status = 200
        self.noise: list[str] = []
        self.wrong: list[str] = []
        self.page.on("console", self._hears)
        self.page.on("pageerror", lambda error: self.noise.append(f"script failed: {error}"))
        self.page.on("request", self._asks)
        self.page.on("response", self._is_answered)
        self.page.on("requestfailed", self._is_not_answered)

    def __enter__(self) -> Person:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        """They go home. What was wrong with the pages they came to is said now, all of it."""
        self.context.close()
        told = "\n".join(dict.fromkeys(self.wrong))
        if value:
            value.add_note(told)
        else:
            assert not told, f"\n{told}"

    # What they do

    def opens(self, address: str, *, expecting: int = 200) -> None:
        """Type an address."""
        self.status = 0
        self.page.goto(address if "://" in address else self.home + address, wait_until="load")
        self._looks(expecting)

    def asks_for(self, address: str) -> int:
        """Type an address, and take whatever comes: how it was answered."""
        self.status = 0
        self.page.goto(self.home + address, wait_until="load")
        self._looks(None)
        return self.status

    def follows(self, text: str, *, under: str = "", expecting: int = 200) -> None:
        """Follow a link."""
        with self._to_a_new_page(expecting):
            self.hands.press(self._place(under).get_by_role("link", name=text, exact=True).first)

    def goes_on_to(self, text: str) -> None:
        """Follow a step of the round, whether it is drawn as a button or as a link."""
        with self._to_a_new_page(200):
            self.hands.press(
                self.page.locator("main a").filter(has_text=re.compile(rf"^\s*{re.escape(text)}\s*$")).first
            )

    def presses(self, text: str, *, under: str = "", expecting: int = 200) -> None:
        """Press a button that leads to a page."""
        with self._to_a_new_page(expecting):
            self.hands.press(self._place(under).get_by_role("button", name=text, exact=True).first)

    def presses_in_vain(self, text: str) -> None:
        """Press a button while nothing can come of it: the page stays."""
        self.hands.press(self.page.get_by_role("button", name=text, exact=True).first)

    def sends_without_waiting(self, text: str) -> None:
        """Send a form, and do not wait for what comes of it."""
        button = self.page.get_by_role("button", name=text, exact=True).first
        button.evaluate("one => { const form = one.form; setTimeout(() => form.submit(), 0); }")

    def presses_twice(self, text: str) -> None:
        """Send a form twice, before anything comes back."""
        with self._to_a_new_page(200):
            self.page.get_by_role("button", name=text, exact=True).first.evaluate(
                "one => { const form = one.form; form.submit(); form.submit(); }"
            )

    def chooses(self, label: str, *, under: str = "") -> None:
        """Choose one of several."""
        self.hands.choose(self._place(under).get_by_role("radio", name=label, exact=True))

    def ticks(self, *labels: str, under: str = "") -> None:
        for label in labels:
            self.hands.tick(self._place(under).get_by_role("checkbox", name=label, exact=True), on=True)

    def unticks(self, *labels: str, under: str = "") -> None:
        for label in labels:
            self.hands.tick(self._place(under).get_by_role("checkbox", name=label, exact=True), on=False)

    def writes(self, label: str, text: str, *, under: str = "") -> None:
        """Write into the box with this label."""
        self.hands.write(self._box(label, under), text)

    def writes_into(self, name: str, text: str) -> None:
        """Write into the box of this name, where several have the same label."""
        self.hands.write(self.page.locator(f"[name={name}]"), text)

    def picks(self, label: str, option: str) -> None:
        """Pick an entry of a list."""
        self.hands.pick(self._box(label, ""), option)

    def dates(self, date: dt.date, *, under: str) -> None:
        """Fill in the three boxes of a date."""
        for label, part in (("Day", date.day), ("Month", date.month), ("Year", date.year)):
            self.writes(label, str(part), under=under)

    def attaches(self, label: str, file: Path) -> None:
        """Choose a file. The window that a machine opens for it is not the page's, so no hands here."""
        self._box(label, "").set_input_files(file)

    def unfolds(self, text: str, *, under: str = "") -> None:
        """Open what is folded away, unless it stands open."""
        summary = self._place(under).locator("summary").filter(has_text=text).first
        if summary.evaluate("one => !one.parentElement.open"):
            self.hands.press(summary)

    def unfolds_everything(self) -> None:
        """Open all that is folded away."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    def goes_back(self) -> bool:
        """Press the browser's back button; whether there was a page to go back to."""
        self.status = 0
        self.page.go_back(wait_until="load")
        if not self.page.url.startswith(self.home):
            return False
        self._looks(None)
        return True

    # What they see

    def sees(self, *texts: str) -> None:
        """Each of the texts stands on the page."""
        seen = self.words()
        for text in texts:
            assert text in seen, f"“{text}” is not on {self.page.url}:\n{seen}"

    def does_not_see(self, *texts: str) -> None:
        whole = self.page.content()
        for text in texts:
            assert text not in whole, f"“{text}” is on {self.page.url}"

    def is_told(self, text: str) -> None:
        """The summary of errors says this; that it is in order was looked at when the page came."""
        told = self.page.locator(".nhsuk-error-summary").inner_text()
        assert text in told, told

    def is_at(self, pattern: str) -> None:
        assert re.search(pattern, self.page.url), self.page.url

    def words(self) -> str:
        """Everything that can be read, on one line."""
        return re.sub(r"\s+", " ", self.page.locator("body").inner_text())

    def reads(self, selector: str) -> list[str]:
        """The texts of some parts of the page."""
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def finds_in(self, label: str, *, under: str = "") -> str:
        """What stands in a box."""
        return self._box(label, under).input_value()

    def looks(self) -> None:
        """Look at the page as it is now, for instance with something unfolded."""
        self._looks(None)

    def looks_past_the_lost_connection(self) -> None:
        """Look at the page, and let the browser's own word about the connection be."""
        self.noise = [one for one in self.noise if "ERR_INTERNET_DISCONNECTED" not in one]
        self._looks(None)

    # How

    def _place(self, under: str) -> Locator:
        if not under:
            return self.page.locator("body")
        whole = self.page.locator(".al-rate__one").filter(has_text=under)
        return whole if whole.count() else self.page.locator("fieldset, section").filter(has_text=under).last

    def _box(self, label: str, under: str) -> Locator:
        return self._place(under).get_by_label(label, exact=True).first

    @contextmanager
    def _to_a_new_page(self, expecting: int) -> Iterator[None]:
        self.status = 0
        with self.page.expect_event("load"):
            yield
        self._looks(expecting)

    def _looks(self, expecting: int | None) -> None:
        at = self.page.url
        if expecting is not None:
            assert self.status == expecting, f"{at} answered {self.status}, not {expecting}; {self.noise}"
        assert self.status < 500, f"{at} answered {self.status}"
        wrong = self.noise + page_checks.wrong_with(
            self.page, script=self.script, width=self.manner.width, always=self.looks_always
        )
        self.noise = []
        if wrong:
            self.wrong.append(f"{at} ({self.manner}):\n  - " + "\n  - ".join(wrong))

    def _hears(self, message: ConsoleMessage) -> None:
        """The browser itself reports a page that was refused; whether it should be is asserted elsewhere."""
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded"):
            self.noise.append(f"the console says: {message.text}")

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.noise.append(f"the page asks another machine: {request.url}")

    def _is_answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.status = response.status
        elif response.status >= 400:
            self.noise.append(f"{response.url} answered {response.status}")

    def _is_not_answered(self, request: Request) -> None:
        """Giving a request up because another page is on its way is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.noise.append(f"{request.method} {request.url} failed: {request.failure}")
