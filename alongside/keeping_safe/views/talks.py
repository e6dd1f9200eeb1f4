"""I want someone to talk to me: asking, hearing that it was seen, and the contact's own pages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.http import Request, find, signed_in, unnamed
from alongside.accounts import throttle
from alongside.core import clock
from alongside.core.seal import CannotUnseal, seal, unseal
from alongside.keeping_safe import addresses, codes, forms, services
from alongside.keeping_safe.models import Talk
from alongside.keeping_safe.queries import contacts as whom
from alongside.keeping_safe.queries import talks as queries
from alongside.keeping_safe.views.unnamed import shown

PURPOSE = "talk-form"
WRONG_CODES = throttle.Limit("talk-code", tries=20, minutes=10)
REQUESTS = throttle.Limit("talk-asked", tries=20, minutes=60)
TOO_MANY = gettext_lazy("Many codes have come from here in the last few minutes. Wait ten minutes, then try again.")
TOO_MANY_REQUESTS = gettext_lazy(
    "Many requests have come from here in the last hour. Please call one of the people named on this page."
)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def ask(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask for a talk at a place. The page that comes of it shows the code: sent again, it is the same request."""
    number = addresses.talk_place(signed)
    place = whom.place_at(number) if number is not None else None
    if place is None:
        raise Http404
    contacts = whom.contacts_at(place.scope)
    can = {one.kind: one for one in contacts if one.takes_requests}
    sealed = seal(codes.new_code(), purpose=PURPOSE).decode()
    data = request.POST if request.method == "POST" else None
    form = forms.AskForATalk(data, contacts=list(can.values()), initial={"code": sealed})
    if form.is_bound and form.is_valid() and (code := _code(form.cleaned_data["code"])):
        if throttle.take([(REQUESTS, throttle.place_of(request))]):
            one = can[form.cleaned_data["contact"]]
            services.ask_for_a_talk(
                code=code,
                scope=place.scope,
                place=place.name,
                to=one.name,
                email=one.email,
                user=one.user_id,
                reach=form.cleaned_data["reach"],
                words=form.cleaned_data["words"],
                at=clock.now(),
            )
            return shown(request, "asked", code=code, to=one.name, contacts=contacts)
        form.add_error(None, TOO_MANY_REQUESTS)
    return shown(request, "ask", form=form, place=place, contacts=contacts, can_be_asked=can)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def enter(request: HttpRequest) -> HttpResponse:
    """Whether a request was seen, for whoever keeps its code. Nothing is written, so that it may be sent again."""
    form = forms.EnterCode(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        where = [(WRONG_CODES, throttle.place_of(request))]
        talk = queries.talk_of(form.cleaned_data["code"]) if throttle.is_open(where) else None
        if talk is not None:
            return shown(request, "told", talk=talk, contacts=whom.contacts_at(talk.scope))
        form.add_error("code", services.UnknownTalkCode.message if throttle.take(where) else TOO_MANY)
    return shown(request, "enter", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def seen(request: HttpRequest, word: str) -> HttpResponse:
    """The link in a contact's letter: they say that they have seen it."""
    talk = queries.talk_by_word(word)
    if talk is None:
        return shown(request, "seen", talk=None)
    if request.method == "POST":
        services.see_talk(talk, at=clock.now())
        return redirect("talk_seen", word)
    return shown(request, "seen", talk=talk)


@require_safe
@signed_in
def waiting(request: Request) -> HttpResponse:
    return TemplateResponse(request, "keeping_safe/waiting.html", {"talks": queries.talks_for(request.actor)})


@require_POST
@signed_in
def see(request: Request, talk_id: UUID) -> HttpResponse:
    talk = find(request, Talk.objects.visible_to(request.actor), pk=talk_id)
    services.see_talk(talk, by=request.actor, at=clock.now())
    messages.success(request, _("They are told that you have seen it."))
    return redirect("talks")


def _code(sealed: str) -> str:
    try:
        return unseal(sealed.encode(), purpose=PURPOSE)
    except CannotUnseal:
        return ""
