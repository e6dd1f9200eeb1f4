"""A round that people can answer, made through services, and the codes that lead into it."""

from __future__ import annotations

import datetime as dt
import re

from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.core import outbox
from alongside.core.audit import System
from alongside.core.models import Letter
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import Edition
from alongside.programmes.models import Place

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
CLOSES_ON = dt.date(2026, 3, 20)
BY = System("the tests")
CONTACTS = [
    services.Contact("IN_TEAM", "Ruth Amadi", "01422 000001", "ruth@example.org"),
    services.Contact("OUTSIDE", "Calder Mind", "01422 000002", "hello@example.org"),
    services.Contact("ADVOCATE", "Sam Okoro", "", "sam@example.org"),
    services.Contact("EMERGENCY", "NHS 111, option 2", "111"),
]
EVERYONE = ("uses_services", "family_and_friends", "staff", "leaders")


def publish() -> None:
    frameworks.publish_content(by=BY, on=AT.date())


def make_place(name: str = "Heron Ward") -> Place:
    number = Place.objects.count() + 1
    scope = f"p{number}/"
    programme = Place.objects.create(kind="PROGRAMME", name=f"Programme {number}", scope=scope, began_on=AT.date())
    return Place.objects.create(kind="SITE", name=name, parent=programme, scope=f"{scope}s1/", began_on=AT.date())


def make_draft(
    *, place: Place | None = None, voices: tuple[str, ...] = EVERYONE, contacts: list[services.Contact] | None = None
) -> Round:
    publish()
    return services.draft_round(
        place or make_place(),
        edition=Edition.objects.get(slug="ten-challenges-2017"),
        name="Spring round",
        why="We want to agree what to change first.",
        closes_on=CLOSES_ON,
        asked=[services.Asking(voice, 10) for voice in voices],
        contacts=CONTACTS if contacts is None else contacts,
        by=BY,
        at=AT,
    )


def make_round(**given: object) -> Round:
    """An open round."""
    return services.open_round(make_draft(**given), by=BY, at=AT)  # type: ignore[arg-type]


def make_code(round: Round, *voices: str) -> str:
    """A code by mail, read out of its letter."""
    count = Letter.objects.count()
    services.invite_by_mail(
        round, people=[services.Invitee(f"eve{count}@example.org", voices or ("uses_services",))], by=BY, at=AT
    )
    found = re.search(r"^    (\S+)$", outbox.text_of(Letter.objects.latest("pk")), re.MULTILINE)
    assert found
    return found.group(1)


def make_poster(round: Round, *, number: int = 2) -> str:
    return services.make_poster(round, voice="uses_services", number=number, by=BY, at=AT)


def share(round: Round, *, by: tuple[object, object]) -> Round:
    """The round closed, revealed by two people and shared."""
    round = services.close_round(round, by=BY, at=AT)
    for one in by:
        round = services.turn_reveal_key(round, by=one, at=AT, knowing=True)  # type: ignore[arg-type]
    return services.share_round(round, by=BY, at=AT)
