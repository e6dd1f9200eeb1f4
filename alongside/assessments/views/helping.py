"""With help: somebody says that another person helps them, and what helping is and is not."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.assessments.guest import GuestRequest, guest
from alongside.assessments.queries.rating import Sitting
from alongside.assessments.views import seats
from alongside.assessments.views.seats import seated


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def helping(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    """Said before the first answer. Only that it was so is counted, for the whole round; who it is, is not asked."""
    if not request.visit.answers:
        return redirect("rate")
    if request.method == "POST":
        request.visit = replace(request.visit, helped="alone" not in request.POST)
        return redirect("rate_welcome")
    return seats.page(request, "helping", sitting)


@guest
@require_safe
def helping_card(request: GuestRequest) -> HttpResponse:
    """A card for whoever might help, to be printed. It holds nothing of a round."""
    return TemplateResponse(request, "assessments/rate/helping_card.html", {"visit": request.visit})
