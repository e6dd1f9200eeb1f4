"""Where questions can be watched or interpreted, as people who answer and those who lead see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q

from alongside.assessments import tongues
from alongside.assessments.models import QuestionLink
from alongside.assessments.queries.drafting import editions_for
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Item
from alongside.frameworks.queries import HelpCard
from alongside.frameworks.rules import scopes_above
from alongside.programmes.models import Place


@dataclass(frozen=True)
class HelpLine:
    """One link: what it is for, in which language, and which site it leads to."""

    id: str
    item: str
    kind: str
    language: str
    name: str
    host: str
    address: str
    place: str
    own: bool

    @property
    def watch(self) -> bool:
        return self.kind == "watch"

    @property
    def said_in(self) -> str:
        """The language that its name is written in: a signed one is named in English."""
        return "en" if self.language in tongues.SIGNED else self.language


Links = Mapping[str, tuple[HelpLine, ...]]


def links_for(scope: str, edition: int) -> Links:
    """The links that hold for a list at a place, by the code of their item; those for every question under "".

    Where the place and one above it have the same kind in the same language, the nearer one holds. One query.
    """
    rows = QuestionLink.objects.filter(Q(item=None) | Q(item__edition=edition), scope__in=scopes_above(scope))
    rows = rows.select_related("item", "place")
    nearest: dict[tuple[str, str, str], QuestionLink] = {}
    for row in sorted(rows, key=lambda row: len(row.scope)):
        nearest[row.item.code if row.item else "", row.kind, row.language] = row
    found: dict[str, list[HelpLine]] = {}
    for row in sorted(nearest.values(), key=lambda row: (row.kind, tongues.ALL.get(row.language, ""))):
        found.setdefault(row.item.code if row.item else "", []).append(_line(row, scope))
    return {code: tuple(lines) for code, lines in found.items()}


def of_question(links: Links, code: str, carried: Iterable[HelpCard] = ()) -> tuple[HelpLine, ...]:
    """What helps with one question: its own links, then those for every question.

    `carried` are those that the list itself names: what a place has set for the question holds in their stead.
    """
    own = links.get(code, ())
    set_here = {(line.kind, line.language) for line in own}
    named = tuple(_carried(one, code) for one in carried if (one.kind, one.language) not in set_here)
    return (*own, *named, *links.get("", ()))


def set_at(place: Place) -> tuple[HelpLine, ...]:
    """Every link that was set at a place or above it, those for every question first. One query."""
    rows = QuestionLink.objects.filter(scope__in=scopes_above(place.scope)).select_related("item", "place")
    ordered = sorted(
        rows, key=lambda row: (row.item.number if row.item else 0, row.item_id or 0, row.kind, row.language, row.scope)
    )
    return tuple(_line(row, place.scope) for row in ordered)


def set_here(place: Place, key: str) -> QuestionLink | None:
    """One link of a place, by what its button says; nothing when it is gone or another place's."""
    try:
        return QuestionLink.objects.filter(place=place, pk=key).first()
    except ValidationError:
        return None


def items_to_choose(place: Place, *, on: dt.date) -> tuple[tuple[str, str, Item], ...]:
    """The questions of the lists that a place uses: key, words, item. Two queries, and nine for each list."""
    found = []
    for line in editions_for(place, on=on):
        page = frameworks.edition_page(line.slug, scope=place.scope)
        rows = Item.objects.in_bulk([card.id for card in page.items])
        found += [
            (str(card.id), f"{page.label}: {card.number}. {card.short or card.title}", rows[card.id])
            for card in page.items
        ]
    return tuple(found)


def _carried(one: HelpCard, code: str) -> HelpLine:
    return HelpLine(
        id="",
        item=code,
        kind=one.kind,
        language=one.language,
        name=tongues.ALL.get(one.language, one.language),
        host=urlsplit(one.address).hostname or "",
        address=one.address,
        place="",
        own=False,
    )


def _line(row: QuestionLink, scope: str) -> HelpLine:
    return HelpLine(
        id=str(row.pk),
        item=row.item.code if row.item else "",
        kind=row.kind.lower(),
        language=row.language,
        name=tongues.ALL.get(row.language, row.language),
        host=urlsplit(row.address).hostname or "",
        address=row.address,
        place=row.place.name,
        own=row.scope == scope,
    )
