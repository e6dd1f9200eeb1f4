from __future__ import annotations

import pytest

from alongside.access.permissions import Permission, Role
from alongside.access.policy import NOBODY, Actor, Grant
from alongside.access.scoping import within
from alongside.core import audit, clock
from alongside.core.models import AuditEntry

pytestmark = pytest.mark.django_db

SCOPES = ("p1/", "p1/s9/", "p1/s9/t2/", "p1/s90/", "p2/s9/")


@pytest.fixture(autouse=True)
def _rows() -> None:
    for scope in SCOPES:
        audit.record("thing.made", by=audit.System("tests"), at=clock.now(), scope=scope, subject=f"thing at {scope}")


def seen_by(actor: Actor, field: str = "scope") -> set[str]:
    rows = AuditEntry.objects.filter(within(actor, Permission.PLACE_VIEW, field=field))
    return set(rows.values_list("scope", flat=True))


def holding(role: Role, *scopes: str) -> Actor:
    return Actor("someone", "", tuple(Grant(role, scope) for scope in scopes))


def test_within__keeps_to_the_places_one_may_see_and_below():
    assert seen_by(holding(Role.SITE_LEAD, "p1/s9/")) == {"p1/s9/", "p1/s9/t2/"}
    assert seen_by(holding(Role.MEMBER, "p1/s9/t2/")) == {"p1/s9/t2/"}
    assert seen_by(holding(Role.CONSULTANT, "p1/")) == set(SCOPES) - {"p2/s9/"}


def test_within__joins_several_places():
    assert seen_by(holding(Role.SITE_LEAD, "p1/s90/", "p2/s9/")) == {"p1/s90/", "p2/s9/"}


def test_within__is_empty_for_one_who_may_nowhere():
    assert seen_by(NOBODY) == set()
    assert seen_by(holding(Role.OPERATOR, "")) == set()


def test_within__takes_another_field():
    assert seen_by(holding(Role.MEMBER, "thing at p1/s9/t2/"), field="subject") == {"p1/s9/t2/"}
