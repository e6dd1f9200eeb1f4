"""What the reveal left in the tables, by item: groups, differences, words, and the last round's beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from alongside.assessments import rules
from alongside.assessments.models import Difference, OpenTally, Quote, Round, Tally
from alongside.assessments.queries.saying import Facts
from alongside.assessments.rules import SHARED_OR_LATER
from alongside.frameworks.models import CrosswalkLink
from alongside.numerics import disclosure, ordinal
from alongside.numerics.disclosure import KeptGroup, VoiceCounts


def group_code(group: KeptGroup) -> str:
    """What a kept group is called in the tables: its voice, or its side when its voices are kept together."""
    return str(group.side) if group.whole_side else group.voices[0]


def previous_round(round: Round) -> Round | None:
    """The place's last shared round before this one was revealed. One query."""
    found = Round.objects.filter(place_id=round.place_id, state__in=SHARED_OR_LATER).exclude(pk=round.pk)
    if round.revealed_on:
        found = found.filter(revealed_on__lte=round.revealed_on)
    return found.select_related("edition").order_by("-revealed_on", "-opened_on").first()


def kept_groups(round: Round) -> dict[int, list[KeptGroup]]:
    found: dict[int, list[KeptGroup]] = {}
    for item, kept in Tally.objects.filter(round=round).order_by("pk").values_list("item_id", "kept"):
        found.setdefault(item, []).append(KeptGroup.from_dict(kept))
    return found


def open_groups(round: Round) -> dict[int, list[KeptGroup]]:
    found: dict[int, list[VoiceCounts]] = {}
    for item, shown in OpenTally.objects.filter(round=round).order_by("pk").values_list("item_id", "shown"):
        found.setdefault(item, []).append(VoiceCounts.from_dict(shown))
    return {item: list(disclosure.open_view(counts).groups) for item, counts in found.items()}


def stored_facts(round: Round) -> dict[int, list[Facts]]:
    found: dict[int, list[Facts]] = {}
    for row in Difference.objects.filter(round=round).order_by("pk"):
        found.setdefault(row.item_id, []).append(
            Facts(
                row.group_a, row.group_b, row.in_words, row.lower, row.fewest, row.most, row.estimate, row.low, row.high
            )
        )
    return found


def facts_of(now: Mapping[int, Sequence[KeptGroup]]) -> dict[int, list[Facts]]:
    """In an open room each voice is compared as it is; what was stored at the reveal is about what will stay."""
    return {
        item: [fact for a, b in combinations(groups, 2) if (fact := _fact(a, b)) is not None]
        for item, groups in now.items()
    }


def _fact(a: KeptGroup, b: KeptGroup) -> Facts | None:
    if a.reading is None or b.reading is None:
        return None
    apart = ordinal.apart(a.reading, b.reading)
    exact = ordinal.disagreement(a.spread, b.spread) if a.spread and b.spread else None
    lower = {ordinal.Direction.B_HIGHER: group_code(a), ordinal.Direction.A_HIGHER: group_code(b)}
    return Facts(
        a=group_code(a),
        b=group_code(b),
        in_words=str(apart.in_words),
        lower=lower.get(apart.direction, ""),
        fewest=apart.fewest,
        most=apart.most,
        estimate=exact.estimate if exact else None,
        low=exact.low if exact else None,
        high=exact.high if exact else None,
    )


def earlier_groups(before: Round, round: Round) -> dict[int, list[KeptGroup]]:
    """What the last round kept, by this round's items. Two queries."""
    kept = kept_groups(before)
    return {newer: kept[older] for newer, older in same_items(before, round).items() if older in kept}


def same_items(before: Round, round: Round) -> dict[int, int]:
    """This round's items and which item of the last round each continues. Two queries at most.

    Across editions only those for which the crosswalk lets a line run.
    """
    if before.edition_id == round.edition_id:
        return {item: item for item in round.edition.items.values_list("pk", flat=True)}
    links = CrosswalkLink.objects.filter(crosswalk__older=before.edition_id, crosswalk__newer=round.edition_id)
    return {
        link.newer_id: link.older_id
        for link in links
        if link.runs_across and link.newer_id is not None and link.older_id is not None
    }


def quotes_shown(round: Round) -> dict[int, list[Quote]]:
    """Words that may be shown, by item; their order is that of random keys."""
    found: dict[int, list[Quote]] = {}
    for quote in Quote.objects.filter(round=round).exclude(second_verdict="").order_by("pk"):
        if rules.quote_shown(quote.first_verdict, quote.second_verdict) not in ("", Quote.Verdict.HOLD):
            found.setdefault(quote.item_id, []).append(quote)
    return found
