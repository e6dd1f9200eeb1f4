"""The demonstration as the command builds it, in the database of a test."""

from __future__ import annotations

from alongside.core import installation
from alongside.demo import cast, services
from alongside.demo.services.world import DEMO, World
from alongside.frameworks import services as frameworks
from alongside.measures import services as measures


def build() -> World:
    """Publish what is published, and build it."""
    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])
    measures.publish_indicators(by=DEMO, on=cast.YEARS[0])
    world = services.build_demo()
    installation.forget()
    return world
