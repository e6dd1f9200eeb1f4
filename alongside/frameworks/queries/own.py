"""A programme's own files: the list of them, and each as it would look once published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import Side
from alongside.content import EditionShape, Entry, ItemShape, VoiceShape
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.frameworks.models import OwnDraft
from alongside.frameworks.queries.cards import (
    DescriptorCard,
    EditionPage,
    GroupCard,
    HelpCard,
    ItemCard,
    QuestionCard,
    StageCard,
    VoiceCard,
)


@dataclass(frozen=True)
class DraftLine:
    """One file of a programme's own in a list."""

    id: UUID
    kind: str
    kind_says: str
    called: str
    name: str
    agreed: bool
    changed_on: dt.date
    published_on: dt.date | None


KIND_SAYS = {
    "EDITION": gettext_noop("List"),
    "VOICES": gettext_noop("Voices"),
    "CROSSWALK": gettext_noop("How two lists relate"),
}


def drafts_of(scope: str) -> tuple[DraftLine, ...]:
    """The files of one programme, those that wait to be published first, then the newest. One query."""
    rows = OwnDraft.objects.filter(scope=scope).defer("text").order_by("-published_on", "-changed_on", "called")
    lines = [
        DraftLine(
            row.pk,
            row.kind,
            _(KIND_SAYS[row.kind]),
            row.called,
            row.name,
            row.agreed,
            row.changed_on,
            row.published_on,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.published_on is not None))


def foreseen(entry: Entry[EditionShape], *, voices: Iterable[VoiceCard], on: dt.date) -> EditionPage:
    """An edition as it would look once published on a day. No query."""
    shape = entry.shape
    stages = {
        stage.code: StageCard(-stage.value, stage.code, stage.value, stage.name, stage.explanation, stage.easy)
        for stage in shape.stages
    }
    asked = {card.code: card for card in voices if card.code in shape.voices}
    items = tuple(_item(item, stages, asked) for item in shape.items)
    return EditionPage(
        id=0,
        slug=shape.slug,
        framework=shape.framework,
        label=shape.edition,
        year=shape.year,
        language=shape.language,
        name=shape.name,
        what_for=shape.what_for,
        easy=shape.easy,
        source=shape.source.citation,
        source_url=shape.source.url or "",
        held_by=shape.source.held_by,
        licence=shape.licence.quoted,
        licence_ours=shape.licence.ours,
        words=shape.words.model_dump(),
        checksum=entry.checksum,
        published_on=on,
        stages=tuple(stages.values()),
        voices=tuple(asked.values()),
        groups=tuple(
            GroupCard(
                group.code,
                group.title,
                group.explanation,
                group.easy,
                tuple(item for item in items if item.group == group.code),
            )
            for group in shape.groups
        ),
        items=items,
    )


def voice_card(shape: VoiceShape) -> VoiceCard:
    """A voice as it would be met once published. No query."""
    return VoiceCard(0, shape.code, Side(shape.side), shape.order, shape.name, shape.short, shape.says, shape.easy)


def _item(item: ItemShape, stages: Mapping[str, StageCard], voices: Mapping[str, VoiceCard]) -> ItemCard:
    return ItemCard(
        id=-item.number,
        number=item.number,
        code=item.code,
        group=item.group or "",
        title=item.title,
        short=item.short,
        explanation=item.explanation,
        easy=item.easy,
        citation=item.citation,
        moves_from=item.moves_from or "",
        moves_to=item.moves_to or "",
        descriptors=tuple(
            DescriptorCard(stage, item.descriptors[code]) for code, stage in stages.items() if code in item.descriptors
        ),
        questions=tuple(
            QuestionCard(voice, item.questions[code].ask, item.questions[code].easy)
            for code, voice in voices.items()
            if code in item.questions
        ),
        dissent=item.dissent or "",
        helps=tuple(HelpCard(one.kind, one.language, one.address) for one in item.helps),
    )
