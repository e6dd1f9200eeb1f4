from __future__ import annotations

import pytest
from django.db import transaction

from alongside.assessments.models import Round
from alongside.core.models import Installation
from alongside.demo import cast, services
from alongside.demo.services.world import DEMO
from alongside.frameworks import services as frameworks
from alongside.measures import services as measures
from alongside.programmes.models import Place


@pytest.mark.django_db
def test_build_demo__that_dies_midway_leaves_nothing():
    class Killed(Exception):
        pass

    def kill(step: str, done: int, of: int) -> None:
        if Round.objects.exists():
            raise Killed

    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])

    measures.publish_indicators(by=DEMO, on=cast.YEARS[0])
    with transaction.atomic(), pytest.raises(Killed):
        services.build_demo(progress=kill)

    assert not Installation.objects.exists()
    assert not Place.objects.exists()
