"""A tablet that stands ready: locked by its code, begun at by anybody, cleared for the next one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts import throttle
from alongside.assessments import codes, services
from alongside.assessments import guest as door
from alongside.assessments.forms import rating as forms
from alongside.assessments.guest import GuestRequest, Visit, guest
from alongside.assessments.queries import kiosks as queries
from alongside.assessments.queries.kiosks import KioskPage
from alongside.assessments.views import seats
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.ui import looks

OTHER_ROUND = gettext_lazy("This code is for another place or another time. This tablet cannot open it.")


@guest
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: GuestRequest) -> HttpResponse:
    """The first page of a tablet. Whoever was here before is forgotten by opening it."""
    device = door.kiosk_of(request)
    if not device:
        return _make_ready(request)
    here = queries.kiosk_page(device, on=clock.today())
    if here is None:
        return _has_ended(request)
    form = forms.EnterCode(request.POST if "code" in request.POST else None)
    if request.method == "POST" and not request.untrusted:
        if form.is_bound and _comes_back(request, form, here):
            return redirect("rate_welcome")
        if "begin" in request.POST:
            request.visit = _begin(here, scripted=bool(request.POST.get("scripted")))
            return redirect("rate_welcome")
    request.visit = Visit()
    if "cleared" in request.GET:
        looks.forget(request)
    response = seats.page(request, "kiosk", here.sitting, form=form)
    response.delete_cookie(door.COOKIE, path=door.PATH, samesite="Strict")
    return response


@guest
@require_POST
def clear(request: GuestRequest) -> HttpResponse:
    """Nothing is left of whoever was here; the tablet is ready for the next one."""
    request.visit = Visit()
    looks.forget(request)
    response = redirect("rate_kiosk")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@guest
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: GuestRequest) -> HttpResponse:
    """Without script, a tablet asks here whether somebody is still there, before it clears itself."""
    if not request.visit.kiosk:
        return redirect("rate_kiosk")
    back = _own_page(request.POST.get("back") or request.GET.get("back", ""))
    if request.method == "POST":
        return redirect(back)  # and the visit has its time anew
    return seats.page(request, "kiosk_quiet", back=back, seconds=door.WARNED)


def _make_ready(request: GuestRequest) -> HttpResponse:
    form = forms.EnterCode(request.POST if request.method == "POST" else None)
    if form.is_bound and not request.untrusted and form.is_valid():
        where = [(door.WRONG_CODES, throttle.place_of(request))]
        try:
            if not throttle.is_open(where):
                raise door.TooManyWrongCodes
            kiosk = services.lock_device(form.cleaned_data["code"], at=clock.now())
        except Refusal as refusal:
            if isinstance(refusal, services.MistypedCode | services.UnknownCode):
                throttle.take(where)
            form.add_error("code", refusal.message)
        else:
            request.visit = Visit()
            locked = redirect("rate_kiosk")
            door.lock(locked, str(kiosk.pk))
            return locked
    return seats.page(request, "kiosk_code", form=form)


def _has_ended(request: GuestRequest) -> HttpResponse:
    if request.method == "POST" and "begin" not in request.POST and "code" not in request.POST:
        free = redirect("rate")
        door.unlock(free)
        return free
    request.visit = Visit()
    response = seats.page(request, "kiosk_ended")
    response.delete_cookie(door.COOKIE, path=door.PATH, samesite="Strict")
    return response


def _begin(here: KioskPage, *, scripted: bool) -> Visit:
    """Somebody begins: a fresh receipt, and nothing of whoever was here before."""
    return Visit(
        round=str(here.sitting.round.pk),
        receipt=codes.new_receipt(),
        voices=here.voices,
        voice=here.voices[0] if len(here.voices) == 1 else "",
        by_poster=True,
        kiosk=here.id,
        scripted=scripted,
    )


def _comes_back(request: GuestRequest, form: forms.EnterCode, here: KioskPage) -> bool:
    """Whether somebody who was here before, or has a code of their own, is let in with it."""
    request.visit = Visit(scripted=bool(request.POST.get("scripted")))
    if not seats.lets_in(request, form):
        return False
    if request.visit.round == str(here.sitting.round.pk):
        return True
    form.add_error("code", OTHER_ROUND)
    return False


def _own_page(address: str) -> str:
    """Where they were, if that is one of these pages; else the first one."""
    try:
        known = address.startswith(door.PATH) and bool(resolve(address))
    except Resolver404:
        known = False
    return address if known else "rate_welcome"
