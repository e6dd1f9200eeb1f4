"""Publishing: from the content folder, or a programme's own edition. Nothing here changes what is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside import content
from alongside.content import CrosswalkShape, EditionShape, Entry, Library, VoiceShape
from alongside.core import audit
from alongside.core.refusals import Refusal
from alongside.frameworks.models import (
    Crosswalk,
    CrosswalkLink,
    Descriptor,
    Edition,
    Framework,
    Group,
    GroupText,
    Item,
    ItemText,
    Stage,
    StageText,
    Voice,
    VoiceQuestion,
    VoiceText,
    Wording,
)


class ContentIsWrong(Refusal):
    message = _("The content cannot be published.")


class PublishedEditionChanged(Refusal):
    message = _("What is published never changes. Write your change as a new edition beside it.")


class NameIsTaken(Refusal):
    message = _("There is already an edition with this name. Give yours another name.")


class OtherSide(Refusal):
    message = _("This voice stands on the other side, and stays there. Give yours another code.")


STAGES = 4
"""What is rated has so many: answers are counted, compared and kept on them."""


@dataclass(frozen=True)
class Published:
    """What one publication did: the names of what is new, and how many entries were there already."""

    new: tuple[str, ...]
    unchanged: int


@transaction.atomic
def publish_content(*, by: audit.Doer, on: dt.date, library: Library | None = None) -> Published:
    """Published what is new in the content folder (or in `library`).

    Refuses when the content is wrong, and when something published was changed. Doing it again does nothing.
    """
    said = library or _load()
    new: list[str] = []
    for voice in said.voices:
        new += _voice(voice, scope="", on=on)
    for edition in said.editions:
        new += _edition(edition, scope="", on=on)
    for translation in said.translations:
        new += _translation(translation, on=on)
    for walk in said.crosswalks:
        new += _crosswalk(walk, on=on)
    if new:
        _record("content.published", by=by, on=on, scope="", subject="content", new=new)
    return Published(tuple(new), len(said.entries) - len(new))


@transaction.atomic
def publish_edition(
    entry: Entry[EditionShape],
    *,
    scope: str,
    purpose: str = Edition.Purpose.JUDGE,
    by: audit.Doer,
    on: dt.date,
) -> Edition:
    """Published a programme's own edition, which only the places of that programme may use.

    Refuses when the name is taken, when it is to be rated on other than four stages, and when a question is for a
    voice that the programme does not have. `purpose`: for a round in which people find a list of their own.
    """
    if is_taken(entry.shape, scope=scope):
        said = gettext("There is already an edition called %(name)s. Give yours another name.")
        raise NameIsTaken(said % {"name": entry.shape.slug})
    if len(entry.shape.stages) not in (0, STAGES):
        said = gettext("What is rated has %(right)s stages; this has %(here)s.")
        raise ContentIsWrong(said % {"right": STAGES, "here": len(entry.shape.stages)})
    new = _edition(entry, scope=scope, purpose=purpose, on=on)
    _record("edition.published", by=by, on=on, scope=scope, subject=entry.shape.slug, new=new)
    published: Edition = Edition.objects.get(slug=entry.shape.slug)
    return published


@transaction.atomic
def publish_voice(entry: Entry[VoiceShape], *, scope: str, by: audit.Doer, on: dt.date) -> Voice:
    """Published a voice of a programme's own, or its name in another language.

    Refuses when the programme already has it with other words, or has it on the other side; also when it would
    take the place of one of ours on the other side: whose key and whose group somebody belongs to never moves.
    """
    if Voice.objects.filter(scope="", code=entry.shape.code).exclude(side=entry.shape.side).exists():
        raise OtherSide(other_side(entry.shape.code))
    if new := _voice(entry, scope=scope, on=on):
        _record("voice.published", by=by, on=on, scope=scope, subject=entry.shape.code, new=new)
    voice: Voice = Voice.objects.get(scope=scope, code=entry.shape.code)
    return voice


@transaction.atomic
def publish_crosswalk(entry: Entry[CrosswalkShape], *, scope: str, by: audit.Doer, on: dt.date) -> Crosswalk:
    """Published how a programme's own edition relates to one that it may use.

    Refuses when one of the two is not there for it, when the newer is not its own (what belongs to all is not a
    programme's to explain), and when an item is left out or unknown.
    """
    if wrong := crosswalk_problems(entry, scope=scope):
        raise ContentIsWrong(" ".join(wrong))
    if new := _crosswalk(entry, on=on):
        _record("crosswalk.published", by=by, on=on, scope=scope, subject=entry.shape.slug, new=new)
    walk: Crosswalk = Crosswalk.objects.get(older__slug=entry.shape.older, newer__slug=entry.shape.newer)
    return walk


def other_side(voice: str) -> str:
    """Why a voice cannot be published where one of its code stands on the other side."""
    said = gettext("The voice %(voice)s stands on the other side, and stays there. Give yours another code.")
    return said % {"voice": voice}


def crosswalk_problems(entry: Entry[CrosswalkShape], *, scope: str) -> list[str]:
    """Why a crosswalk cannot be published for a programme, in sentences; nothing when it can."""
    shape = entry.shape
    open_to_it = Edition.objects.in_scope(scope).filter(purpose=Edition.Purpose.JUDGE, published_on__isnull=False)
    found = {edition.slug: edition for edition in open_to_it.filter(slug__in=[shape.older, shape.newer])}
    codes = {slug: {item.code for item in edition.items.all()} for slug, edition in found.items()}
    wrong = [problem.what for problem in content.crosswalk_problems(entry, codes)]
    if shape.newer in found and found[shape.newer].scope != scope:
        said = gettext("%(edition)s is not your own edition. “to” names yours.")
        wrong.append(said % {"edition": shape.newer})
    return wrong


def is_taken(shape: EditionShape, *, scope: str) -> bool:
    """Whether an edition of this name, or a framework of this name that is not the programme's, is there already."""
    taken = Framework.objects.filter(slug=shape.framework).exclude(scope=scope)
    return bool(Edition.objects.filter(slug=shape.slug).exists() or taken.exists())


def _load() -> Library:
    try:
        return content.load()
    except content.ContentError as wrong:
        raise ContentIsWrong(str(wrong)) from wrong


def _record(action: str, *, by: audit.Doer, on: dt.date, scope: str, subject: str, new: list[str]) -> None:
    noon = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    audit.record(action, by=by, at=noon, scope=scope, subject=subject, changes={"published": new})


def _is_there(held: str | None, entry: Entry[Any]) -> bool:
    """Whether the entry was published before. Refuses when it was published with other words."""
    if held is not None and held != entry.checksum:
        said = gettext(
            "%(what)s is already published here, with other words. What is published never changes: "
            "put the file back as it was, and write your change as a new edition beside it."
        )
        raise PublishedEditionChanged(said % {"what": entry.key})
    return held is not None


def _voice(entry: Entry[VoiceShape], *, scope: str, on: dt.date) -> list[str]:
    shape = entry.shape
    texts = VoiceText.objects.filter(voice__scope=scope, voice__code=shape.code, language=entry.language)
    if _is_there(texts.values_list("checksum", flat=True).first(), entry):
        return []
    voice = Voice.objects.filter(scope=scope, code=shape.code).first() or Voice.objects.create(
        code=shape.code, side=shape.side, order=shape.order, scope=scope, published_on=on
    )
    if voice.side != shape.side:
        said = gettext("The voice %(voice)s is published on the other side, and stays there.")
        raise PublishedEditionChanged(said % {"voice": shape.code})
    VoiceText.objects.create(
        voice=voice,
        language=entry.language,
        name=shape.name,
        short=shape.short,
        says=shape.says,
        easy=shape.easy,
        checksum=entry.checksum,
        published_on=on,
    )
    return [entry.key]


def _edition(entry: Entry[EditionShape], *, scope: str, purpose: str = Edition.Purpose.JUDGE, on: dt.date) -> list[str]:
    shape = entry.shape
    held = Edition.objects.filter(slug=shape.slug, scope=scope).values_list("checksum", flat=True).first()
    if _is_there(held, entry):
        return []
    framework, _ = Framework.objects.get_or_create(slug=shape.framework, defaults={"scope": scope})
    edition = Edition.objects.create(
        framework=framework,
        slug=shape.slug,
        label=shape.edition,
        year=shape.year,
        language=shape.language,
        scope=scope,
        source=shape.source.citation,
        source_url=shape.source.url or "",
        held_by=shape.source.held_by,
        licence=shape.licence.quoted,
        licence_ours=shape.licence.ours,
        words=shape.words.model_dump(),
        purpose=purpose,
        checksum=entry.checksum,
    )
    Stage.objects.bulk_create(Stage(edition=edition, value=s.value, code=s.code) for s in shape.stages)
    groups = {
        group.code: Group(edition=edition, number=number, code=group.code)
        for number, group in enumerate(shape.groups, 1)
    }
    Group.objects.bulk_create(groups.values())
    Item.objects.bulk_create(
        Item(
            edition=edition,
            number=item.number,
            code=item.code,
            group=groups[item.group] if item.group else None,
            citation=item.citation,
        )
        for item in shape.items
    )
    _wording(edition, entry, on=on)
    Edition.objects.filter(pk=edition.pk).update(published_on=on)
    return [entry.key]


def _translation(entry: Entry[EditionShape], *, on: dt.date) -> list[str]:
    edition = Edition.objects.get(slug=entry.shape.slug)
    held = edition.wordings.filter(language=entry.language).values_list("checksum", flat=True).first()
    if _is_there(held, entry):
        return []
    _wording(edition, entry, on=on)
    return [entry.key]


def _wording(edition: Edition, entry: Entry[EditionShape], *, on: dt.date) -> None:
    """What the edition says in one language, sealed at the end."""
    shape = entry.shape
    wording = Wording.objects.create(
        edition=edition,
        language=entry.language,
        name=shape.name,
        what_for=shape.what_for,
        easy=shape.easy,
        checksum=entry.checksum,
    )
    groups = {group.code: group for group in edition.groups.all()}
    items = {item.code: item for item in edition.items.all()}
    GroupText.objects.bulk_create(
        GroupText(wording=wording, group=groups[g.code], title=g.title, explanation=g.explanation, easy=g.easy)
        for g in shape.groups
    )
    ItemText.objects.bulk_create(
        ItemText(
            wording=wording,
            item=items[item.code],
            title=item.title,
            moves_from=item.moves_from or "",
            moves_to=item.moves_to or "",
            short=item.short,
            explanation=item.explanation,
            easy=item.easy,
            dissent=item.dissent or "",
            helps=[one.model_dump() for one in item.helps],
        )
        for item in shape.items
    )
    if shape.stages:
        _rating_words(wording, shape, items)
    Wording.objects.filter(pk=wording.pk).update(published_on=on)


def _rating_words(wording: Wording, shape: EditionShape, items: dict[str, Item]) -> None:
    """The stages, descriptors and questions of an edition that can be rated."""
    stages = {stage.code: stage for stage in wording.edition.stages.all()}
    scope = wording.edition.scope
    # Of two voices with one code, the programme's own comes last and is taken.
    voices = {voice.code: voice for voice in Voice.objects.in_scope(scope).order_by("scope")}
    if unknown := shape.voices - voices.keys():
        said = gettext("There are questions for %(voices)s, which is no voice here.")
        raise ContentIsWrong(said % {"voices": ", ".join(sorted(unknown))})
    StageText.objects.bulk_create(
        StageText(wording=wording, stage=stages[s.code], name=s.name, explanation=s.explanation, easy=s.easy)
        for s in shape.stages
    )
    Descriptor.objects.bulk_create(
        Descriptor(wording=wording, item=items[item.code], stage=stages[code], text=text)
        for item in shape.items
        for code, text in item.descriptors.items()
    )
    VoiceQuestion.objects.bulk_create(
        VoiceQuestion(wording=wording, item=items[item.code], voice=voices[code], ask=question.ask, easy=question.easy)
        for item in shape.items
        for code, question in item.questions.items()
    )


def _crosswalk(entry: Entry[CrosswalkShape], *, on: dt.date) -> list[str]:
    shape = entry.shape
    older = Edition.objects.get(slug=shape.older)
    newer = Edition.objects.get(slug=shape.newer)
    there = Crosswalk.objects.filter(older=older, newer=newer).values_list("checksum", flat=True).first()
    if _is_there(there, entry):
        return []
    walk = Crosswalk.objects.create(older=older, newer=newer, language=shape.language, checksum=entry.checksum)
    before = {item.code: item for item in older.items.all()}
    after = {item.code: item for item in newer.items.all()}
    CrosswalkLink.objects.bulk_create(
        CrosswalkLink(
            crosswalk=walk,
            number=number,
            older=before[link.older] if link.older else None,
            newer=after[link.newer] if link.newer else None,
            relation=CrosswalkLink.Relation(link.relation.upper()),
            series=CrosswalkLink.Series(link.series.upper()),
            reason=link.reason,
        )
        for number, link in enumerate(shape.links, 1)
    )
    Crosswalk.objects.filter(pk=walk.pk).update(published_on=on)
    return [entry.key]
