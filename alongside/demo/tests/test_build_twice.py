from __future__ import annotations

import pytest
from django.db import transaction

from alongside.demo.tests.building import build
from alongside.demo.tests.canonical import Figures, canonical_figures


@pytest.mark.exhaustive  # half a minute a build
@pytest.mark.django_db
def test_build_demo__twice_makes_the_same_figures_names_texts_and_dates():
    first, second = _figures_of_a_build(), _figures_of_a_build()

    assert not [what for what, rows in first.items() if rows != second[what]]


def _figures_of_a_build() -> Figures:
    with transaction.atomic():
        build()
        figures = canonical_figures()
        transaction.set_rollback(True)
    return figures
