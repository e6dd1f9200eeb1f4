"""What must hold for every page that a journey touches."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ALSO = ("target-size", "duplicate-id", "duplicate-id-active")
"""Rules that axe leaves off unless asked: the size of targets is in WCAG 2.2 AA, and an id twice breaks a label."""
RUN = """async ([source, also]) => {
  if (!globalThis.axe) (0, eval)(source);
  const rules = Object.fromEntries(also.map((id) => [id, { enabled: true }]));
  const told = await axe.run(document, { rules, resultTypes: ["violations"], elementRef: false, selectors: false });
  return told.violations.map((one) => `${one.id} (${one.impact}): ${one.help}` + one.nodes.slice(0, 4).map(
    (node) => `\\n      ${node.html.slice(0, 240)}\\n        ${(node.failureSummary || "").replaceAll("\\n", " ")}`
  ).join(""));
}"""
SHAPE = """() => {
  const root = document.documentElement, shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const beyond = () => [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > root.clientWidth + 1 && shown(one);
  }).slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
  const isSample = location.pathname.startsWith("/style-guide/"); // it shows errors that nobody made
  const summary = isSample ? null : document.querySelector(".nhsuk-error-summary");
  return {
    beyond: root.scrollWidth > root.clientWidth ? ["the page scrolls sideways", ...beyond()] : [],
    heads: [...document.querySelectorAll("h1")].filter(shown).map((one) => one.textContent.trim()),
    title: document.title,
    problems: isSample ? 0 : document.querySelectorAll(".nhsuk-error-message").length,
    summary: summary ? summary.textContent.trim() : "",
    lost: [...document.querySelectorAll(".nhsuk-error-summary a")].filter((one) => {
      const wanted = document.getElementById(one.hash.slice(1));
      return !wanted || !(shown(wanted) || wanted.labels?.length);
    }).map((one) => one.outerHTML),
  };
}"""

_passed: set[str] = set()


def wrong_with(page: Page, *, script: CDPSession | None, width: int, always: bool = False) -> list[str]:
    """What is wrong with the page that is open; nothing when all is well.

    axe looks at each *shape* of a page once a run: two questions of one round differ in their words, and words
    change nothing that it measures. `always` looks again all the same. `script` switches script on for axe where
    the page itself had none.
    """
    shape = page.evaluate(SHAPE)
    wrong = [str(one) for one in shape["beyond"]]
    if len(shape["heads"]) != 1:
        wrong.append(f"the page has {len(shape['heads'])} main headings: {shape['heads']}")
    wrong += _wrong_with_errors(shape)
    mark = shape_of(page.content(), script=script is None, width=width)
    if always or mark not in _passed:
        found = _axe(page, script)
        wrong += found
        if not found:
            _passed.add(mark)
    return wrong


def _wrong_with_errors(shape: dict[str, Any]) -> list[str]:
    """The pattern for errors: said in the title, gathered in a summary, each a link to its box."""
    wrong = []
    says_error = shape["title"].startswith("Error: ")
    if bool(shape["summary"]) != says_error:
        wrong.append(f"title “{shape['title']}” and error summary “{shape['summary'][:200]}” do not fit")
    if shape["problems"] and not shape["summary"]:
        wrong.append("a box has an error, and no summary says so")
    if not shape["title"].strip():
        wrong.append("the page has no title")
    return wrong + [f"a link of the error summary leads nowhere: {one}" for one in shape["lost"]]


def _axe(page: Page, script: CDPSession | None) -> list[str]:
    if script:
        script.send("Emulation.setScriptExecutionDisabled", {"value": False})
    try:
        found: list[str] = page.evaluate(RUN, [AXE, ALSO])
        return found
    finally:
        if script:
            script.send("Emulation.setScriptExecutionDisabled", {"value": True})


def shape_of(content: str, *, script: bool, width: int) -> str:
    """The page without its words, numbers and addresses."""
    bare = re.sub(r">\s*[^<\s][^<]*<", ">words<", content)
    bare = re.sub(r'\b(href|value|action|content|d|points|viewBox|transform|title)="[^"]*"', r"\1", bare)
    bare = re.sub(r"[0-9a-f-]{36}|(?<!<h)(?<!</h)[0-9.]+", "0", bare)  # the number in <h2> is no number
    return hashlib.sha256(f"{script} {width} {bare}".encode()).hexdigest()
