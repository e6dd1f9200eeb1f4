"""Turns what is kept of a round into what people read, in the stages' words and with the voices' names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.assessments import rules
from alongside.assessments.models import Gap, Participation, Quote
from alongside.assessments.queries import saying
from alongside.assessments.queries.kept import group_code
from alongside.assessments.queries.saying import Facts
from alongside.assessments.queries.shown import Distance, GapLine, GroupLine, ItemResult, Part, Said
from alongside.core.words import either, inside, listed, number, opening
from alongside.core.words import gettext as _
from alongside.frameworks.queries import EditionPage, ItemCard, VoiceCard
from alongside.numerics import disclosure
from alongside.numerics.disclosure import KeptGroup
from alongside.ui import drawing


@dataclass(frozen=True)
class Reader:
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
            distance(one, labels=labels, across=sides[one.a] != sides[one.b])
            for one in facts
            if one.a in labels and one.b in labels
        )
        row = drawing.Row(
            key=f"item-{card.number}",
            title=f"{card.number}. {card.short}",
            stages=self.stages,
            groups=tuple(self.drawn(group) for group in groups),
            before=tuple(self.drawn(group) for group in before),
            language=self.edition.language,
        )
        return ItemResult(
            card=card,
            row=row,
            groups=tuple(self.line(group, before) for group in groups),
            apart=max(pairs, key=lambda pair: (pair.across, pair.width), default=None),
            pairs=pairs,
            gap=gap_line(gap) if gap else None,
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
                _("“%(said)s”: %(number)s")
                % {
                    "said": _(saying.SILENCES_IN_WORDS[told.code]),
                    "number": saying.told_in_words(told.people, exact=told.exact),
                }
                for told in group.silences
            ),
            sure=tuple(
                _("%(said)s: %(number)s")
                % {
                    "said": _(saying.SURE_IN_WORDS[told.code]),
                    "number": saying.told_in_words(told.people, exact=told.exact),
                }
                for told in group.sure
            ),
            before=saying.middle_in_words(old, self.stages) if old else "",
        )

    def in_words(self, group: KeptGroup) -> str:
        return opening(drawing.said_of(self.drawn(group), self.stages))

    def not_safe(self, group: KeptGroup) -> str:
        told = next(told for told in group.silences if told.code == disclosure.Silence.NOT_SAFE)
        return _("%(number)s %(voice)s") % {
            "number": saying.told_in_words(told.people, exact=told.exact),
            "voice": inside(self.label(group)),
        }

    def said(self, quote: Quote, labels: Mapping[str, str]) -> Said:
        """Words with the name of the group whose tally stands, unless they are to be shown without it."""
        named = rules.quote_shown(quote.first_verdict, quote.second_verdict) == Quote.Verdict.SHOW
        known = labels.get(quote.group) or (self.side_label(quote.group) if quote.group else "")
        return Said(
            words=quote.words,
            who=known if named else "",
            language=quote.language,
            translation=quote.translation,
            id=quote.pk,
        )

    def who(self, parts: Sequence[Participation]) -> str:
        told = [
            saying.many(part.answered, self.side_label(part.group))
            for part in self.in_order(parts)
            if part.answered is not None
        ]
        hidden = [inside(self.side_label(part.group)) for part in self.in_order(parts) if part.answered is None]
        if not told:
            return _("Too few %(voices)s to say how many.") % {"voices": either(hidden)}
        holes = {"told": opening(saying.counted(told)), "voices": either(hidden)}
        if hidden:
            return _("%(told)s; and too few %(voices)s to say how many.") % holes
        return _("%(told)s.") % holes

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
                easy_read=number(part.easy_read) if part.easy_read else "",
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
        said = [saying.on_items(sentence, numbers, of=len(items)) for sentence, numbers in found.items()]
        if one_sided:
            said.insert(0, _("Only one side was asked in this round, so there is nothing to set beside it."))
        return tuple(opening(sentence) for sentence in said)

    def withheld(self, group: KeptGroup) -> Iterable[str]:
        names = [inside(self.name(voice)) for voice in self.ordered(group.voices)]
        holes = {"all": listed(names), "any": either(names)}
        if group.whole_side and len(names) > 1:
            yield _("too few %(any)s answered to be shown by themselves, so %(all)s stand together.") % holes
        if group.level == "TOO_FEW":
            yield _("too few %(any)s answered to show anything: it would give people away.") % holes
        elif group.level == "MIDDLE":
            said = _("few %(any)s answered, so you see only their middle answer, and whether they are close or spread.")
            yield said % holes
        elif group.level == "BAND":
            yield _("nearly all %(all)s said the same; to tell which of the two stages would give people away.") % holes


def distance(facts: Facts, *, labels: Mapping[str, str], across: bool) -> Distance:
    named: dict[str, Any] = {"label_a": labels[facts.a], "label_b": labels[facts.b]}
    return Distance(
        a=facts.a,
        b=facts.b,
        pair=listed([named["label_a"], inside(named["label_b"])]),
        label=saying.apart_label(facts),
        sentence=saying.apart_sentence(facts, **named),
        uncertainty=saying.uncertainty(facts, **named),
        measure=saying.measure(facts),
        fewest=facts.fewest,
        most=facts.most,
        estimate=facts.estimate or 0.0,
        across=across,
    )


def gap_line(gap: Gap) -> GapLine:
    settled = gap.settled_on is not None
    return GapLine(str(gap.pk), gap.outcome, gap.words, settled, waits=bool(gap.outcome) and not settled)
