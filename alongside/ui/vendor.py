"""Turn the published nhsuk-frontend package into the copy that Alongside serves.

Run it on an unpacked npm package, then commit what it wrote:

    npm pack nhsuk-frontend@10.6.1 && tar xzf nhsuk-frontend-10.6.1.tgz
    python -m alongside.ui.vendor package

Five edits, each because the package as shipped does not fit a system that stands alone:

1. The two ``@font-face`` rules go, and Frutiger gives way to Arial: the font is fetched from a
   host of the NHS and licensed to NHS organisations only.
2. Images are named relative to the style sheet, and only those in use are copied. The logo, the
   favicons and the open-graph picture of the NHS are protected and stay behind.
3. ``sourceMappingURL`` comments go: the map files are not here, and a manifest storage would stop.
4. The page template's inline script becomes a file (``static/ui/components.js``, ours), because the
   content security policy refuses inline script.
5. Rules for components that Alongside does not use are cut. What is left is two thirds of the size.
6. Radios that open something lose ``aria-expanded``, which ARIA does not allow on a radio.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent / "static" / "ui" / "vendor" / "nhsuk"
FIXTURES = Path(__file__).parent / "tests" / "fixtures"

FONT_STACK = 'Arial,"Helvetica Neue","Hiragino Sans","Yu Gothic",sans-serif'

# Components whose official fixtures hold ours to account; the folder names of the package.
FIXTURES_IN_USE = (
    "action-link",
    "back-link",
    "breadcrumb",
    "button",
    "card",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "radios",
    "select",
    "skip-link",
    "summary-list",
    "tables",
    "tag",
    "textarea",
    "warning-callout",
)

# Class names that begin with one of these are cut from the style sheet.
CUT = (
    "nhsuk-card--care",
    "nhsuk-card--emergency",
    "nhsuk-card--urgent",
    "nhsuk-card--non-urgent",
    "nhsuk-card-group",
    "nhsuk-card__img",
    "nhsuk-code",
    "nhsuk-contents-list",
    "nhsuk-do-dont-list",
    "nhsuk-footer",
    "nhsuk-header",
    "nhsuk-hero",
    "nhsuk-image",
    "nhsuk-lede-text",
    "nhsuk-search-input",
    "nhsuk-tabs",
    "nhsuk-task-list",
    "nhsuk-warning-callout",  # the old mark-up; today's callout is a card
    "nhsuk-panel-with-label",
)
# Variants for the blue ground of the NHS, which Alongside does not have.
CUT_WORDS = ("--reverse", "--login", "--brand", "app-")
EXPANDED = 'e.setAttribute("aria-expanded",e.checked.toString())'
# Browsers that Django's and our own pages no longer reach.
CUT_QUERIES = ("-ms-high-contrast:none", "screen\\0")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each top-level block of a minified style sheet as (what stands before the brace, inside)."""
    start = depth = opened = 0
    for index, char in enumerate(css):
        if char == "{":
            depth += 1
            if depth == 1:
                opened = index
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : index]
                start = index + 1


def split_selectors(selectors: str) -> list[str]:
    """Split at the commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(selectors):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(selectors[start:index])
            start = index + 1
    return [*parts, selectors[start:]]


def is_in_use(selector: str) -> bool:
    """Whether a selector can match anything that Alongside draws."""
    without_not = re.sub(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector)
    names = re.findall(r"\.((?:nhsuk|app)-[\w-]+)", without_not)
    return not any(name.startswith(CUT) or any(word in name for word in CUT_WORDS) for name in names)


def in_use(css: str) -> str:
    """The style sheet without the rules that can match nothing of ours."""
    kept = []
    for head, body in blocks(css):
        if head.startswith(("@media", "@supports", "@container")):
            if any(word in head for word in CUT_QUERIES):
                continue
            if inner := in_use(body):
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            selectors = [part for part in split_selectors(head) if is_in_use(part)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def edited_css(css: str) -> str:
    """The style sheet with edits 1, 2, 3 and 5."""
    css = re.sub(r"/\*#.*?\*/", "", css).replace('@charset "UTF-8";', "")
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"Frutiger W01(?:,arial,sans-serif)?", FONT_STACK, css)
    css = css.replace("url(/assets/images/", "url(images/")
    return '@charset "UTF-8";' + in_use(css.strip()) + "\n"


def edited_script(script: str) -> str:
    """The script with edits 3 and 6."""
    script = re.sub(r"//# sourceMappingURL=\S+", "", script).rstrip() + "\n"
    if EXPANDED not in script:
        message = "The script sets aria-expanded in another way now: look at edit 6 again."
        raise ValueError(message)
    return script.replace(EXPANDED, f'"radio"!==e.type&&{EXPANDED}')


def vendor(package: Path) -> None:
    """Write the edited style sheet, script, images in use and fixtures from an unpacked package."""
    dist = package / "dist" / "nhsuk"
    version = json.loads((package / "package.json").read_text())["version"]
    css = edited_css((dist / "nhsuk-frontend.min.css").read_text())
    (TARGET / "images").mkdir(parents=True, exist_ok=True)
    (TARGET / "nhsuk.css").write_text(css)
    script = edited_script((dist / "nhsuk-frontend.min.js").read_text())
    (TARGET / "nhsuk.js").write_text(script)
    (TARGET / "VERSION").write_text(f"{version}\n")
    for image in sorted(set(re.findall(r"url\(images/([\w-]+\.svg)\)", css))):
        shutil.copy(dist / "assets" / "images" / image, TARGET / "images" / image)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name in FIXTURES_IN_USE:
        source = json.loads((dist / "components" / name / "fixtures.json").read_text())
        cases = [
            {key: case[key] for key in ("name", "context", "options", "callBlock", "html") if key in case}
            for case in source["fixtures"]
        ]
        text = json.dumps({"version": version, "fixtures": cases}, ensure_ascii=False, indent=1)
        (FIXTURES / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    vendor(Path(sys.argv[1]))
    sys.stdout.write(f"Written to {TARGET}\n")
