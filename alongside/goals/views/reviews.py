from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals import services
from alongside.goals.forms import reviews as forms
from alongside.goals.models import Review
from alongside.goals.queries import contacts, reviews, saying
from alongside.goals.queries.ledger import pulses
from alongside.goals.views.goals import place_with_goals, read_and_write, typed


def review_found(request: Request, review_id: object) -> Review:
    return find(request, Review.objects.visible_to(request.actor).select_related("place__parent__parent"), pk=review_id)


@read_and_write
@page(Permission.REVIEW_HOLD)
def hold(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    form = forms.HoldReview(typed(request), voices=saying.voice_names(place.scope), initial={"held_on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.hold_review(
                place,
                held_on=given["held_on"],
                present=form.present,
                with_consultant=given["with_consultant"],
                words=given["words"],
                by=request.actor,
                at=now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The review is begun. Look at each goal, then finish it"))
            return redirect(made)
    context = {
        "place": place,
        "form": form,
        "reviews": reviews.reviews_at(place, on=today()),
        "contacts": contacts.contacts_at(place),
    }
    return TemplateResponse(request, "goals/review/hold.html", context)


@require_safe
@page(Permission.GOAL_VIEW)
def show(request: Request, review_id: object) -> HttpResponse:
    review = review_found(request, review_id)
    context = {
        "review": review,
        "page": reviews.review_page(review, request.actor),
        "may_write": request.actor.can(Permission.REVIEW_HOLD, at=review.scope) and review.finished_on is None,
        "pulse": pulses.pulse_of(review),
        "may_ask": request.actor.can(Permission.PULSE_HOLD, at=review.scope),
    }
    return TemplateResponse(request, "goals/review/show.html", context)


@read_and_write
@page(Permission.REVIEW_HOLD)
def look_at_goals(request: Request, review_id: object) -> HttpResponse:
    review = review_found(request, review_id)
    told = reviews.review_page(review, request.actor)
    form = forms.LookAtGoals(typed(request), goals=told.to_look_at)
    if request.method == "POST" and form.is_valid():
        goals = {str(goal.pk): goal for goal in review.not_looked_at()}
        try:
            with transaction.atomic():
                for key, outcome, why in form.said:
                    if key not in goals:
                        raise Http404
                    services.review_goal(review, goal=goals[key], outcome=outcome, why=why, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(review)
    return _page(request, review, "goals", form, told)


@read_and_write
@page(Permission.REVIEW_HOLD)
def answer_promises(request: Request, review_id: object) -> HttpResponse:
    review = review_found(request, review_id)
    told = reviews.review_page(review, request.actor)
    form = forms.AnswerPromises(typed(request), promises=told.unanswered)
    if request.method == "POST" and form.is_valid():
        promises = {str(promise.pk): promise for promise in review.unanswered()}
        try:
            with transaction.atomic():
                for key, kept, happened in form.said:
                    services.answer_promise(
                        promises[key], review=review, kept=kept, happened=happened, by=request.actor, at=now()
                    )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(review)
    return _page(request, review, "promises", form, told)


@read_and_write
@page(Permission.REVIEW_HOLD)
def make_promise(request: Request, review_id: object) -> HttpResponse:
    review = review_found(request, review_id)
    form = forms.MakePromise(typed(request), voices=saying.voice_names(review.scope))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.make_promise(
                review, text=given["text"], voice=given["voice"], by_on=given["by_on"], by=request.actor, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The promise is written down"))
            return redirect(review)
    return _page(request, review, "promise", form, reviews.review_page(review, request.actor))


@read_and_write
@page(Permission.REVIEW_HOLD)
def finish(request: Request, review_id: object) -> HttpResponse:
    review = review_found(request, review_id)
    form = forms.FinishReview(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.finish_review(review, next_on=form.cleaned_data["next_on"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The review is finished"))
            return redirect(review)
    return _page(request, review, "finish", form, reviews.review_page(review, request.actor))


def _page(request: Request, review: Review, name: str, form: object, told: reviews.ReviewPage) -> HttpResponse:
    context = {
        "review": review,
        "page": told,
        "form": form,
        "may": review.finished_on is None,
        "contacts": contacts.contacts_at(review.place),
    }
    return TemplateResponse(request, f"goals/review/{name}.html", context)
