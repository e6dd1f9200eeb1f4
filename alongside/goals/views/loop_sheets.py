"""Codes that are shown once, as the answer to a POST and nowhere else: letters on paper, calls, posters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.http import Request, never_kept, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.goals.forms import loops as forms
from alongside.goals.models import Loop
from alongside.goals.queries import loops as queries
from alongside.goals.rules.loops import LoopState
from alongside.goals.services import loops as services
from alongside.goals.views.loops import A_DAY, found_loop, moved_on, read_and_write, shown

ONLY_ONCE = gettext_lazy(
    "These were already made, and their codes cannot be shown again. If the sheet did not reach you, make new ones: "
    "a code that nobody uses does no harm."
)
TOLD = (LoopState.TOLD, LoopState.UNCONFIRMED)
POSTER_AT_MOST, SPARE_AT_MOST = 100, 30


@dataclass(frozen=True)
class Sheet:
    """One letter, call or poster as it is printed."""

    to: str
    code: str
    stop: str
    address: str


def _sheet(letter: services.Letter) -> Sheet:
    return Sheet(letter.to, letter.code, letter.stop, f"{settings.RATING_URL}/told/#{letter.code}")


@read_and_write
@never_kept
@page(Permission.LOOP_TELL)
def letters(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, *TOLD):
        return away
    about = queries.loop_page(loop, request.actor)
    nobody_asked = about.awaited is not None and not about.awaited.asked
    form = forms.MakeOnce(
        request.POST if request.method == "POST" else None,
        question=_("How many letters to hand out?") if nobody_asked else "",
        most=SPARE_AT_MOST,
        hint=_("Nobody asked to be told. Hand these to people of the voice that raised it, unnamed."),
    )

    def make() -> list[services.Letter]:
        return services.print_letters(loop, spare=form.number, by=request.actor, at=clock.now())

    return _once(request, loop, form, make, name="letters", page=about)


@read_and_write
@never_kept
@page(Permission.LOOP_VIEW)
def calls(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, *TOLD):
        return away
    about = queries.loop_page(loop, request.actor)
    if not about.asking.is_caller:  # whatever one leads: the numbers are for the one person who calls
        messages.info(request, services.NotTheCaller.message)
        return redirect(loop)
    form = forms.MakeOnce(request.POST if request.method == "POST" else None)

    def make() -> list[services.Letter]:
        return services.list_calls(loop, by=request.actor, at=clock.now())

    return _once(request, loop, form, make, name="calls", page=about)


@read_and_write
@page(Permission.LOOP_TELL)
def poster(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, *TOLD):
        return away
    form = forms.MakeOnce(
        request.POST if request.method == "POST" else None,
        question=_("How many answers may it bring?"),
        most=POSTER_AT_MOST,
        hint=_("They are counted apart, and never close the loop by themselves."),
    )

    def make() -> list[services.Letter]:
        code = services.make_loop_poster(loop, number=form.number, by=request.actor, at=clock.now())
        return [services.Letter("", code, "")]

    return _once(request, loop, form, make, name="poster", page=queries.loop_page(loop, request.actor))


def _once(
    request: Request,
    loop: Loop,
    form: forms.MakeOnce,
    make: Callable[[], list[services.Letter]],
    *,
    name: str,
    page: queries.LoopPage,
) -> HttpResponse:
    """Ask, then show the sheet, once."""
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        key = f"loop-sheet:{request.actor.user_id}:{token.hex if token else ''}"
        if token and not cache.add(key, "", A_DAY):
            form.renew()
            form.add_error(None, ONLY_ONCE)
        else:
            try:
                made = make()
            except Refusal as refusal:
                cache.delete(key)
                form.add_error(None, refusal.message)
            else:
                address = f"{settings.RATING_URL}/told/".split("://", 1)[1]
                sheets = [_sheet(letter) for letter in made]
                return shown(request, f"{name}_sheet", loop, sheets=sheets, address=address, page=page)
    return shown(request, name, loop, form=form, page=page)
