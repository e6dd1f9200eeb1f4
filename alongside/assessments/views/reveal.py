from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import rounds as forms
from alongside.assessments.models import Key, Round
from alongside.assessments.queries import rounds
from alongside.assessments.rules import LAPSES_AFTER, SIDES, State
from alongside.assessments.views.rounds import found_round, moved_on, refused
from alongside.core import clock
from alongside.core.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_REVEAL)
def reveal(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.state == State.REVEALED and request.method == "POST":
        return _revealed(request, round)
    if away := moved_on(request, round, State.CLOSED):
        return away
    hats = rounds.hats_of(round, request.actor)
    hidden = tuple(side for side in request.POST.get("hidden", "").split() if side in SIDES)
    form = forms.TurnKey(request.POST if request.method == "POST" else None, hats=hats, warned=bool(hidden))
    if request.method == "POST" and form.is_valid():
        if form.then in (forms.TurnKey.WAIT, forms.TurnKey.INVITE):
            return redirect("round_reopen" if form.then == forms.TurnKey.INVITE else "round", round.pk)
        try:
            round = services.turn_reveal_key(
                round, voice=form.chosen, knowing=bool(form.then), by=request.actor, at=clock.now()
            )
        except services.SideWouldNotBeShown as refusal:
            hidden = refusal.sides
            form = forms.TurnKey(hats=hats, warned=True, initial={"voice": form.chosen})
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _turned(request, round)
    keys = rounds.keys_of(round, Key.Purpose.REVEAL, actor=request.actor, at=clock.now())
    context = {
        "form": form,
        "round": round,
        "keys": keys,
        "hats": hats,
        "hidden": hidden,
        "hidden_in_words": rounds.sides_in_words(hidden),
        "lapses_on": round.closed_on + LAPSES_AFTER if round.closed_on else None,
    }
    return TemplateResponse(request, "assessments/round/reveal.html", context)


@require_POST
@page(Permission.ROUND_REVEAL)
def withdraw(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    try:
        services.withdraw_reveal_key(round, by=request.actor, at=clock.now())
    except Refusal as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("Your key is withdrawn. Nothing is revealed."))
    return redirect(round)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_SHARE)
def share(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.state == State.SHARED:
        return redirect(round)
    if away := moved_on(request, round, State.REVEALED):
        return away
    if round.state == State.REVEALED and not rounds.may_read_result(round, request.actor):
        raise PermissionDenied
    form = forms.Confirm(request.POST or None)
    if request.method == "POST":
        try:
            services.share_round(round, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form = refused(form, refusal)
        else:
            messages.success(
                request, _("The result is shared with everyone who took part and the people of this place.")
            )
            return redirect(round)
    return TemplateResponse(request, "assessments/round/share.html", {"form": form, "round": round})


def _turned(request: Request, round: Round) -> HttpResponse:
    if round.state == State.REVEALED:
        return _revealed(request, round)
    messages.success(request, _("Your key is turned. It waits for the other one for 24 hours."))
    return redirect("round_reveal", round.pk)


def _revealed(request: Request, round: Round) -> HttpResponse:
    """To the result for the two who hold it; back to the round for a third who came late."""
    if not rounds.may_read_result(round, request.actor):
        messages.info(request, _("Two other people have just revealed this round. They will share it with everybody."))
        return redirect(round)
    messages.success(request, _("The answers are revealed. Only the two of you can see them until you share them."))
    return redirect(f"{round.get_absolute_url()}result/")
