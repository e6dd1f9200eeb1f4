"""The library of what teams tried and share: searched by words, narrowed by challenge, strand and setting.

Which rows a search finds is decided by stems that the product makes itself, and by each engine's full text only in
so far as it looks them up, so that both find the same. What a reader may not see is left out before anything is
counted. A library is a programme's: its teams read each other's shared ideas, nobody else's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Max, QuerySet
from django.db.models.expressions import RawSQL

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.words import gettext as _
from alongside.frameworks.models import ItemText
from alongside.goals.models import ChangeIdea, Goal, IdeaIndex
from alongside.goals.queries import saying
from alongside.goals.queries.cycle_words import OUTCOMES, SETTINGS
from alongside.goals.rules import library as rules
from alongside.goals.rules.cycles import Outcome, Setting
from alongside.goals.rules.goals import Strand
from alongside.goals.rules.stems import MOST_IN_A_QUESTION, closeness, stems_of
from alongside.programmes.models import Place

ON_A_PAGE = 20
LOOKED_AT = 300
"""The newest ideas that share two stems, among which the nearest are sought."""
FACETS = ("item", "strand", "setting")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Empty fields narrow nothing."""

    words: str = ""
    item: str = ""
    strand: str = ""
    setting: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One shared idea: what was tried, where, what came of it and what its team learned."""

    id: UUID
    text: str
    learned: str
    outcome: str
    outcome_code: str
    place: str
    strand: str
    setting: str
    item: str
    tests: int
    credit: str
    shared_on: dt.date | None


@dataclass(frozen=True)
class Facet:
    """One value to narrow by, and how many of the ideas found have it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Library:
    """What a search found, its facets, and how many teams tried something like it."""

    asked: Asked
    total: int
    pages: int
    found: tuple[Found, ...]
    items: tuple[Facet, ...]
    strands: tuple[Facet, ...]
    settings: tuple[Facet, ...]
    says: str

    @property
    def before(self) -> int:
        """The number of the page before this one; 0 when there is none."""
        return self.asked.page - 1

    @property
    def after(self) -> int:
        """The number of the next page; 0 when there is none."""
        return self.asked.page + 1 if self.asked.page < self.pages else 0


def library_page(place: Place, asked: Asked) -> Library:
    """A page of the library of a place's programme, the newest first. Eight queries, however many ideas there are."""
    matching = _matching(place.scope, asked)
    total = matching.count()
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(1, asked.page), pages)
    row = matching.select_related("place__parent").annotate(tests=Count("cycles")).order_by("-shared_on", "pk")
    shown = list(row[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    items = _facet(matching, "item")
    names = _item_names({idea.item_id for idea in shown} | {int(code) for code in items})
    return Library(
        asked=Asked(asked.words, asked.item, asked.strand, asked.setting, page),
        total=total,
        pages=pages,
        found=tuple(_found(idea, names) for idea in shown),
        items=tuple(Facet(code, names.get(int(code), _("Another challenge")), n) for code, n in items.items()),
        strands=_named(_facet(matching, "strand"), {one.value: _(saying.STRANDS[one]) for one in Strand}),
        settings=_named(_facet(matching, "setting"), {one.value: _(SETTINGS[one]) for one in Setting}),
        says=_said(matching) if asked.words.strip() else "",
    )


def shared_idea(place: Place, idea_id: UUID) -> Found | None:
    """One shared idea of the place's programme, or None. Two queries."""
    row = _shared(place.scope).select_related("place__parent").annotate(tests=Count("cycles")).filter(pk=idea_id)
    idea = row.first()
    return _found(idea, _item_names({idea.item_id})) if idea else None


def to_copy(goal: Goal, key: str) -> ChangeIdea | None:
    """The shared idea that somebody wants to use for a goal; None when there is none such. One query."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return _shared(goal.scope).select_related("place__parent").filter(pk=wanted).first()


def goals_to_copy_to(place: Place, actor: Actor) -> list[Goal]:
    """The goals at a place, and below it, that the person could use an idea for. One query."""
    goals = Goal.objects.filter(within(actor, Permission.GOAL_TEST), scope__startswith=place.scope).not_over()
    return list(goals.order_by("title", "pk")[:ON_A_PAGE])


@dataclass(frozen=True)
class Nearest:
    """The shared ideas nearest to a new one, and the sentence about all that are close."""

    found: tuple[Found, ...]
    says: str


def nearest(goal: Goal, text: str) -> Nearest:
    """What is offered before a new idea of a goal is saved: the nearest, the closest first. Three queries at most."""
    stems = stems_of(text, most=MOST_IN_A_QUESTION)
    if not stems:
        return Nearest((), "")
    pairs = [" ".join(pair) for pair in combinations(stems, 2)] or [stems[0]]
    matching = _shared(goal.scope).filter(pk__in=_ideas_with(pairs)).exclude(goal=goal)
    candidates = matching.annotate(tests=Count("cycles")).select_related("place__parent")
    mine = frozenset(stems)
    scored = [
        (closeness(mine, frozenset(stems_of(idea.text))), idea)
        for idea in candidates.order_by("-shared_on", "pk")[:LOOKED_AT]
    ]
    close = sorted((one for one in scored if one[0] >= rules.CLOSE), key=lambda one: -one[0])
    teams = rules.latest_by_team((idea.place_id, idea.outcome, idea.shared_on) for _, idea in close)
    offered = [idea for _, idea in close[: rules.OFFERED]]
    names = _item_names({idea.item_id for idea in offered})
    return Nearest(tuple(_found(idea, names) for idea in offered), rules.said_of(teams.values()))


def _shared(scope: str) -> QuerySet[ChangeIdea]:
    """What the teams of a scope's programme share: the only rows that are ever looked at or counted."""
    return ChangeIdea.objects.shared().filter(scope__startswith=scope.split("/")[0] + "/")


def _matching(scope: str, asked: Asked) -> QuerySet[ChangeIdea]:
    found = _shared(scope)
    if asked.words.strip():
        stems = stems_of(asked.words, most=MOST_IN_A_QUESTION)
        found = found.filter(pk__in=_ideas_with([" ".join(stems)])) if stems else found.none()
    if asked.item.isdigit():
        found = found.filter(item_id=int(asked.item))
    if asked.strand:
        found = found.filter(strand=asked.strand)
    if asked.setting:
        found = found.filter(setting=asked.setting)
    return found


def _ideas_with(any_of: Sequence[str]) -> QuerySet[IdeaIndex, UUID]:
    """The ideas whose stems include all of at least one of these groups of stems, by the engine's own full text."""
    if connection.vendor == "postgresql":
        question = " | ".join("(" + " & ".join(f"'{stem}'" for stem in group.split()) + ")" for group in any_of)
        sql = "SELECT id FROM goals_ideaindex WHERE array_to_tsvector(string_to_array(stems, ' ')) @@ %s::tsquery"
    else:
        question = " OR ".join("(" + " AND ".join(f'"{stem}"' for stem in group.split()) + ")" for group in any_of)
        sql = "SELECT rowid FROM goals_ideatext WHERE goals_ideatext MATCH %s"
    rows = IdeaIndex.objects.filter(pk__in=RawSQL(sql, [question]))  # noqa: S611 - stems are a-z and 0-9 only
    return rows.values_list("idea_id", flat=True)


def _facet(matching: QuerySet[ChangeIdea], name: str) -> dict[str, int]:
    counted = matching.exclude(**{name: None}).values_list(name).annotate(many=Count("pk")).order_by("-many", name)
    return {str(code): many for code, many in counted}


def _named(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Facet, ...]:
    return tuple(Facet(code, names[code], many) for code, many in counts.items())


def _said(matching: QuerySet[ChangeIdea]) -> str:
    """How many teams tried what was found. One query, a row for each team and outcome."""
    tried = matching.values_list("place_id", "outcome").annotate(last=Max("outcome_on")).order_by()
    return rules.said_of(rules.latest_by_team(tried).values())


def _found(idea: ChangeIdea, names: Mapping[int, str]) -> Found:
    place = idea.place
    above = place.parent
    return Found(
        id=idea.pk,
        text=idea.text,
        learned=idea.learned,
        outcome=_(OUTCOMES[Outcome(idea.outcome)]),
        outcome_code=idea.outcome,
        place=f"{place.name}, {above.name}" if above is not None and above.parent_id is not None else place.name,
        strand=_(saying.STRANDS[Strand(idea.strand)]),
        setting=_(SETTINGS[Setting(idea.setting)]),
        item=names.get(idea.item_id or 0, ""),
        tests=idea.tests,  # type: ignore[attr-defined]  # counted where it was read
        credit=idea.credit,
        shared_on=idea.shared_on,
    )


def _item_names(items: set[int | None] | set[int]) -> dict[int, str]:
    words = ItemText.objects.filter(item__in=items - {None}, wording__language=F("wording__edition__language"))
    return dict(words.values_list("item_id", "short"))
