"""HTML as a list of what it says, so that two ways of writing the same can be compared."""

import re
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.words = ""

    def _flush(self) -> None:
        if words := re.sub(r"\s+", " ", self.words).strip():
            self.said.append(words)
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        named = sorted((name, _value(name, value)) for name, value in attrs)
        self.said.append(f"<{tag} {named}>")

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        if tag not in VOID:
            self.said.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self.words += data

    def close(self) -> None:
        super().close()
        self._flush()


def _value(name: str, value: str | None) -> str:
    if value is None:
        return ""
    if name == "class":
        return " ".join(sorted(value.split()))
    return re.sub(r"\s+", " ", value).strip()


def normalised(html: str) -> list[str]:
    """Tags with sorted attributes and class names, and texts without the space around them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.said
