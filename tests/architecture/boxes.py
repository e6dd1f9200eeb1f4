"""Above every box for words stands who reads it and whom to turn to (rule 16): what a page of ours is held to."""

from __future__ import annotations

import re

BOX = re.compile(r"<textarea(?![^>]*data-not-words)[^>]*>")
SAYS = "Who reads this, and when?"


def boxes_without_a_word(page: str) -> list[str]:
    """The boxes for words on a page above which nothing says who reads them."""
    return [box.group() for box in BOX.finditer(page) if SAYS not in page[: box.start()]]
