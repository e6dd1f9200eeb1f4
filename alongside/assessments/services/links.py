"""Where a question can be watched or interpreted: set and taken away by those who lead a place."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.assessments import tongues
from alongside.assessments.models import QuestionLink
from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.frameworks.models import Item
from alongside.frameworks.rules import scopes_above
from alongside.programmes.models import Place

ADDRESS_AT_MOST = 300


class NotASafeAddress(Refusal):
    message = _("Give a whole address that begins with https://, without a name or password in it.")


class NotALanguageHere(Refusal):
    message = _("Choose what it is, and one of the languages on the list.")


class NotOfThisPlace(Refusal):
    message = _("This question belongs to a list that this place does not have.")


@transaction.atomic
def set_link(
    place: Place, *, item: Item | None, kind: str, language: str, address: str, by: audit.Doer, at: dt.datetime
) -> QuestionLink:
    """Somebody said where a question (or every question) can be watched, or an interpreter be reached.

    A new address takes the place of the one before. Refuses what is not https, an unknown language, and a question of
    another programme's list.
    """
    address = address.strip()
    if not _is_safe(address):
        raise NotASafeAddress
    if language not in tongues.ALL or kind not in QuestionLink.Kind.values:
        raise NotALanguageHere
    if item is not None and item.edition.scope and item.edition.scope not in scopes_above(place.scope):
        raise NotOfThisPlace
    link, _made = QuestionLink.objects.update_or_create(
        place=place,
        item=item,
        kind=kind,
        language=language,
        defaults={"address": address, "scope": place.scope, "set_on": date_of(at)},
    )
    about = {"item": item.code if item else "", "kind": kind, "language": language}
    audit.record("question_link.set", by=by, at=at, scope=place.scope, subject=str(link.pk), changes=about)
    return link


@transaction.atomic
def remove_link(link: QuestionLink, *, by: audit.Doer, at: dt.datetime) -> None:
    """A link was taken away again."""
    about = {"kind": link.kind, "language": link.language}
    audit.record("question_link.removed", by=by, at=at, scope=link.scope, subject=str(link.pk), changes=about)
    link.delete()


def _is_safe(address: str) -> bool:
    if len(address) > ADDRESS_AT_MOST or any(one.isspace() or one == "\\" for one in address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host.strip(".") and "@" not in parts.netloc
