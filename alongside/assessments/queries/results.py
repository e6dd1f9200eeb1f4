"""The reveal: how each voice sees each item, what may be said of it, and what may not be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from alongside.access.permissions import ROLES, Level, Permission
from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Difference, Gap, OpenTally, Participation, Quote, Round, Tally
from alongside.assessments.queries import saying
from alongside.assessments.queries.saying import Facts
from alongside.assessments.rules import SHARED_OR_LATER, State
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import CrosswalkLink
from alongside.frameworks.queries import EditionPage, ItemCard, VoiceCard
from alongside.numerics import disclosure, ordinal
from alongside.numerics.disclosure import KeptGroup, VoiceCounts
from alongside.ui import drawing

Order = Literal["number", "gap"]


@dataclass(frozen=True)
class Distance:
    """How far two groups stand apart on one item: in few words, in a sentence, and how sure that is."""

    a: str
    b: str
    pair: str
    label: str
    sentence: str
    uncertainty: str
    measure: str
    fewest: float
    most: float
    estimate: float
    across: bool

    @property
    def is_gap(self) -> bool:
        return self.fewest >= ordinal.GAP

    @property
    def width(self) -> tuple[float, float, float]:
        """What rows are put in order by: the certain distance first."""
        return (self.fewest, self.most, abs(self.estimate))


@dataclass(frozen=True)
class Said:
    """Words that somebody offered and two people let be shown; `who` is empty where no name may stand beside them."""

    words: str
    who: str


@dataclass(frozen=True)
class GapLine:
    """A gap that was opened on an item, and where it stands."""

    id: str
    outcome: str
    words: str
    is_settled: bool
    waits: bool


@dataclass(frozen=True)
class GroupLine:
    """One group on one item, in words: for the table, and for what was said besides the stages."""

    code: str
    label: str
    words: str
    silences: tuple[str, ...]
    sure: tuple[str, ...]
    before: str


@dataclass(frozen=True)
class ItemResult:
    """One row: an item and how each group sees it. `apart` is its headline, `pairs` all that can be compared."""

    card: ItemCard
    row: drawing.Row
    groups: tuple[GroupLine, ...]
    apart: Distance | None
    pairs: tuple[Distance, ...]
    gap: GapLine | None
    quotes: tuple[Said, ...]
    not_safe: tuple[str, ...]
    not_asked: tuple[str, ...]

    @property
    def label(self) -> str:
        """The difference in a few words, or why there is none."""
        return self.apart.label if self.apart else "Nothing to compare"


@dataclass(frozen=True)
class Part:
    """How many of a voice (or of a side as one group) took part."""

    label: str
    asked: int | None
    answered: int | None
    ways: tuple[str, ...]


@dataclass(frozen=True)
class ResultPage:
    """A round's result, whole. `who`, `alike` and `furthest` make the sentence that says it first."""

    round: Round
    edition: EditionPage
    stages: tuple[str, ...]
    who: str
    alike: str
    start: ItemResult | None
    rows: tuple[ItemResult, ...]
    participation: tuple[Part, ...]
    not_shown: tuple[str, ...]
    not_safe: tuple[str, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    before: Round | None
    open_room: bool
    order: Order

    @property
    def drawn(self) -> list[drawing.Row]:
        """The rows as pictures, for the legend."""
        return [row.row for row in self.rows]

    @property
    def is_deep(self) -> bool:
        """Whether some row has more than two groups, so that its picture needs more height."""
        return any(len(row.groups) > 2 for row in self.rows)

    @property
    def sentence(self) -> str:
        """All of it in one."""
        start = f" You are furthest apart on {self.start.card.short}: start there." if self.start else ""
        return f"{self.who} {self.alike}{start}"

    def item(self, number: int) -> ItemResult | None:
        """One row by its number."""
        return next((row for row in self.rows if row.card.number == number), None)

    def beside(self, number: int) -> tuple[ItemResult | None, ItemResult | None]:
        """The rows before and after one, by number."""
        return self.item(number - 1), self.item(number + 1)


def is_of_the_place(round: Round, actor: Actor) -> bool:
    """Whether the person reads results here as somebody of the place, and not only of the programme."""
    return any(
        round.scope.startswith(grant.scope)
        and Level.PROGRAMME not in ROLES[grant.role].levels
        and Permission.ROUND_READ in ROLES[grant.role].may
        for grant in actor.grants
    )


def sees_open_room(round: Round, actor: Actor) -> bool:
    """Whether the person sees each voice as it is: in an open room, until its meeting is closed, those of the place."""
    still_open = round.state in (State.REVEALED, State.SHARED, State.MEETING)
    return round.mode == Round.Mode.OPEN_ROOM and still_open and is_of_the_place(round, actor)


def previous_round(round: Round) -> Round | None:
    """The place's last shared round before this one was revealed. One query."""
    found = Round.objects.filter(place_id=round.place_id, state__in=SHARED_OR_LATER).exclude(pk=round.pk)
    if round.revealed_on:
        found = found.filter(revealed_on__lte=round.revealed_on)
    return found.select_related("edition").order_by("-revealed_on", "-opened_on").first()


def result_page(round: Round, *, open_room: bool = False, order: Order = "number", language: str = "en") -> ResultPage:
    """How each voice sees each item. Rows by number, or the widest gap first; voices as the programme names them.

    At most 25 queries, whatever the round holds. Ask `rounds.may_read_result` and `sees_open_room` first.
    """
    edition = frameworks.edition_page(round.edition.slug, language=language, scope=round.scope)
    voices = {voice.code: voice for voice in frameworks.voices(round.scope, language=language)}
    asked = {one.voice: one for one in round.asked.order_by("order", "voice")}
    reader = _Reader(edition, voices, list(asked), {one.voice: frozenset(one.items) for one in asked.values()})
    now = _open(round) if open_room else _kept(round)
    facts = _facts_of(now) if open_room else _stored_facts(round)
    before = previous_round(round)
    earlier = _earlier(before, round) if before else {}
    gaps = {gap.item_id: gap for gap in Gap.objects.filter(round=round)}
    quotes = _quotes(round)
    rows = [
        reader.item(
            card,
            groups=now.get(card.id, []),
            facts=facts.get(card.id, []),
            before=earlier.get(card.id, []),
            gap=gaps.get(card.id),
            quotes=quotes.get(card.id, []),
        )
        for card in edition.items
    ]
    columns, table = _table(rows)
    if order == "gap":
        rows.sort(key=lambda row: (row.apart is None, *(-part for part in (row.apart.width if row.apart else ()))))
    parts = list(Participation.objects.filter(round=round))
    return ResultPage(
        round=round,
        edition=edition,
        stages=reader.stages,
        who=reader.who(parts),
        alike=_alike(rows),
        start=_start(rows),
        rows=tuple(rows),
        participation=reader.participation(parts),
        not_shown=reader.not_shown(now, edition.items, one_sided=round.one_sided),
        not_safe=tuple(
            f"{row.card.number}. {row.card.short}: {saying.listed(row.not_safe)}"
            for row in sorted(rows, key=lambda row: row.card.number)
            if row.not_safe
        ),
        columns=columns,
        table=table,
        before=before,
        open_room=open_room,
        order=order,
    )


@dataclass(frozen=True)
class _Reader:
    """Turns what is kept into what people read: it knows the stages' words, the voices' names and their order."""

    edition: EditionPage
    voices: Mapping[str, VoiceCard]
    asked: Sequence[str]
    items_asked: Mapping[str, frozenset[int]]

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(stage.name for stage in self.edition.stages)

    def name(self, voice: str) -> str:
        return self.voices[voice].name if voice in self.voices else voice

    def label(self, group: KeptGroup) -> str:
        return saying.together([self.name(voice) for voice in self.ordered(group.voices)])

    def ordered(self, voices: Iterable[str]) -> list[str]:
        return sorted(voices, key=lambda voice: self.asked.index(voice) if voice in self.asked else len(self.asked))

    def place(self, group: KeptGroup) -> int:
        return min(self.asked.index(voice) if voice in self.asked else len(self.asked) for voice in group.voices)

    def side_label(self, code: str) -> str:
        """A participation row's name: a voice, or a side whose voices are counted as one."""
        if code not in rules.SIDES:
            return self.name(code)
        return saying.together(
            [self.name(each) for each in self.asked if each in self.voices and str(self.voices[each].side) == code]
        )

    def item(
        self,
        card: ItemCard,
        *,
        groups: Sequence[KeptGroup],
        facts: Sequence[Facts],
        before: Sequence[KeptGroup],
        gap: Gap | None,
        quotes: Sequence[Quote],
    ) -> ItemResult:
        groups = sorted(groups, key=self.place)
        labels = {group_code(group): self.label(group) for group in groups}
        sides = {group_code(group): str(group.side) for group in groups}
        pairs = tuple(
            _distance(one, labels=labels, across=sides[one.a] != sides[one.b])
            for one in facts
            if one.a in labels and one.b in labels
        )
        row = drawing.Row(
            key=f"item-{card.number}",
            title=f"{card.number}. {card.short}",
            stages=self.stages,
            groups=tuple(self.drawn(group) for group in groups),
            before=tuple(self.drawn(group) for group in before),
        )
        return ItemResult(
            card=card,
            row=row,
            groups=tuple(self.line(group, before) for group in groups),
            apart=max(pairs, key=lambda pair: (pair.across, pair.width), default=None),
            pairs=pairs,
            gap=_gap_line(gap) if gap else None,
            quotes=tuple(self.said(quote, labels) for quote in quotes),
            not_safe=tuple(self.not_safe(group) for group in groups if group.not_safe_said),
            not_asked=tuple(
                self.name(voice) for voice in self.asked if card.number not in self.items_asked.get(voice, ())
            ),
        )

    def drawn(self, group: KeptGroup) -> drawing.Group:
        return drawing.Group(
            voice_code=group_code(group),
            label=self.label(group),
            side=group.side.value,
            level=group.level.value,
            n=group.n,
            spread=group.spread,
            middle=(group.middle.lower, group.middle.upper) if group.middle else None,
            word=group.word.value if group.word else None,
            band=(group.band.lower, group.band.upper) if group.band else None,
        )

    def line(self, group: KeptGroup, before: Sequence[KeptGroup]) -> GroupLine:
        label = self.label(group)
        old = next((other for other in before if group_code(other) == group_code(group) and other.reading), None)
        return GroupLine(
            code=group_code(group),
            label=label,
            words=self.in_words(group),
            silences=tuple(
                f"“{saying.SILENCES_IN_WORDS[told.code]}”: {saying.told_in_words(told.people, exact=told.exact)}"
                for told in group.silences
            ),
            sure=tuple(
                f"{saying.SURE_IN_WORDS[told.code]}: {saying.told_in_words(told.people, exact=told.exact)}"
                for told in group.sure
            ),
            before=saying.middle_in_words(old, self.stages) if old else "",
        )

    def in_words(self, group: KeptGroup) -> str:
        _, said = drawing.in_words(self.drawn(group), self.stages).split(": ", 1)
        return saying.opening(said)

    def not_safe(self, group: KeptGroup) -> str:
        told = next(told for told in group.silences if told.code == disclosure.Silence.NOT_SAFE)
        return f"{saying.told_in_words(told.people, exact=told.exact)} {saying.inside(self.label(group))}"

    def said(self, quote: Quote, labels: Mapping[str, str]) -> Said:
        """Words with the name of the group whose tally stands, unless they are to be shown without it."""
        named = rules.quote_shown(quote.first_verdict, quote.second_verdict) == Quote.Verdict.SHOW
        known = labels.get(quote.group) or (self.side_label(quote.group) if quote.group else "")
        return Said(words=quote.words, who=known if named else "")

    def who(self, parts: Sequence[Participation]) -> str:
        told = [
            saying.many(part.answered, self.side_label(part.group))
            for part in self.in_order(parts)
            if part.answered is not None
        ]
        hidden = [saying.inside(self.side_label(part.group)) for part in self.in_order(parts) if part.answered is None]
        sentence = saying.opening(", and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told))
        if hidden and told:
            return f"{sentence}; and too few {saying.listed(hidden, word='or')} to say how many."
        return f"{sentence}." if told else f"Too few {saying.listed(hidden, word='or')} to say how many."

    def in_order(self, parts: Sequence[Participation]) -> list[Participation]:
        sides = [str(self.voices[voice].side) if voice in self.voices else "" for voice in self.asked]
        return sorted(
            parts,
            key=lambda part: (
                self.asked.index(part.group)
                if part.group in self.asked
                else sides.index(part.group)
                if part.group in sides
                else len(sides)
            ),
        )

    def participation(self, parts: Sequence[Participation]) -> tuple[Part, ...]:
        return tuple(
            Part(
                label=self.side_label(part.group),
                asked=part.asked,
                answered=part.answered,
                ways=tuple(_ways(part)),
            )
            for part in self.in_order(parts)
        )

    def not_shown(
        self, kept: Mapping[int, Sequence[KeptGroup]], items: Sequence[ItemCard], *, one_sided: bool
    ) -> tuple[str, ...]:
        """What may not be shown, and why: one sentence for each way in which it happens, with the items' numbers."""
        found: dict[str, list[int]] = {}
        for card in items:
            for group in sorted(kept.get(card.id, ()), key=self.place):
                for sentence in self.withheld(group):
                    found.setdefault(sentence, []).append(card.number)
        said = [saying.on_items(numbers, of=len(items)) + sentence for sentence, numbers in found.items()]
        if one_sided:
            said.insert(0, "Only one side was asked in this round, so there is nothing to set beside it.")
        return tuple(saying.opening(sentence) for sentence in said)

    def withheld(self, group: KeptGroup) -> Iterable[str]:
        names = [saying.inside(self.name(voice)) for voice in self.ordered(group.voices)]
        all_of, any_of = saying.listed(names), saying.listed(names, word="or")
        if group.whole_side and len(names) > 1:
            yield f"too few {any_of} answered to be shown by themselves, so {all_of} stand together."
        if group.level == "TOO_FEW":
            yield f"too few {any_of} answered to show anything: it would give people away."
        elif group.level == "MIDDLE":
            yield f"few {any_of} answered, so you see only their middle answer, and whether they are close or spread."
        elif group.level == "BAND":
            yield f"nearly all {all_of} said the same; to tell which of the two stages would give people away."


def group_code(group: KeptGroup) -> str:
    """What a kept group is called in the tables: its voice, or its side when its voices are kept together."""
    return str(group.side) if group.whole_side else group.voices[0]


def _kept(round: Round) -> dict[int, list[KeptGroup]]:
    found: dict[int, list[KeptGroup]] = {}
    for item, kept in Tally.objects.filter(round=round).order_by("pk").values_list("item_id", "kept"):
        found.setdefault(item, []).append(KeptGroup.from_dict(kept))
    return found


def _open(round: Round) -> dict[int, list[KeptGroup]]:
    found: dict[int, list[VoiceCounts]] = {}
    for item, shown in OpenTally.objects.filter(round=round).order_by("pk").values_list("item_id", "shown"):
        found.setdefault(item, []).append(VoiceCounts.from_dict(shown))
    return {item: list(disclosure.open_view(counts).groups) for item, counts in found.items()}


def _stored_facts(round: Round) -> dict[int, list[Facts]]:
    found: dict[int, list[Facts]] = {}
    for row in Difference.objects.filter(round=round).order_by("pk"):
        found.setdefault(row.item_id, []).append(
            Facts(
                row.group_a, row.group_b, row.in_words, row.lower, row.fewest, row.most, row.estimate, row.low, row.high
            )
        )
    return found


def _facts_of(now: Mapping[int, Sequence[KeptGroup]]) -> dict[int, list[Facts]]:
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


def _distance(facts: Facts, *, labels: Mapping[str, str], across: bool) -> Distance:
    named: dict[str, Any] = {"label_a": labels[facts.a], "label_b": labels[facts.b]}
    return Distance(
        a=facts.a,
        b=facts.b,
        pair=saying.listed([named["label_a"], saying.inside(named["label_b"])]),
        label=saying.apart_label(facts),
        sentence=saying.apart_sentence(facts, **named),
        uncertainty=saying.uncertainty(facts, **named),
        measure=saying.measure(facts),
        fewest=facts.fewest,
        most=facts.most,
        estimate=facts.estimate or 0.0,
        across=across,
    )


def _earlier(before: Round, round: Round) -> dict[int, list[KeptGroup]]:
    """What the last round kept, by this round's items. Two queries."""
    kept = _kept(before)
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


def _quotes(round: Round) -> dict[int, list[Quote]]:
    """Words that may be shown, by item; their order is that of random keys."""
    found: dict[int, list[Quote]] = {}
    for quote in Quote.objects.filter(round=round).exclude(second_verdict="").order_by("pk"):
        if rules.quote_shown(quote.first_verdict, quote.second_verdict) not in ("", Quote.Verdict.HOLD):
            found.setdefault(quote.item_id, []).append(quote)
    return found


def _gap_line(gap: Gap) -> GapLine:
    settled = gap.settled_on is not None
    return GapLine(str(gap.pk), gap.outcome, gap.words, settled, waits=bool(gap.outcome) and not settled)


def _alike(rows: Sequence[ItemResult]) -> str:
    compared = [row for row in rows if row.apart]
    if not compared:
        return "There is nothing to set side by side yet."
    same = sum(1 for row in compared if row.apart and row.apart.most == 0)
    of = saying.number(len(rows))
    if same == len(rows):
        return f"On all {of} challenges you see it alike."
    if same == 0:
        return f"On none of the {of} challenges do you see it quite alike."
    return f"On {saying.number(same)} of {of} challenges you see it alike."


def _start(rows: Sequence[ItemResult]) -> ItemResult | None:
    wide = [row for row in rows if row.apart and row.apart.is_gap]
    return max(wide, key=lambda row: row.apart.width if row.apart else (), default=None)


def _ways(part: Participation) -> Iterable[str]:
    names = {rules.Way.MAIL: "by mail", rules.Way.SLIP: "with a slip", rules.Way.POSTER: "from a poster"}
    yield from (f"{saying.number(count)} {names[rules.Way(way)]}" for way, count in part.ways.items() if way)
    if part.easy_read:
        yield f"{saying.number(part.easy_read)} in easy read"
    if part.helped:
        yield f"{saying.number(part.helped)} with help"


def _table(rows: Sequence[ItemResult]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The same as the picture, in words: a column for each group that occurs, and one for the difference."""
    columns: dict[str, str] = {}
    for row in rows:
        columns |= {line.code: line.label for line in row.groups if line.code not in columns}
    body = []
    for row in rows:
        said = {line.code: line for line in row.groups}
        cells = [
            f"{said[code].words}{f' Last round: {saying.inside(said[code].before)}.' if said[code].before else ''}"
            if code in said
            else "–"
            for code in columns
        ]
        body.append((f"{row.card.number}. {row.card.short}", *cells, row.label))
    return ("Challenge", *columns.values(), "How far apart"), tuple(body)
