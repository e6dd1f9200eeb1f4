"""Sheets in somebody's hand, and who types them in."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import PaperBatch, Round
from alongside.assessments.rules import Answer, Silence
from alongside.assessments.tests.factories import TEST, acting, make_site, person
from alongside.core import clock


def printed(round: Round, *voices: str, number: int = 1, easy_read: bool = False) -> list[services.PrintedSheet]:
    """Sheets for one voice, or for people who choose one of several."""
    wanted = [services.Wanted(voices or ("uses_services",), number)]
    return services.make_sheets(round, wanted, easy_read=easy_read, by=TEST, at=clock.now())


def outsider(round: Round, name: str = "Tia") -> User:
    """Somebody of another site of the same programme."""
    site = round.place if round.place.parent and round.place.parent.parent is None else round.place.parent
    assert site
    programme = site.parent if site.parent else site
    return person(name, role=Role.DATA_CHAMPION, place=make_site("Fernhill", programme=programme), voices=())


def make_batch(round: Round, typist: User | None = None) -> PaperBatch:
    return services.open_batch(round, typist=typist or outsider(round), by=TEST, at=clock.now())


def typed(
    batch: PaperBatch,
    sheet: services.PrintedSheet,
    *,
    voice: str = "",
    says: Sequence[int | Silence] = (1,),
    words: str = "",
    offered: bool = True,
    by: User | None = None,
    waives: bool = False,
) -> None:
    """Type one sheet in: the first challenge is answered by the first of `says`, the second by the next, and so on."""
    items = list(batch.round.edition.items.order_by("number").values_list("code", flat=True))
    answers = {}
    for item, said in zip(items, says, strict=False):
        first = words if item == items[0] else ""
        answers[item] = (
            Answer(silence=said, words=first, offered=offered)
            if isinstance(said, Silence)
            else Answer(stage=said, words=first, offered=offered)
        )
    services.type_sheet(
        batch,
        code=sheet.code,
        voice=voice or sheet.voices[0],
        answers=answers,
        waives=waives,
        by=acting(by or batch.first),
        at=clock.now(),
    )
