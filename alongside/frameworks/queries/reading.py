"""Reads: editions, their items, voices and crosswalks, as finished data in one language.

What a translation does not have is said in the edition's original language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from alongside.access.permissions import Side
from alongside.core.words import gettext as _
from alongside.frameworks import rules
from alongside.frameworks.models import (
    Crosswalk,
    CrosswalkLink,
    Descriptor,
    Edition,
    GroupText,
    ItemText,
    StageText,
    Voice,
    VoiceQuestion,
    VoiceText,
    Wording,
)
from alongside.frameworks.queries.cards import (
    CrosswalkPage,
    DescriptorCard,
    EditionLine,
    EditionPage,
    GroupCard,
    HelpCard,
    ItemCard,
    Link,
    QuestionCard,
    StageCard,
    VoiceCard,
)


def editions(scope: str = "", *, language: str = "en", rated_only: bool = False) -> tuple[EditionLine, ...]:
    """The editions that a place may use, by framework and then the newest first. Two queries."""
    return _lines(Edition.objects.in_scope(scope), language=language, rated_only=rated_only)


def editions_of(programmes: Iterable[str], *, language: str = "en") -> tuple[EditionLine, ...]:
    """The editions of some programmes' own (their paths), by framework and then the newest first. Two queries."""
    return _lines(Edition.objects.filter(scope__in=list(programmes)).exclude(scope=""), language=language)


def _lines(rows: QuerySet[Edition], *, language: str, rated_only: bool = False) -> tuple[EditionLine, ...]:
    found = rows.filter(published_on__isnull=False, purpose=Edition.Purpose.JUDGE)
    if rated_only:
        found = found.filter(stages__isnull=False).distinct()
    counted = found.annotate(
        count=Count("items", distinct=True),
        scale=Count("stages", distinct=True),
        named=F("framework__slug"),
    ).order_by("-scale", "named", "-year", "slug")
    words = _by("edition_id", _best(Wording.objects.filter(edition__in=found), language))
    return tuple(
        EditionLine(
            id=row.pk,
            slug=row.slug,
            framework=row.named,
            label=row.label,
            year=row.year,
            name=words[row.pk].name,
            what_for=words[row.pk].what_for,
            easy=words[row.pk].easy,
            items=row.count,
            can_be_rated=row.scale > 0,
            source=row.source,
            is_own=bool(row.scope),
        )
        for row in counted
    )


def edition_page(slug: str, *, language: str = "en", scope: str = "") -> EditionPage:
    """One edition, whole. Raises Edition.DoesNotExist. At most nine queries, whatever it holds."""
    edition = (
        Edition.objects.in_scope(scope).filter(published_on__isnull=False).select_related("framework").get(slug=slug)
    )
    wording = _best_one(Wording.objects.filter(edition=edition, published_on__isnull=False), language, edition)
    stages = _stages(wording)
    voices = _voices_of(edition, language)
    items = tuple(_items(wording, stages, voices))
    return EditionPage(
        id=edition.pk,
        slug=edition.slug,
        framework=edition.framework.slug,
        label=edition.label,
        year=edition.year,
        language=wording.language,
        name=wording.name,
        what_for=wording.what_for,
        easy=wording.easy,
        source=edition.source,
        source_url=edition.source_url,
        held_by=edition.held_by,
        licence=edition.licence,
        licence_ours=edition.licence_ours,
        words=edition.words,
        checksum=edition.checksum,
        published_on=edition.published_on,
        stages=tuple(stages.values()),
        voices=tuple(voices.values()),
        groups=_groups(wording, items),
        items=items,
        scope=edition.scope,
        purpose=edition.purpose,
    )


def seen_by(slug: str, programmes: Iterable[str], *, language: str = "en") -> EditionPage:
    """One edition as people of these programmes find it: everybody's, or one of their own programme's.

    Raises Edition.DoesNotExist, also for what only a round asks. At most ten queries.
    """
    there = Edition.objects.filter(slug=slug, purpose=Edition.Purpose.JUDGE, scope__in=["", *programmes])
    return edition_page(slug, language=language, scope=there.values_list("scope", flat=True).get())


def voices(scope: str = "", *, language: str = "en") -> tuple[VoiceCard, ...]:
    """The voices a place may ask, in the order in which they are named. Two queries."""
    found = Voice.objects.in_scope(scope)
    # A programme's own voice takes the place of the product's with the same code.
    own = {voice.code: voice for voice in found.order_by("scope")}
    return tuple(_voice_cards(own.values(), language).values())


def voices_by_programme(scopes: Iterable[str]) -> dict[str, dict[str, VoiceCard]]:
    """For each of these places the voices it may ask, by code. Two queries, however many programmes they stand in."""
    wanted = set(scopes)
    found = Voice.objects.filter(scope__in=["", *rules.programmes_in(wanted)])
    rows = list(found.order_by("scope"))
    cards = _voice_cards(rows, "en")
    return {
        scope: {row.code: cards[row.pk] for row in rows if row.scope in rules.scopes_above(scope)} for scope in wanted
    }


def crosswalk(older: str, newer: str, *, language: str = "en", scope: str = "") -> CrosswalkPage:
    """How the newer edition's items relate to the older one's. Raises Crosswalk.DoesNotExist. Twenty queries."""
    walk = Crosswalk.objects.get(older__slug=older, newer__slug=newer, published_on__isnull=False)
    before = edition_page(older, language=language, scope=scope)
    after = edition_page(newer, language=language, scope=scope)
    left = {item.id: item for item in before.items}
    right = {item.id: item for item in after.items}
    links = tuple(
        Link(
            older=left.get(row.older_id),
            newer=right.get(row.newer_id),
            relation=row.relation,
            relation_says=_(rules.RELATION_SAYS[row.relation]),
            series=row.series,
            series_says=_(rules.SERIES_SAYS[row.series]),
            runs_across=row.runs_across,
            reason=row.reason,
        )
        for row in CrosswalkLink.objects.filter(crosswalk=walk).order_by(
            F("newer__number").asc(nulls_last=True), "older__number"
        )
    )
    return CrosswalkPage(before, after, links)


def side_by_side(framework: str, *, language: str = "en", programmes: Iterable[str] = ()) -> CrosswalkPage:
    """The two newest editions of a framework that a crosswalk joins. Raises Crosswalk.DoesNotExist."""
    walk = (
        Crosswalk.objects.filter(newer__framework__slug=framework, newer__scope__in=["", *programmes])
        .filter(published_on__isnull=False)
        .select_related("older", "newer")
        .order_by("-newer__year", "-older__year")
        .first()
    )
    if walk is None:
        raise Crosswalk.DoesNotExist
    return crosswalk(walk.older.slug, walk.newer.slug, language=language, scope=walk.newer.scope)


def frameworks_to_compare(programmes: Iterable[str] = ()) -> frozenset[str]:
    """The frameworks of which two editions can be shown side by side. One query."""
    slugs = Crosswalk.objects.filter(newer__scope__in=["", *programmes], published_on__isnull=False)
    return frozenset(slugs.values_list("newer__framework__slug", flat=True))


def _best(rows: QuerySet[Wording], language: str) -> Iterable[Wording]:
    """Rows with a language: the original first, so that the wanted language is taken where there is one."""
    wanted = rows.filter(Q(language=language) | Q(language=F("edition__language")))
    return sorted(wanted, key=lambda row: row.language == language)


def _best_one(rows: QuerySet[Any], language: str, edition: Edition) -> Wording:
    by_language = {row.language: row for row in rows.filter(language__in=[language, edition.language])}
    found: Wording = by_language.get(language) or by_language[edition.language]
    return found


def _by(field: str, rows: Iterable[Any]) -> dict[int, Any]:
    return {getattr(row, field): row for row in rows}


def _voice_cards(rows: Iterable[Voice], language: str) -> dict[int, VoiceCard]:
    held = {row.pk: row for row in rows}
    texts: dict[int, VoiceText] = {}
    for text in VoiceText.objects.filter(voice__in=held).order_by("published_on", "pk"):
        if text.voice_id not in texts or text.language == language:
            texts[text.voice_id] = text
    cards = [
        VoiceCard(
            id=row.pk,
            code=row.code,
            side=Side(row.side),
            order=row.order,
            name=texts[row.pk].name,
            short=texts[row.pk].short,
            says=texts[row.pk].says,
            easy=texts[row.pk].easy,
            language=texts[row.pk].language,
        )
        for row in held.values()
    ]
    return {card.id: card for card in sorted(cards, key=lambda card: (card.order, card.code))}


def _voices_of(edition: Edition, language: str) -> dict[int, VoiceCard]:
    asked = Voice.objects.filter(questions__item__edition=edition).distinct()
    return _voice_cards(asked, language)


def _stages(wording: Wording) -> dict[int, StageCard]:
    rows = StageText.objects.filter(wording=wording).select_related("stage").order_by("stage__value")
    return {
        row.stage_id: StageCard(row.stage_id, row.stage.code, row.stage.value, row.name, row.explanation, row.easy)
        for row in rows
    }


def _items(wording: Wording, stages: dict[int, StageCard], voices: dict[int, VoiceCard]) -> Iterable[ItemCard]:
    descriptors: dict[int, list[DescriptorCard]] = {}
    for row in Descriptor.objects.filter(wording=wording).order_by("stage__value"):
        descriptors.setdefault(row.item_id, []).append(DescriptorCard(stages[row.stage_id], row.text))
    questions: dict[int, list[QuestionCard]] = {}
    for asked in VoiceQuestion.objects.filter(wording=wording).order_by("voice__order"):
        card = QuestionCard(voices[asked.voice_id], asked.ask, asked.easy)
        questions.setdefault(asked.item_id, []).append(card)
    texts = ItemText.objects.filter(wording=wording).select_related("item", "item__group")
    for text in texts.order_by("item__number"):
        yield ItemCard(
            id=text.item_id,
            number=text.item.number,
            code=text.item.code,
            group=text.item.group.code if text.item.group else "",
            title=text.title,
            short=text.short,
            explanation=text.explanation,
            easy=text.easy,
            citation=text.item.citation,
            moves_from=text.moves_from,
            moves_to=text.moves_to,
            descriptors=tuple(descriptors.get(text.item_id, ())),
            questions=tuple(questions.get(text.item_id, ())),
            dissent=text.dissent,
            helps=tuple(HelpCard(**one) for one in text.helps),
        )


def _groups(wording: Wording, items: tuple[ItemCard, ...]) -> tuple[GroupCard, ...]:
    rows = GroupText.objects.filter(wording=wording).select_related("group").order_by("group__number")
    return tuple(
        GroupCard(
            code=row.group.code,
            title=row.title,
            explanation=row.explanation,
            easy=row.easy,
            items=tuple(item for item in items if item.group == row.group.code),
        )
        for row in rows
    )
