from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments.models import Round
from alongside.assessments.queries import meeting, results, rounds
from alongside.assessments.rules import BEFORE_THE_REVEAL, State


def language() -> str:
    return (get_language() or "en").split("-")[0]


def readable_round(request: Request, round_id: object) -> Round:
    """The round, if the person may read its result now: unknown or unseen 404, not yet theirs to read 403."""
    visible = Round.objects.visible_to(request.actor).select_related("place__parent", "edition")
    round = find(request, visible, pk=round_id)
    if round.state in BEFORE_THE_REVEAL or not round.revealed_on:
        raise Http404
    if not rounds.may_read_result(round, request.actor):
        raise PermissionDenied
    return round


def read(request: Request, round: Round) -> results.ResultPage:
    """The round's result as this person may see it, in the order they ask for."""
    return results.result_page(
        round,
        open_room=results.sees_open_room(round, request.actor),
        order="gap" if request.GET.get("order") == "gap" else "number",
        language=language(),
    )


@require_safe
@page(Permission.ROUND_READ)
def result(request: Request, round_id: object) -> HttpResponse:
    round = readable_round(request, round_id)
    context = {
        "round": round,
        "result": read(request, round),
        "links": True,
        "may_meet": request.actor.can(Permission.ROUND_MEET, at=round.scope),
        "may_share": request.actor.can(Permission.ROUND_SHARE, at=round.scope),
        "may_read_words": request.actor.can(Permission.QUOTE_READ, at=round.scope),
    }
    return TemplateResponse(request, "assessments/result/result.html", context)


@require_safe
@page(Permission.ROUND_READ)
def item(request: Request, round_id: object, number: int) -> HttpResponse:
    round = readable_round(request, round_id)
    result = read(request, round)
    found = result.item(number)
    if found is None:
        raise Http404
    previous, following = result.beside(number)
    written = round.state in (State.MEETING, State.AGREED)
    line = meeting.meeting_page(result, actor=request.actor).item(number) if written else None
    context = {
        "round": round,
        "result": result,
        "row": found,
        "line": line,
        "drawn": [found.row],
        "previous": previous,
        "following": following,
        "may_meet": request.actor.can(Permission.ROUND_MEET, at=round.scope),
        "may_settle": request.actor.can(Permission.GAP_SETTLE, at=round.scope),
    }
    return TemplateResponse(request, "assessments/result/item.html", context)


@require_safe
@page(Permission.ROUND_READ)
def sheet(request: Request, round_id: object) -> HttpResponse:
    round = readable_round(request, round_id)
    return TemplateResponse(request, "assessments/result/sheet.html", {"round": round, "result": read(request, round)})
