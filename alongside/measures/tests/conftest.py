"""The world that the tests of this app share."""

from __future__ import annotations

import pytest

from alongside.programmes.tests.factories import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()
