"""What all stories about goals share while the made-up programme lives through its years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from alongside.demo import cast
from alongside.demo.services.goals_lives import Lives
from alongside.demo.services.goals_people import People
from alongside.demo.services.world import World
from alongside.goals.services.bulk import GoalHistory
from alongside.measures.models import Series
from alongside.programmes.models import Place
from alongside.programmes.rules import above


@dataclass
class Making:
    """What the stories of goals share: the people, the series, and the lives that wait to be laid down."""

    world: World
    seed: int
    until: dt.date
    people: People
    lives: dict[int, Lives] = field(default_factory=dict)
    waiting: list[GoalHistory] = field(default_factory=list)

    def at(self, place: Place) -> Lives:
        if place.pk not in self.lives:
            series = Series.objects.filter(scope__in=above(place.scope)).select_related("indicator")
            shown = sorted(series, key=lambda one: (one.scope, one.indicator.slug))
            self.lives[place.pk] = Lives(self.people.of(place), shown, until=self.until)
        return self.lives[place.pk]

    def is_shown(self, place: Place) -> bool:
        """Whether a place belongs to the showcase, whose goals are told act by act."""
        return self.world.site_of(place).name == cast.SHOWCASE
