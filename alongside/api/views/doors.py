"""The way in for programs: figures in, readings out, errors in sentences."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Annotated, Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import ConfigDict, Field

from alongside.access.http import Request, find
from alongside.access.permissions import Permission
from alongside.accounts import throttle
from alongside.api import limits, queries, services
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.measures import queries as measures
from alongside.measures import services as figures
from alongside.measures.models import Series
from alongside.measures.rules.entry import Figures

MOST = 5000
TOO_MANY = "Too many tries. Wait some minutes, then go on more slowly."


class ByToken(HttpBearer):
    """A live token in the header `Authorization: Bearer …`; whoever made it is who acts."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        here = [(limits.WRONG_TOKENS, throttle.place_of(request))]
        mark = services.mark_of(token)
        if not throttle.is_open(here) or not throttle.take([(limits.CALLS, mark)]):
            raise HttpError(429, TOO_MANY)
        actor = queries.actor_with(mark, on=clock.today())
        if actor is None:
            throttle.take(here)
            return None
        cast(Request, request).actor = actor
        return actor


api = NinjaAPI(
    title="Alongside",
    version="1",
    description="Figures in, readings out. See “Tokens for programs” under your account.",
    auth=ByToken(),
    docs_url=None,
    urls_namespace="api",
)


class Said(Schema):
    """What went wrong, in a sentence."""

    message: str


class RowSaid(Schema):
    """What is wrong with one of the figures, counted from 1 as they were sent."""

    row: int
    messages: list[str]


class Refused(Said):
    """What went wrong, and with which figures."""

    rows: list[RowSaid] = []


class Sent(Schema):
    """One figure: `value`, or `numerator` and `denominator`, as the series takes them. `on`: any day of its period."""

    model_config = ConfigDict(extra="forbid")

    on: dt.date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    order: Annotated[int, Field(ge=0, lt=1000)] = 0
    comment: Annotated[str, Field(max_length=300)] = ""


class Sending(Schema):
    """Figures of one series. `replace`: those that differ take the place of what is there. `sure`: doubtful ones
    (ten times larger than ever, say) are right."""

    model_config = ConfigDict(extra="forbid")

    observations: Annotated[list[Sent], Field(min_length=1, max_length=MOST)]
    replace: bool = False
    sure: bool = False


class Entered(Schema):
    """How many figures were new, took the place of others, or were there already."""

    added: int
    changed: int
    same: int


class SeriesLine(Schema):
    """A series: its key, what it is called, where it is collected, and what is entered for each point."""

    id: UUID
    title: str
    place: str
    indicator: str
    period: str
    entry: str


class SeriesRead(SeriesLine):
    """A series with what its chart says; `reading` is null, and `why_not` says why, where it cannot be charted."""

    reading: dict[str, Any] | None
    why_not: str


@api.get("/series", response=list[SeriesLine], summary=_("The series you may see"))
def series_list(request: Request) -> Any:
    return [_line(one) for one in _visible(request).live().order_by("place__name", "indicator__name", "name")]


@api.get("/series/{uuid:series_id}", response={200: SeriesRead, 404: Said}, summary=_("A series, read"))
def series_read(request: Request, series_id: UUID) -> Any:
    found = _found(request, Permission.SERIES_VIEW, series_id)
    [read] = measures.read_series([found])
    reading = dataclasses.asdict(read.reading) if read.reading else None
    return _line(found) | {"reading": reading, "why_not": read.why_not}


@api.post(
    "/series/{uuid:series_id}/observations",
    response={200: Entered, 403: Said, 404: Said, 409: Refused, 422: Refused},
    summary=_("Enter figures: all of them, or none"),
)
def enter(request: Request, series_id: UUID, body: Sending) -> Any:
    found = _found(request, Permission.OBSERVATION_RECORD, series_id)
    rows = [
        Figures(one.on, one.order, one.value, one.numerator, one.denominator, one.comment) for one in body.observations
    ]
    choices = figures.Choices(replace=body.replace, sure=body.sure)
    try:
        done = figures.import_figures(found, rows, choices, by=request.actor, at=clock.now())
    except figures.NothingToBringIn:
        return {"added": 0, "changed": 0, "same": len(rows)}
    return {"added": done.added, "changed": done.changed, "same": len(rows) - done.added - done.changed}


def _visible(request: Request) -> Any:
    return Series.objects.visible_to(request.actor).select_related("indicator", "place")


def _found(request: Request, permission: Permission, series_id: UUID) -> Series:
    request.page_permission = permission
    found: Series = find(request, _visible(request), pk=series_id)
    return found


def _line(series: Series) -> dict[str, Any]:
    return {
        "id": series.pk,
        "title": measures.title_of(series),
        "place": series.place.name,
        "indicator": series.indicator.slug,
        "period": series.period,
        "entry": series.entry,
    }


def _answer(request: HttpRequest, status: int, message: str, **more: Any) -> HttpResponse:
    return api.create_response(request, {"message": message} | more, status=status)


@api.exception_handler(figures.RowsRefused)
def _rows_refused(request: HttpRequest, refused: figures.RowsRefused) -> HttpResponse:
    rows = [{"row": row.number, "messages": _why(row)} for row in refused.rows[:100]]
    return _answer(request, 409, refused.message, rows=rows)


def _why(row: figures.Checked) -> list[str]:
    said = [*row.problems, *row.doubts]
    if row.fate == figures.Fate.CHANGES:
        said.append("There is a different figure for this period. Say “replace” to put this one in its place.")
    elif row.doubts:
        said.append("Say “sure” if it is right.")
    return said


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, 409, refusal.message)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, missing: Http404) -> HttpResponse:
    return _answer(request, 404, "There is no such series, or it is not yours to see.")


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, denied: PermissionDenied) -> HttpResponse:
    return _answer(request, 403, "You can see this series, but your role does not let you enter its figures.")


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, unknown: AuthenticationError) -> HttpResponse:
    said = "Send a live token as “Authorization: Bearer …”. You make one under your account."
    answer = _answer(request, 401, said)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _answer(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    rows: dict[int, list[str]] = {}
    others = []
    for error in wrong.errors:
        where = [part for part in error["loc"] if part != "body"]
        numbers = [part for part in where if isinstance(part, int)]
        said = f"{where[-1] if where else 'body'}: {error['msg']}"
        if numbers:
            rows.setdefault(numbers[0] + 1, []).append(said)
        else:
            others.append(said)
    message = "What was sent is not in the right form. " + " ".join(others[:3])
    listed = [{"row": row, "messages": said} for row, said in sorted(rows.items())[:100]]
    return _answer(request, 422, message.strip(), rows=listed)
