"""What stands in a test's database from the beginning: the voices, and the two editions of the ten challenges."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from alongside import content
from alongside.content.library import Library
from alongside.core.audit import System
from alongside.frameworks import services

ON = dt.date(2024, 1, 8)


@functools.cache
def what_rounds_need() -> Library:
    """Read once, not for every test."""
    whole = content.load()
    editions = tuple(one for one in whole.editions if one.shape.framework == "ten-challenges")
    return dataclasses.replace(whole, editions=editions, translations=())


def publish_what_rounds_need() -> None:
    """Publish it; nothing where it stands already."""
    services.publish_content(by=System("test"), on=ON, library=what_rounds_need())
