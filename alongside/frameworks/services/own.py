"""A programme's own files: kept as drafts, changed, and published for good."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside import content
from alongside.content import EditionShape, Own
from alongside.core import audit
from alongside.core.refusals import Refusal
from alongside.frameworks.models import OwnDraft, Voice
from alongside.frameworks.services import publishing


class PublishedAlready(Refusal):
    message = _("This is published, and what is published never changes. Send your change as a new edition.")


class AgreedByBothSides(Refusal):
    message = _("Both sides agreed on these words. To change them, open the list again where it was agreed.")


class InTheWay(Refusal):
    message = _("Some things are in the way of publishing this.")


@transaction.atomic
def keep_draft(
    own: Own, *, scope: str, name: str, agreed: bool = False, by: audit.Doer, at: dt.datetime, on: dt.date
) -> OwnDraft:
    """Kept a file of a programme's own. Nobody can use what it holds before it is published."""
    draft = OwnDraft.objects.create(
        scope=scope,
        kind=OwnDraft.Kind(own.kind),
        name=name[:120],
        called=own.slug,
        text=own.text,
        agreed=agreed,
        changed_on=on,
    )
    _record(draft, "framework.drafted", by=by, at=at)
    return draft


@transaction.atomic
def change_draft(draft: OwnDraft, own: Own, *, name: str, by: audit.Doer, at: dt.datetime, on: dt.date) -> OwnDraft:
    """Put another text in a draft's place. Refuses once it is published, and what both sides agreed on."""
    draft = _held(draft)
    draft.kind, draft.name, draft.called = OwnDraft.Kind(own.kind), name[:120], own.slug
    draft.text, draft.changed_on = own.text, on
    draft.save()
    _record(draft, "framework.draft_changed", by=by, at=at)
    return draft


@transaction.atomic
def remove_draft(draft: OwnDraft, *, by: audit.Doer, at: dt.datetime) -> None:
    """Took a draft away. Refuses once it is published, and what both sides agreed on."""
    draft = _held(draft)
    _record(draft, "framework.draft_removed", by=by, at=at)
    draft.delete()


@transaction.atomic
def take_back_agreed(draft: OwnDraft, *, by: audit.Doer, at: dt.datetime) -> None:
    """Took back what both sides agreed on, so that they can agree anew. Refuses once it is published."""
    draft = _held(draft, also_agreed=True)
    _record(draft, "framework.draft_removed", by=by, at=at)
    draft.delete()


@transaction.atomic
def publish_draft(draft: OwnDraft, *, by: audit.Doer, at: dt.datetime, on: dt.date) -> OwnDraft:
    """Published what a draft holds, for the places of its programme only, and for good.

    Refuses when it is published already, and while something is in the way.
    """
    draft = _held(draft, also_agreed=True)
    own = content.read_own(draft.text, name=draft.name)
    if wrong := what_is_in_the_way(own, scope=draft.scope):
        raise InTheWay(" ".join(wrong))
    if own.edition:
        publishing.publish_edition(own.edition, scope=draft.scope, by=by, on=on)
    if own.crosswalk:
        publishing.publish_crosswalk(own.crosswalk, scope=draft.scope, by=by, on=on)
    for voice in own.voices:
        publishing.publish_voice(voice, scope=draft.scope, by=by, on=on)
    draft.published_on = on
    draft.save(update_fields=["published_on"])
    _record(draft, "framework.published", by=by, at=at)
    return draft


def what_is_in_the_way(own: Own, *, scope: str) -> list[str]:
    """Why a file that is right in itself cannot be published in a programme yet; nothing when it can."""
    if own.edition:
        return _in_the_way_of_edition(own.edition.shape, scope=scope)
    if own.crosswalk:
        return publishing.crosswalk_problems(own.crosswalk, scope=scope)
    return _in_the_way_of_voices(own, scope=scope)


def _in_the_way_of_edition(shape: EditionShape, *, scope: str) -> list[str]:
    wrong = []
    if publishing.is_taken(shape, scope=scope):
        wrong.append(
            gettext("The name %(name)s is taken. Write another “framework” or another “edition”.")
            % {"name": shape.slug}
        )
    there = set(Voice.objects.in_scope(scope).values_list("code", flat=True))
    if unknown := shape.voices - there:
        named = ", ".join(sorted(unknown))
        said = gettext("There are questions for %(voices)s, which is no voice here. Publish your own voices first.")
        wrong.append(said % {"voices": named})
    return wrong


def _in_the_way_of_voices(own: Own, *, scope: str) -> list[str]:
    there = {voice.code: voice for voice in Voice.objects.in_scope(scope).order_by("scope")}
    wrong = []
    for entry in own.voices:
        held = there.get(entry.shape.code)
        if held and held.side != entry.shape.side:
            wrong.append(publishing.other_side(held.code))
        elif held and held.scope == scope and held.texts.filter(language=entry.language).exists():
            texts = held.texts.filter(language=entry.language)
            if not texts.filter(checksum=entry.checksum).exists():
                said = gettext("The voice %(voice)s is published with other words. Take it out of this file.")
                wrong.append(said % {"voice": held.code})
    return wrong


def _held(draft: OwnDraft, *, also_agreed: bool = False) -> OwnDraft:
    """The draft as it is now, locked. Refuses a published one, and one that both sides agreed on."""
    fresh = OwnDraft.objects.select_for_update().get(pk=draft.pk)
    if fresh.published_on is not None:
        raise PublishedAlready
    if fresh.agreed and not also_agreed:
        raise AgreedByBothSides
    return fresh


def _record(draft: OwnDraft, action: str, *, by: audit.Doer, at: dt.datetime) -> None:
    changes = {"kind": draft.kind, "called": draft.called}
    audit.record(action, by=by, at=at, scope=draft.scope, subject=f"own-framework:{draft.pk}", changes=changes)
