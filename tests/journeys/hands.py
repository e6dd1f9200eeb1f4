"""How somebody acts on a page: with a mouse, or by keyboard alone and always seeing where they are."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import ElementHandle, Locator, Page

STEPS = 400
"""More Tab stops than any page has: whoever has not arrived by then cannot arrive."""

HERE = """(wanted) => {
  const now = document.activeElement;
  if (!now || now === document.body) return { there: false, what: "", kind: "" };
  const same = now === wanted || (wanted.type === "radio" && now.type === "radio"
    && now.name === wanted.name && now.form === wanted.form);
  const about = (one) => one ? `${one.tagName}.${one.className}#${one.type || ""}${one.checked || ""}` : "";
  const kind = [...document.styleSheets].map((one) => one.href || one.ownerNode.textContent);
  kind.push(...[...now.children].map(about));
  for (let one = now; one; one = one.parentElement) kind.push(about(one), about(one.previousElementSibling));
  return { there: same, what: now.outerHTML.slice(0, 160), kind: kind.join(" ") };
}"""
"""Whether the focus has arrived, where it is, and all that a style sheet goes by there."""

SEEN = """() => {
  const now = document.activeElement;
  const around = [now, now.parentElement, ...(now.labels || []), ...now.children];
  const look = () => around.flatMap((one) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor,
            style.borderTopWidth, style.borderTopColor, style.left, style.top].join();
  })).join("|");
  const focused = look();
  now.blur();
  const plain = look();
  now.focus({ preventScroll: true });
  return focused !== plain;
}"""
"""Whether the page shows where the focus is: something looks different without it."""

_shown: set[tuple[int, str]] = set()
"""At which widths which kinds of stops were seen to show the focus: the next of its kind looks the same."""


class Hands(Protocol):
    def press(self, what: Locator) -> None: ...
    def choose(self, what: Locator) -> None: ...
    def tick(self, what: Locator, *, on: bool) -> None: ...
    def write(self, what: Locator, text: str) -> None: ...
    def pick(self, what: Locator, option: str) -> None: ...


class Mouse:
    """Points and clicks."""

    def press(self, what: Locator) -> None:
        what.click()

    def choose(self, what: Locator) -> None:
        _words_of(what).click()
        assert what.is_checked()

    def tick(self, what: Locator, *, on: bool) -> None:
        if what.is_checked() != on:
            _words_of(what).click()
        assert what.is_checked() == on

    def write(self, what: Locator, text: str) -> None:
        what.fill(text)

    def pick(self, what: Locator, option: str) -> None:
        what.select_option(label=option)


def _words_of(what: Locator) -> Locator:
    """The label of a radio or a box: larger than the box, so that is where people click."""
    return what.page.locator(f'label[for="{what.get_attribute("id")}"]')


class Keyboard:
    """Tab, Space, Enter and the arrows. Every stop on the way must show that the focus is there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Enter")

    def choose(self, what: Locator) -> None:
        wanted = self._reach(what)
        if not wanted.evaluate("one => one === document.activeElement"):
            for _ in range(20):
                self.page.keyboard.press("ArrowDown")
                if wanted.evaluate("one => one === document.activeElement"):
                    break
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"The keyboard cannot choose {wanted}"

    def tick(self, what: Locator, *, on: bool) -> None:
        wanted = self._reach(what)
        if wanted.is_checked() != on:
            self.page.keyboard.press("Space")
        assert wanted.is_checked() == on

    def write(self, what: Locator, text: str) -> None:
        self._reach(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text) if text else self.page.keyboard.press("Delete")

    def pick(self, what: Locator, option: str) -> None:
        wanted = self._reach(what)
        names = wanted.evaluate("one => [...one.options].map(each => each.label.trim())")
        for _ in names:
            if wanted.evaluate("one => one.selectedOptions[0].label.trim()") == option:
                return
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Home")
        for _ in names:
            if wanted.evaluate("one => one.selectedOptions[0].label.trim()") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option} is not among {names}")

    def _reach(self, what: Locator) -> ElementHandle:
        wanted = what.element_handle()
        assert wanted
        for _ in range(STEPS):
            found = wanted.evaluate(HERE)
            if kind := found["kind"]:
                self._sees_where_it_is(kind, found["what"])
            if found["there"]:
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {what}")

    def _sees_where_it_is(self, kind: str, what: str) -> None:
        size = self.page.viewport_size
        mark = (size["width"] if size else 0, kind)
        if mark not in _shown:
            assert self.page.evaluate(SEEN), f"Nothing shows that the focus is on {what}"
            _shown.add(mark)
