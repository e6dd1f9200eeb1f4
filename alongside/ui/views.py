from collections.abc import Callable
from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.core import security_log
from alongside.ui import looks
from alongside.ui import style_guide as guide
from alongside.ui import style_guide_charts as guide_charts
from alongside.ui.forms import (
    Choice,
    Choices,
    DateField,
    EmailField,
    FileField,
    Password,
    SelectField,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)
from alongside.ui.leaving import comes_from_here, leaves_to


class Sample(forms.Form):
    """Each kind of field once. It is drawn, never sent."""

    name = TextField(label="Name of the round", hint="For example, spring round", missing="Enter a name for the round")
    reply_to = EmailField(label="Email address", missing="Enter an email address", width=30)
    expected = WholeNumber(
        label="How many people do you expect?",
        min_value=1,
        missing="Enter how many people you expect",
        width=4,
        suffix="people",
    )
    closes_on = DateField(
        label="Until when can people answer?",
        name="Closing day",
        hint="For example, 28 11 2026",
        missing="Enter the day the round closes",
    )
    mode = Choice(
        label="How will answers be shown?",
        choices=[("private", "Private round"), ("open", "Open room")],
        hints={
            "private": "A voice is shown from five answers.",
            "open": "The people of this place see each voice as it is, until the meeting is closed.",
        },
        reveals={"open": "why_open"},
        missing="Choose how answers will be shown",
    )
    why_open = TextField(label="What did both sides say about it?")
    voices = Choices(
        label="Which voices are asked?",
        choices=[("people", "People who use services"), ("family", "Family and friends"), ("none", "None of these")],
        divider_before={"none": "or"},
        none_value="none",
        missing="Choose the voices that are asked",
    )
    language = SelectField(label="Language", choices=[("en", "English"), ("cy", "Welsh")], missing="Choose a language")
    why = TextArea(label="Why do you ask?", max_length=300, hint="People read this first.", missing="Say why you ask")
    sheet = FileField(
        label="A sheet to share", max_bytes=5_000_000, extensions=(".pdf", ".png"), missing="Choose a file to share"
    )
    password = Password(label="Password", missing="Enter your password")
    agreed = Tick(label="Both of us have read this", missing="Confirm that both of you have read this")


def for_anyone(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Mark a page that shows no data as open to everybody: `access` stands on this floor and cannot be asked."""
    vars(view).update(public=True)
    return view


WRONG = {
    "reply_to": "ruth at example",
    "expected": "a dozen",
    "closes_on_day": "31",
    "closes_on_month": "2",
    "closes_on_year": "2026",
    "mode": "open",
}


def _switches(request: HttpRequest) -> dict[str, bool]:
    return {"large_print": "large-print" in request.GET, "easy_read": "easy-read" in request.GET}


@for_anyone
@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    context = guide.everything(Sample(prefix="empty"), Sample(WRONG)) | guide_charts.charts()
    return TemplateResponse(request, "ui/style_guide.html", {**context, **_switches(request)})


@for_anyone
@require_safe
def style_guide_participant(request: HttpRequest) -> HttpResponse:
    context = {"step": 4, "steps": 10, "leave_url": "/style-guide/", "stages": guide.STAGES}
    return TemplateResponse(request, "ui/style_guide_participant.html", {**context, **_switches(request)})


@for_anyone
@require_safe
def style_guide_sheet(request: HttpRequest) -> HttpResponse:
    rows = guide.reveal()
    context = {"reveal": rows, "reveal_rows": [row["row"] for row in rows], "stages": guide.STAGES}
    return TemplateResponse(request, "ui/style_guide_sheet.html", {**context, **_switches(request)})


class Refused(HttpRequest):
    """A request whose form came without a good token."""

    token_refused: bool


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    cast(Refused, request).token_refused = True
    return TemplateResponse(request, "403_csrf.html", status=403).render()


@csrf_exempt  # it changes nothing but how pages look; asking for a token would put a cookie into every browser
@for_anyone
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Somebody chose how pages look, or their language; back to where they were."""
    if comes_from_here(request):
        looks.change(request, request.POST.get("look", ""))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if here else "/")


@csrf_exempt  # leaving must work from a page that has stood open for hours
@for_anyone
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out at once: signed out, and to a page that says nothing about this one."""
    if comes_from_here(request) and settings.SESSION_COOKIE_NAME in request.COOKIES:
        if request.user.is_authenticated:
            security_log.note(security_log.SIGNED_OUT, who=request.user.pk)
        logout(request)
    response = redirect(leaves_to())
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
