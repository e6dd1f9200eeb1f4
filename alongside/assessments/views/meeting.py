from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import meeting as forms
from alongside.assessments.models import Evidence, Gap, Round
from alongside.assessments.queries import meeting as queries
from alongside.assessments.queries import rounds
from alongside.assessments.queries.meeting import ItemLine, MeetingPage
from alongside.assessments.queries.rating import contacts as contacts_of
from alongside.assessments.rules import SHARED_OR_LATER, State
from alongside.assessments.views.results import language, read, readable_round
from alongside.core import files
from alongside.core.clock import now
from alongside.core.refusals import Refusal
from alongside.frameworks.queries import StageCard

read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def _typed(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def shared_round(request: Request, round_id: object) -> Round:
    """A round whose result is shared: before that there is no meeting to write about."""
    round = readable_round(request, round_id)
    if round.state not in SHARED_OR_LATER:
        raise Http404
    return round


def meeting_of(request: Request, round: Round) -> MeetingPage:
    return queries.meeting_page(read(request, round), actor=request.actor)


def item_line(meeting: MeetingPage, number: int) -> ItemLine:
    line = meeting.item(number)
    if line is None:
        raise Http404
    return line


@read_and_write
@page(Permission.QUOTE_READ)
def quotes(request: Request, round_id: object) -> HttpResponse:
    round = readable_round(request, round_id)
    waiting = queries.waiting_quotes(round, request.actor, standing=queries.side_of(round, request.actor))
    hats = rounds.hats_of(round, request.actor)
    names = queries.group_names(round, language=language())
    form = forms.ReadQuotes(_typed(request), hats=hats, quotes=waiting, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            for quote, tongue, meaning in form.translations:
                services.translate_quote(quote, language=tongue, translation=meaning, by=request.actor, at=now())
            for quote, verdict in form.verdicts:
                services.read_quote(quote, verdict=verdict, voice=form.in_voice, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("What you said of these words is kept"))
            return redirect("quotes", round.pk)
    fields = {
        str(quote.pk): [form[f"{name}_{quote.pk}"] for name in ("verdict", "language", "translation")]
        for quote in waiting
    }
    words = queries.words_by_item(waiting, fields, queries.item_titles(round, language=language()))
    context = {"round": round, "form": form, "words": words, "contacts": contacts_of(round)}
    return TemplateResponse(request, "assessments/result/quotes.html", context)


@read_and_write
@page(Permission.ROUND_MEET)
def hold_meeting(request: Request, round_id: object) -> HttpResponse:
    round = shared_round(request, round_id)
    meeting = meeting_of(request, round)
    voices = queries.voices_at(round, language=language())
    form = forms.HoldMeeting(_typed(request), voices=voices, initial=_held(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            services.hold_meeting(
                round, held_on=form.cleaned_data["held_on"], present=form.present, by=request.actor, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The meeting is written down"))
            return redirect("hold_meeting", round.pk)
    asks = round.state == State.SHARED or form.is_bound or (round.state == State.MEETING and "change" in request.GET)
    context = {"round": round, "meeting": meeting, "form": form, "asks": asks}
    return TemplateResponse(request, "assessments/meeting/meeting.html", context)


def _held(meeting: MeetingPage) -> dict[str, Any]:
    return {"held_on": meeting.held_on, **{f"present_{code}": count for code, count in meeting.counts.items()}}


@read_and_write
@page(Permission.ROUND_MEET)
def record_position(request: Request, round_id: object, number: int) -> HttpResponse:
    round = shared_round(request, round_id)
    meeting = meeting_of(request, round)
    line = item_line(meeting, number)
    form = _position_form(request, round, meeting, line)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            services.record_position(
                round,
                item=round.edition.items.get(number=number),
                stage=form.agreed_stage,
                why=form.cleaned_data["why"],
                dissent=form.cleaned_data["dissent"],
                version=form.cleaned_data["version"] or 0,
                by=request.actor,
                at=now(),
            )
        except services.PositionChanged as refusal:
            form.add_error(None, refusal.message)
            theirs = queries.position_line(refusal.theirs, [stage.name for stage in _stages(line)])
            form.data = {**request.POST.dict(), "version": str(refusal.theirs.version)}  # the next save replaces it
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down for challenge %(number)s") % {"number": number})
            return redirect("hold_meeting", round.pk)
    return _position_page(request, round, meeting, line, form=form, evidence=forms.AddEvidence(), theirs=theirs)


@require_POST
@page(Permission.ROUND_MEET)
def add_evidence(request: Request, round_id: object, number: int) -> HttpResponse:
    round = shared_round(request, round_id)
    meeting = meeting_of(request, round)
    line = item_line(meeting, number)
    form = forms.AddEvidence(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            services.add_evidence(
                round,
                item=round.edition.items.get(number=number),
                label=form.cleaned_data["label"],
                link=form.cleaned_data["link"],
                upload=services.Upload(given.name, given.read()) if given else None,
                by=request.actor,
                at=now(),
            )
        except Refusal as refusal:
            form.add_error("file" if given else None, refusal.message)
        else:
            messages.success(request, _("The evidence is kept"))
            return redirect("record_position", round.pk, number)
    kept = _position_form(request, round, meeting, line, bound=False)
    return _position_page(request, round, meeting, line, form=kept, evidence=form)


def _position_form(
    request: Request, round: Round, meeting: MeetingPage, line: ItemLine, *, bound: bool = True
) -> forms.RecordPosition:
    held = line.position
    initial = (
        {
            "stage": forms.NONE_AGREED if held.stage is None else str(held.stage),
            "why": held.why,
            "dissent": held.dissent,
            "version": held.version,
        }
        if held
        else {"version": 0}
    )
    card = line.result.card
    return forms.RecordPosition(
        _typed(request) if bound else None,
        initial=initial,
        stages=_stages(line),
        looks_like={told.stage.value: told.text for told in card.descriptors},
    )


def _stages(line: ItemLine) -> list[StageCard]:
    return [told.stage for told in line.result.card.descriptors]


def _position_page(
    request: Request,
    round: Round,
    meeting: MeetingPage,
    line: ItemLine,
    *,
    form: forms.RecordPosition,
    evidence: forms.AddEvidence,
    theirs: queries.PositionLine | None = None,
) -> TemplateResponse:
    context = {
        "round": round,
        "meeting": meeting,
        "line": line,
        "drawn": [line.result.row],
        "form": form,
        "evidence_form": evidence,
        "theirs": theirs,
        "may_write": round.state == State.MEETING,
        "contacts": contacts_of(round),
        "page_has_errors": bool(evidence.errors),
    }
    return TemplateResponse(request, "assessments/meeting/position.html", context)


@require_POST
@page(Permission.ROUND_MEET)
def remove_evidence(request: Request, evidence_id: object) -> HttpResponse:
    evidence = _evidence(request, evidence_id)
    round_id, number = evidence.round_id, evidence.item.number
    services.remove_evidence(evidence, by=request.actor, at=now())
    messages.success(request, _("The evidence is taken away"))
    return redirect("record_position", round_id, number)


@require_safe
@page(Permission.ROUND_READ)
def open_evidence(request: Request, evidence_id: object) -> HttpResponse:
    evidence = _evidence(request, evidence_id)
    file = evidence.file
    if file is None:
        raise Http404
    content = files.open_file(file, owner=f"round:{evidence.round_id}")
    response = HttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)  # noqa: FBT003
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _evidence(request: Request, evidence_id: object) -> Evidence:
    visible = Evidence.objects.visible_to(request.actor)
    evidence = find(request, visible.select_related("round", "item", "file"), pk=evidence_id)
    if not rounds.may_read_result(evidence.round, request.actor):
        raise PermissionDenied
    return evidence


@read_and_write
@page(Permission.GAP_SETTLE)
def settle_gap(request: Request, gap_id: object) -> HttpResponse:
    visible = Gap.objects.visible_to(request.actor)
    gap = find(
        request,
        visible.select_related("round__place__parent", "round__edition", "item", "lived_by", "profession_by"),
        pk=gap_id,
    )
    round = gap.round
    if not rounds.may_read_result(round, request.actor):
        raise PermissionDenied
    result = read(request, round)
    item = result.item(gap.item.number)
    if item is None:
        raise Http404
    told = queries.gap_line(gap, item)
    form = forms.SettleGap(
        _typed(request),
        hats=rounds.hats_of(round, request.actor),
        initial={"outcome": gap.outcome, "words": gap.words},
    )
    if request.method == "POST" and form.is_valid():
        try:
            settled = services.settle_gap(
                gap,
                outcome=form.cleaned_data["outcome"],
                words=form.cleaned_data["words"],
                voice=form.in_voice,
                by=request.actor,
                at=now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            done = _("Both sides have settled this gap") if settled.settled_on else _("Your side stands by this")
            messages.success(request, done)
            return redirect("settle_gap", gap.pk)
    context = {
        "round": round,
        "result": result,
        "gap": told,
        "drawn": [item.row],
        "form": form,
        "may_settle": round.state in SHARED_OR_LATER and gap.settled_on is None,
        "may_propose": request.actor.can(Permission.GOAL_PROPOSE, at=round.scope),
        "contacts": contacts_of(round),
    }
    return TemplateResponse(request, "assessments/meeting/gap.html", context)


@read_and_write
@page(Permission.ROUND_MEET)
def choose_priorities(request: Request, round_id: object) -> HttpResponse:
    round = shared_round(request, round_id)
    meeting = meeting_of(request, round)
    initial: dict[str, Any] = {"items": [str(line.item.card.number) for line in meeting.priorities]}
    initial |= {f"why_{line.item.card.number}": line.why for line in meeting.priorities}
    form = forms.ChoosePriorities(_typed(request), lines=queries.to_choose_from(meeting), initial=initial)
    if request.method == "POST" and form.is_valid():
        items = {item.number: item for item in round.edition.items.all()}
        try:
            services.choose_priorities(
                round,
                items=[items[line.number] for line in form.chosen],
                whys=form.whys,
                by=request.actor,
                at=now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("What to work on first is written down"))
            return redirect("hold_meeting", round.pk)
    context = {
        "round": round,
        "meeting": meeting,
        "form": form,
        "may_write": round.state == State.MEETING,
        "contacts": contacts_of(round),
    }
    return TemplateResponse(request, "assessments/meeting/priorities.html", context)


@read_and_write
@page(Permission.ROUND_MEET)
def agree_round(request: Request, round_id: object) -> HttpResponse:
    round = shared_round(request, round_id)
    meeting = meeting_of(request, round)
    hats = rounds.hats_of(round, request.actor)
    form = forms.AgreeRound(_typed(request), hats=hats, absent=meeting.absent)
    if request.method == "POST" and form.is_valid():
        try:
            if "withdraw" in request.POST:
                services.withdraw_agree_key(round, by=request.actor, at=now())
                messages.success(request, _("Your key is taken back"))
                return redirect("agree_round", round.pk)
            agreed = services.agree_round(round, voice=form.in_voice, alone=form.alone, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            if agreed.state == State.AGREED:
                messages.success(request, _("Agreed"))
                return redirect("agreed", round.pk)
            messages.success(request, _("Your key is turned. It waits for the other side"))
            return redirect("agree_round", round.pk)
    context = {
        "round": round,
        "meeting": meeting,
        "form": form,
        "mine_waits": any(key.mine for key in meeting.keys),
        "may_write": round.state == State.MEETING,
    }
    return TemplateResponse(request, "assessments/meeting/agree.html", context)


@require_safe
@page(Permission.ROUND_READ)
def agreed(request: Request, round_id: object) -> HttpResponse:
    round = shared_round(request, round_id)
    if round.state not in (State.MEETING, State.AGREED):
        raise Http404
    result = read(request, round)
    meeting = queries.meeting_page(result, actor=request.actor)
    may_propose = request.actor.can(Permission.GOAL_PROPOSE, at=round.scope)
    may_settle = request.actor.can(Permission.GAP_SETTLE, at=round.scope)
    context = {
        "round": round, "result": result, "meeting": meeting, "may_propose": may_propose, "may_settle": may_settle,
    }  # fmt: skip
    return TemplateResponse(request, "assessments/meeting/agreed.html", context)
