from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from alongside.access.http import Request, never_kept, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import rounds as forms
from alongside.assessments.models import Round
from alongside.assessments.queries import rounds
from alongside.assessments.rules import State
from alongside.assessments.views import once
from alongside.assessments.views.rounds import found_round, moved_on
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.programmes import queries as programmes

ONLY_ONCE = gettext_lazy(
    "These were already made, and their codes cannot be shown again. If the sheet did not reach you, make new ones: "
    "a code that nobody uses does no harm."
)


@dataclass(frozen=True)
class Printed:
    """One code as it is printed: to type, and as an address that types it."""

    code: str
    address: str


def printed(code: str) -> Printed:
    return Printed(code, f"{settings.RATING_URL}/rate/#{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_kept
@page(Permission.ROUND_INVITE)
def invite(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.OPEN):
        return away
    asked = rounds.asked_voices(round)
    members = _members(round, {line.code for line in asked})
    form = forms.Invite(request.POST if request.method == "POST" else None, asked=asked, members=len(members))
    if request.method == "POST" and form.is_valid():
        people = [services.Invitee(address, voices) for address, voices in form.people().items()]
        if form.cleaned_data.get("members"):
            people = [*members, *people]
        try:
            sent = services.invite_by_mail(round, people=people, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _sent(sent, len({person.email.lower() for person in people})))
            return redirect(round)
    context = {"form": form, "round": round, "asked": asked, "members": len(members)}
    return TemplateResponse(request, "assessments/round/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def slips(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)

    def make(voice: str, number: int) -> list[str]:
        return services.make_slips(round, voice=voice, number=number, by=request.actor, at=clock.now())

    return _codes(request, round, unit="slips", most=forms.MANY_SLIPS, make=make)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def poster(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)

    def make(voice: str, number: int) -> list[str]:
        return [services.make_poster(round, voice=voice, number=number, by=request.actor, at=clock.now())]

    return _codes(request, round, unit="poster", most=forms.MANY_BY_POSTER, make=make)


def _codes(
    request: Request, round: Round, *, unit: str, most: int, make: Callable[[str, int], list[str]]
) -> HttpResponse:
    """Ask for whom and how many, then show the sheet, once: the answer to this POST is the only place of the codes."""
    if away := moved_on(request, round, State.OPEN):
        return away
    asked = rounds.asked_voices(round)
    question = _("How many slips?") if unit == "slips" else _("How many people may it let in?")
    form = forms.MakeCodes(
        request.POST if request.method == "POST" else None, asked=asked, most=most, question=question
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if once.is_first(request, given["token"]):
            try:
                made = make(given["voice"], given["number"])
            except Refusal as refusal:
                once.forget(request, given["token"])
                form.add_error(None, refusal.message)
            else:
                context = {
                    "round": round,
                    "voice": next(line.name for line in asked if line.code == given["voice"]),
                    "number": given["number"],
                    "codes": [printed(code) for code in made],
                    "address": f"{settings.RATING_URL}/rate/".split("://", 1)[1],
                }
                return TemplateResponse(request, f"assessments/round/{unit}_sheet.html", context)
        else:
            form.renew()
            form.add_error(None, ONLY_ONCE)
    return TemplateResponse(request, f"assessments/round/{unit}.html", {"form": form, "round": round})


def _members(round: Round, asked: set[str]) -> list[services.Invitee]:
    """The place's people with an address, each once, with those of their voices that are asked.

    Whoever has none takes a slip: a code that waited for them in their account would be tied to them.
    """
    voices: dict[str, tuple[str, ...]] = {}
    for person in programmes.members_with_voices(round.scope):
        if not person.email:
            continue
        mine = tuple(voice for voice in person.voices if voice in asked)
        voices[person.email] = tuple(dict.fromkeys((*voices.get(person.email, ()), *mine)))
    return [services.Invitee(email, mine) for email, mine in voices.items() if mine]


def _sent(sent: int, wanted: int) -> str:
    if sent == wanted:
        return ngettext("%(number)s letter is on its way.", "%(number)s letters are on their way.", sent) % {
            "number": sent
        }
    if sent == 0:
        return _("Everybody on this list had a letter already. Nobody is sent a second one.")
    return _("%(sent)s of %(wanted)s letters are on their way. The others had one already.") % {
        "sent": sent,
        "wanted": wanted,
    }
