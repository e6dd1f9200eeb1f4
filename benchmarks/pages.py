"""Which pages are measured, and as whom: one site's lead, a director who may see every site, a member of one team.

What both the lead and the director may open is opened by both: the same page of the same site. A page about one thing
(a goal, a chart, a round) shows the first such thing of that site that has the most to it. A page for which the
installation has nothing, as a loop where there is none, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alongside.programmes.models import Place

LEAD, DIRECTOR, MEMBER, RATER, ANYONE = "site lead", "director", "member", "rater", "anyone"
BOTH = (LEAD, DIRECTOR)


@dataclass(frozen=True)
class Asked:
    """One page to measure: what it is called here, its address, and who opens it."""

    name: str
    address: str
    roles: tuple[str, ...]


def asked(programme: Place, site: Place, team: Place) -> Iterator[Asked]:
    """Every page that is measured but those of raters. The team is one of the site."""
    yield from _first_pages(programme, site, team)
    yield from _rounds(site)
    yield from _goals(programme, site, team)
    yield from _measures(programme, site, team)
    yield from _people(programme, site)


def _first_pages(programme: Place, site: Place, team: Place) -> Iterator[Asked]:
    yield Asked("start", "/", (MEMBER, LEAD, DIRECTOR))
    yield Asked("matrix", f"/places/{programme.pk}/matrix/", (DIRECTOR,))
    yield Asked("rounded figures of the programme", f"/places/{programme.pk}/figures/", (DIRECTOR,))
    yield Asked("programme", f"/places/{programme.pk}/", (DIRECTOR,))
    yield Asked("site", f"/places/{site.pk}/", BOTH)
    yield Asked("team", f"/places/{team.pk}/", (MEMBER, *BOTH))


def _rounds(site: Place) -> Iterator[Asked]:
    from alongside.assessments import rules
    from alongside.assessments.models import Round

    yield Asked("rounds of a site", f"/places/{site.pk}/rounds/", BOTH)
    yield Asked("a site over the years", f"/places/{site.pk}/history/", BOTH)
    yield Asked("searches for own challenges", f"/places/{site.pk}/consensus/", BOTH)
    round = _one(Round.objects.filter(place=site, state__in=rules.SHARED_OR_LATER).order_by("-closes_on"))
    if round:
        yield Asked("round", f"/rounds/{round.pk}/", BOTH)
        yield Asked("result of a round", f"/rounds/{round.pk}/result/", BOTH)
        yield Asked("result of one question", f"/rounds/{round.pk}/result/1/", BOTH)
        yield Asked("what was agreed", f"/rounds/{round.pk}/agreed/", BOTH)


def _goals(programme: Place, site: Place, team: Place) -> Iterator[Asked]:
    from django.db.models import Count

    from alongside.goals.models import ChangeIdea, Cycle, Goal, Loop, Telling
    from alongside.goals.rules.goals import LIVE

    yield Asked("goals of a site", f"/places/{site.pk}/goals/", BOTH)
    yield Asked("goals of a team", f"/places/{team.pk}/goals/", (MEMBER, *BOTH))
    yield Asked("register of loops, site", f"/places/{site.pk}/loops/", BOTH)
    yield Asked("register of loops, programme", f"/places/{programme.pk}/loops/", (DIRECTOR,))
    yield Asked("what was forgotten, site", f"/places/{site.pk}/forgotten/", BOTH)
    yield Asked("what was forgotten, programme", f"/places/{programme.pk}/forgotten/", (DIRECTOR,))
    yield Asked("what I forgot", "/forgotten/", (MEMBER, *BOTH))
    yield Asked("library, site", f"/places/{site.pk}/library/", BOTH)
    yield Asked("library, searched", f"/places/{site.pk}/library/?words=peer+worker", BOTH)
    yield Asked("library, programme", f"/places/{programme.pk}/library/", (DIRECTOR,))
    yield Asked("ledger of a site", f"/places/{site.pk}/ledger/", BOTH)
    yield Asked("a team’s plan", f"/places/{team.pk}/plan/", (MEMBER,))
    here = {"scope__startswith": site.scope}
    most = ("-number", "pk")
    goal = _one(Goal.objects.filter(**here, state__in=LIVE).annotate(number=Count("ideas")).order_by(*most))
    idea = _one(ChangeIdea.objects.filter(**here).annotate(number=Count("cycles")).order_by(*most))
    loop = _one(Loop.objects.filter(**here, told_on__isnull=False).order_by("raised_on", "pk"))
    said = _one(Telling.objects.filter(loop__scope__startswith=site.scope, public=True).order_by("loop__scope", "pk"))
    if said:
        yield Asked("you said, we did", f"/places/{said.loop.place_id}/said/", (ANYONE,))
    if goal:
        yield Asked("goal", f"/goals/{goal.pk}/", BOTH)
        yield Asked("driver diagram", f"/goals/{goal.pk}/drivers/", BOTH)
    if idea:
        yield Asked("change idea", idea.get_absolute_url(), BOTH)
        cycle = _one(Cycle.objects.filter(idea=idea).order_by("number"))
        if cycle:
            yield Asked("test of change", cycle.get_absolute_url(), BOTH)
    if loop:
        yield Asked("loop", f"/loops/{loop.pk}/", BOTH)


def _measures(programme: Place, site: Place, team: Place) -> Iterator[Asked]:
    from alongside.measures.models import Series

    yield Asked("board of a programme", f"/places/{programme.pk}/measures/", (DIRECTOR,))
    yield Asked("board of a site", f"/places/{site.pk}/measures/", BOTH)
    yield Asked("board of a team", f"/places/{team.pk}/measures/", (MEMBER, *BOTH))
    yield Asked("figures that wait, site", f"/places/{site.pk}/measures/waiting/", (LEAD,))
    yield Asked("indicators", f"/places/{site.pk}/measures/indicators/", (LEAD,))
    series = _one(Series.objects.filter(place=site, ended_on=None).order_by("indicator__slug", "name", "pk"))
    share = _one(Series.objects.filter(place=site, ended_on=None, indicator__chart="P").order_by("name", "pk"))
    if series:
        yield Asked("chart", f"/measures/{series.pk}/", BOTH)
    if share:
        yield Asked("funnel of all places", f"/measures/{share.pk}/funnel/", BOTH)


def _people(programme: Place, site: Place) -> Iterator[Asked]:
    from alongside.frameworks.models import Edition

    yield Asked("people of a site", f"/places/{site.pk}/people/", BOTH)
    yield Asked("people of the programme", f"/places/{programme.pk}/people/", (DIRECTOR,))
    yield Asked("what was done, site", f"/places/{site.pk}/audit/", BOTH)
    yield Asked("what was done, programme", f"/places/{programme.pk}/audit/", (DIRECTOR,))
    yield Asked("whom to turn to", f"/places/{site.pk}/contacts/", BOTH)
    yield Asked("reported words", f"/places/{site.pk}/reported/", BOTH)
    yield Asked("own places", "/memberships/", (MEMBER, *BOTH))
    yield Asked("what is held about me", "/account/held/", (MEMBER, *BOTH))
    yield Asked("somebody to talk to", "/talk/", (ANYONE,))
    yield Asked("framework", f"/frameworks/{Edition.objects.order_by('slug')[0].slug}/", (ANYONE,))


def files(site: Place, team: Place) -> list[str]:
    """What a lead of the site can fetch that is heavy to make: pictures and workbooks of its series."""
    from alongside.measures.models import Series

    series = Series.objects.filter(place__in=[site, team], ended_on=None).order_by("pk")[:4]
    return [f"/measures/{one.pk}/{name}" for one in series for name in ("chart.png", "figures.xlsx")]


def _one(rows: QuerySet[Any]) -> Any:
    return rows.first()
