"""Half-written words survive, and a form sent twice counts once: for all pages behind `page()`, in one place.

Before a page's view: a form that was sent already, word for word, gets the first one's answer. After it: words that
could not be taken (the session had ended, a rule refused them, something broke) are kept for the person who wrote them;
what was taken is kept no longer. Drafts are offered when the page is opened again.

Views marked `never_kept` are left alone: whoever types for others, and whatever is secret.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse

from alongside.access.permissions import Permission
from alongside.accounts import marks
from alongside.core import clock, drafts

ONCE_FOR = 120
"""Seconds for which the same form, sent again, counts as the same sending."""
PATIENCE = 8.0
"""Seconds to wait for the first sending's answer."""
GO_ON = "go-on"


class Marking(HttpRequest):
    """A request to a page whose forms are kept, as far as it has come."""

    form_mark: Callable[[], str]
    marked: marks.Marked
    once: str


class DraftMiddleware:
    """Stands before the check of the token, so that a form whose token is too old is kept too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        marked: marks.Marked | None = getattr(request, "marked", None)
        return _after(request, response, marked) if marked else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        keeps = isinstance(getattr(view, "permission", None), Permission) and not getattr(view, "never_kept", False)
        if keeps:
            cast(Marking, request).form_mark = lambda: marks.make(request)
        if request.method != "POST" or not (keeps or getattr(view, "keeps_drafts", False)):
            return None
        marked = marks.read(request.POST)
        if marked is None:
            return None
        cast(Marking, request).marked = marked
        return _sent_already(request) if keeps and _is_theirs(request, marked) else None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if hasattr(request, "form_mark") and request.user.is_authenticated and response.context_data is not None:
            _offer(request, response.context_data)
        return response


def _is_theirs(request: HttpRequest, marked: marks.Marked) -> bool:
    return request.user.is_authenticated and str(request.user.pk) == marked.user_id


def _sent_already(request: HttpRequest) -> HttpResponse | None:
    """The answer to the same form sent before, if it was; None for the first, which goes its way."""
    key = marks.whole(request.POST, request.path)
    until = time.monotonic() + PATIENCE
    while not cache.add(key, "", ONCE_FOR):
        answer = cache.get(key)
        if answer:
            return HttpResponseRedirect(answer)
        if time.monotonic() > until:
            return HttpResponseRedirect(request.path)
        time.sleep(0.1)
    cast(Marking, request).once = key
    return None


def _after(request: HttpRequest, response: HttpResponse, marked: marks.Marked) -> HttpResponse:
    """Keep what was not taken, forget what was."""
    key = getattr(request, "once", "")
    location = response.headers.get("Location", "")
    if not request.user.is_authenticated and location.startswith(settings.LOGIN_URL):
        _keep(request, marked)
        return redirect_to_login(marked.page)
    if _is_theirs(request, marked) and response.status_code in {302, 303}:
        if key:
            cache.set(key, location, ONCE_FOR)
            drafts.throw_away(marked.owner, form=marked.page)
        return response
    if key:
        cache.delete(key)
    if response.status_code == 409 or response.status_code >= 500 or getattr(request, "token_refused", False):
        _keep(request, marked)
    return response


def _keep(request: HttpRequest, marked: marks.Marked) -> None:
    if marks.still_holds(marked):
        drafts.keep(marked.owner, marked.page, drafts.fields_of(request.POST.lists()), at=clock.now())


def _offer(request: HttpRequest, context: dict[str, Any]) -> None:
    """Say on a page with a form for writing how long there is, and offer what was being written here before."""
    shown = [form for form in context.values() if isinstance(form, forms.BaseForm) and _is_for_writing(form)]
    if not shown:
        return
    context["for_writing"] = True
    if request.method != "GET":
        return
    kept = drafts.kept_for(f"user:{request.user.pk}", form=marks.page_of(request), at=clock.now())
    if not kept:
        return
    context["draft"] = kept[0]
    if request.GET.get("draft") == GO_ON:
        context["draft_is_back"] = True
        for form in shown:
            _fill(form, kept[0].fields)


def _is_for_writing(form: forms.BaseForm) -> bool:
    """Whether a form has a box for words of somebody's own."""
    return any(isinstance(field.widget, forms.TextInput | forms.Textarea) for field in form.fields.values())


def _fill(form: forms.BaseForm, fields: drafts.Fields) -> None:
    """Put what was being written back into the boxes, without saying yet what is wrong with it."""
    if form.is_bound:
        return
    posted = QueryDict(mutable=True)
    for name, texts in fields.items():
        posted.setlist(name, texts)
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        if any(key == html_name or key.startswith(f"{html_name}_") for key in posted):
            form.initial[name] = field.widget.value_from_datadict(posted, {}, html_name)
