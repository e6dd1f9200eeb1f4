"""Links to report words and to ask for a talk, and who reads what is written: `{% load keeping_safe %}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.keeping_safe.addresses import report_address, talk_address
from alongside.keeping_safe.queries.contacts import ContactLine, contacts_at, place_asked
from alongside.programmes.models import Place
from alongside.ui.components import markup

register = template.Library()


@register.simple_tag
def report_link(what: Any, column: str = "", *, table: str = "", of: str = "", text: str = "") -> SafeString:
    """A small link with which any reader reports this row and what belongs to it, or one column of it.

    `what` is the row, or its key together with `table`, e.g. `goals.Goal`. `of` is read out after the link's words.
    """
    if not what or getattr(what, "scope", None) == "":  # nothing here, or published content that all places share
        return SafeString("")
    if isinstance(what, Model):
        table, what = what._meta.label, what.pk
    hidden = markup.hidden(f": {of}") if of else ""
    label = markup.join([text or _("Report words or a file on this page"), hidden])
    return markup.tag(
        "a", {"class": "al-report", "href": report_address(table, what, column), "rel": "nofollow"}, label
    )


@register.simple_tag
def talk_link(place: Any) -> str:
    """The address at which people of a place (or of its number) ask for a talk."""
    return talk_address(getattr(place, "pk", None) or getattr(place, "id", None) or place)


@register.inclusion_tag("keeping_safe/_talk.html")
def talk_line(contacts: Iterable[ContactLine] = (), *, place: int | None = None) -> dict[str, Any]:
    """The way to the form for a talk, where somebody who is named here takes such requests; else nothing.

    `contacts` are those that the page shows; a page that shows none says at which place it stands.
    """
    number = place_asked(contacts if place is None else (), place)
    return {"address": talk_address(number) if number else ""}


@register.inclusion_tag("keeping_safe/_on_paper.html")
def turn_to(place: Place) -> dict[str, Any]:
    """On what is printed and handed out: in one line, whom to tell if somebody is hurt or not safe."""
    contacts = contacts_at(place.scope)
    first = [one for one in contacts if one.phone or one.email][:1]
    return {"contacts": first, "urgent": [one for one in contacts if one.is_for_emergencies]}


@register.inclusion_tag("keeping_safe/_who_reads.html", takes_context=True)
def who_reads(context: Context, audience: str = "", *, place: Any = None) -> dict[str, Any]:
    """Above every box for words: who reads it and when, and whom to turn to.

    `audience` says who reads it; left out, everybody who may see this place, at once. The place is the one given,
    else that of the row the page has found.
    """
    request = context.get("request")
    scope = getattr(place, "scope", "") or getattr(request, "found_scope", "")
    contacts = context.get("contacts") or (contacts_at(scope) if scope else ())
    return {"audience": audience, "contacts": contacts}
