"""What a goal can be made of: the challenges in use, the figures of the place, who could lead, what it is born from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F

from alongside.access.policy import Actor
from alongside.assessments.models import Gap, Position, Priority
from alongside.assessments.rules import SHARED_OR_LATER
from alongside.assessments.rules import State as RoundState
from alongside.core.words import gettext as _
from alongside.frameworks.models import Item, ItemText, Voice
from alongside.goals.models import Goal
from alongside.goals.rules import goals as rules
from alongside.measures.models import Series
from alongside.programmes.models import FrameworkUse, Membership, Place
from alongside.programmes.rules import above


@dataclass(frozen=True)
class Choices:
    """What a form about a goal offers."""

    items: tuple[tuple[str, str], ...]
    series: tuple[tuple[str, str], ...]
    lived: tuple[tuple[str, str], ...]
    profession: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """What a goal is about to be born from, in words, and what of it goes into the form."""

    kind: str = ""
    id: str = ""
    says: str = ""
    gap: Gap | None = None
    position: Position | None = None
    priority: Priority | None = None
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def item_id(self) -> int | None:
        """The item it is about."""
        found = self.gap or self.position or self.priority
        return found.item_id if found is not None else None


NOTHING = Source()


def choices_at(place: Place, *, also: Goal | None = None, source: Source = NOTHING) -> Choices:
    """The choices of a form about a goal at a place. Seven queries at most.

    `also` keeps what a goal already has, and `source` what it is about to be born from, in use or not.
    """
    about = also.item_id if also is not None else source.item_id
    return Choices(
        items=_items(place, about),
        series=_series(place, also),
        lived=_who_could_lead(place, rules.LIVED_EXPERIENCE),
        profession=_who_could_lead(place, rules.PROFESSION),
    )


def source_of(place: Place, actor: Actor, *, kind: str, key: str) -> Source:
    """What an address names as the origin of a goal, if it belongs to the place and may be seen; else nothing."""
    try:
        if kind == "gap":
            return _gap(place, actor, UUID(key))
        if kind == "priority":
            return _priority(place, int(key))
        if kind == "position":
            return _position(place, int(key))
    except (ValueError, OverflowError):
        return NOTHING
    return NOTHING


def born_already(source: Source, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The goals that were born from the same before, as address and title. One query, none for an idea."""
    if not source.kind:
        return ()
    same = {"from_gap": source.gap, "from_position": source.position, "from_priority": source.priority}
    found = Goal.objects.visible_to(actor).filter(**{name: one for name, one in same.items() if one is not None})
    return tuple((goal.get_absolute_url(), goal.title) for goal in found.order_by("proposed_on", "pk")[:10])


def item_called(key: str) -> Item | None:
    """The item with this key. One query."""
    found: Item | None = Item.objects.filter(pk=int(key)).first() if key else None
    return found


def series_called(key: str) -> Series | None:
    """The series with this key. One query."""
    return Series.objects.filter(pk=key).first() if key else None


def _gap(place: Place, actor: Actor, key: UUID) -> Source:
    gap = (
        Gap.objects.visible_to(actor)
        .select_related("round", "item")
        .filter(pk=key, scope__in=above(place.scope))
        .first()
    )
    if gap is None or gap.round.state not in SHARED_OR_LATER:
        return NOTHING
    position = Position.objects.filter(round=gap.round, item=gap.item).first()
    says = _("The gap between the two sides on “%(item)s” in %(round)s.") % _quoted(gap)
    return Source("gap", str(gap.pk), says, gap=gap, initial=_from_position(gap.item, position))


def _priority(place: Place, key: int) -> Source:
    found = Priority.objects.select_related("round", "item").filter(
        pk=key, round__scope__in=above(place.scope), round__state=RoundState.AGREED
    ).first()  # fmt: skip
    if found is None:
        return NOTHING
    position = Position.objects.filter(round=found.round, item=found.item).first()
    says = _("Priority %(order)s of %(round)s: “%(item)s”.") % (_quoted(found) | {"order": found.order})
    says = f"{says} {found.why}".strip()
    return Source("priority", str(found.pk), says, priority=found, initial=_from_position(found.item, position))


def _position(place: Place, key: int) -> Source:
    found = Position.objects.select_related("round", "item").filter(
        pk=key, round__scope__in=above(place.scope), round__state=RoundState.AGREED
    ).first()  # fmt: skip
    if found is None:
        return NOTHING
    says = _("What was agreed on “%(item)s” in %(round)s: %(why)s") % (_quoted(found) | {"why": found.why})
    return Source("position", str(found.pk), says, position=found, initial=_from_position(found.item, found))


def _quoted(found: Gap | Priority | Position) -> dict[str, object]:
    return {"item": _short(found.item), "round": found.round.name}


def _from_position(item: Item, position: Position | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"item": str(item.pk)}
    if position is not None and position.stage is not None:
        initial["baseline_stage"] = str(position.stage)
        initial["target_stage"] = str(min(position.stage + 1, 3))
    return initial


def _short(item: Item) -> str:
    words = ItemText.objects.filter(item=item, wording__language=F("wording__edition__language"))
    return words.values_list("short", flat=True).first() or item.code


def _items(place: Place, about: int | None) -> tuple[tuple[str, str], ...]:
    programme = above(place.scope)[0]
    used = set(FrameworkUse.objects.filter(programme__scope=programme).values_list("edition_id", flat=True))
    words = ItemText.objects.filter(wording__language=F("wording__edition__language"))
    offered = words.filter(item__edition__in=used)
    if about is not None:
        offered = offered | words.filter(item=about)
    rows = offered.order_by("-item__edition__year", "item__edition__slug", "item__number")
    found = rows.values_list("item_id", "item__number", "short", "item__edition__label")
    return tuple((str(key), f"{number}. {short} ({label})") for key, number, short, label in found)


def _series(place: Place, also: Goal | None) -> tuple[tuple[str, str], ...]:
    rows = Series.objects.live().filter(scope__in=above(place.scope))
    if also is not None and also.series_id:
        rows = rows | Series.objects.filter(pk=also.series_id)
    found = rows.select_related("indicator", "place").order_by("-scope", "indicator__name", "name")
    return tuple((str(one.pk), series_name(one)) for one in found)


def series_name(series: Series) -> str:
    """What a series is called in a list: its indicator, its own name, its place."""
    named = f"{series.indicator.name}: {series.name}" if series.name else series.indicator.name
    return f"{named} ({series.place.name})"


def _who_could_lead(place: Place, side: str) -> tuple[tuple[str, str], ...]:
    voices = set(Voice.objects.in_scope(place.scope).filter(side=side).values_list("code", flat=True))
    held = Membership.objects.live().filter(scope__in=above(place.scope), user__is_active=True)
    rows = held.order_by("user__name", "user_id").values_list("user_id", "user__name", "voices")
    return tuple({str(user): (str(user), name) for user, name, spoken in rows if voices & set(spoken)}.values())
