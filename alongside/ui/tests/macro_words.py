"""The options that many macros share, said to our components."""

from typing import Any

from django.utils.safestring import SafeString

from alongside.ui.components.headings import Heading
from alongside.ui.components.labels import Label

Options = dict[str, Any]


def words(given: Any) -> str:
    """A text option: a plain string, or {text} or {html}."""
    if given is None:
        return ""
    if isinstance(given, str):
        return given
    if given.get("html"):
        return SafeString(given["html"])
    return str(given.get("text", ""))


def common(options: Options) -> Options:
    return {"id": options.get("id"), "classes": options.get("classes", ""), "attrs": options.get("attributes")}


def a_heading(given: Any, **legacy: Any) -> Heading | None:
    if given is None:
        return None
    told = given if isinstance(given, dict) else {}
    return Heading(
        text=words(given),
        level=told.get("level", legacy.get("level")),
        size=told.get("size", legacy.get("size", "")),
        classes=told.get("classes", ""),
        id=told.get("id"),
        tag=told.get("element", ""),
    )


def a_label(given: Any) -> Label:
    if isinstance(given, str):
        return Label(text=given)
    heading = given.get("heading")
    if isinstance(heading, str):
        heading = {"text": heading}
    elif heading is True:
        heading = {"size": given.get("size", "")}
    level = None
    if (given.get("isPageHeading") and heading is not False) or (
        heading is not None and given.get("isPageHeading") is not False
    ):
        level = (heading or {}).get("level", 1)
    told = {**given, **(heading or {})} if level else given
    text = words({key: told[key] for key in ("text", "html") if key in told}) or words(heading)
    return Label(
        text=text,
        size=told.get("size", ""),
        level=level,
        id=given.get("id"),
        heading_id=(heading or {}).get("id"),
        classes=given.get("classes", ""),
    )


def an_error(given: Any) -> str | bool:
    return given if isinstance(given, bool) else words(given)
