"""Who can do what at a made-up place: the pair who lead it, and others by the voice they speak in."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.demo.services.world import World
from alongside.goals.services.bulk import Done, Said
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above

LIVED = ("uses_services", "family_and_friends")


@dataclass(frozen=True)
class Speaker:
    """Somebody, with the one voice they wear at a place."""

    actor: Actor
    voice: str

    def did(self, on: dt.date) -> Done:
        return Done(by=self.actor, voice=self.voice, on=on)

    def said(self, words: str, on: dt.date) -> Said:
        return Said(by=self.actor, voice=self.voice, on=on, words=words)


@dataclass(frozen=True)
class Group:
    """The people of one place: who leads it from each side, who works on things, who may see whether they are true."""

    lived: Speaker
    profession: Speaker
    members: tuple[Speaker, ...]
    onlookers: tuple[Speaker, ...]

    @property
    def pair(self) -> tuple[Speaker, Speaker]:
        return self.lived, self.profession

    def someone(self, rng: random.Random) -> Speaker:
        """Whoever works on it: one of the pair, or a member."""
        return rng.choice((*self.pair, *self.members))


class People:
    """Everybody of the programme with their roles, read once."""

    def __init__(self, world: World) -> None:
        rows = Membership.objects.live().filter(scope__startswith=world.programme.scope).select_related("user")
        self._rows = list(rows.order_by("user__email", "scope", "role"))
        grants: dict[str, list[Grant]] = {}
        for row in self._rows:
            grants.setdefault(str(row.user_id), []).append(Grant(Role(row.role), row.scope, tuple(row.voices)))
        names = {str(row.user_id): row.user.name for row in self._rows}
        self._actors = {user: Actor(user, names[user], tuple(held)) for user, held in grants.items()}
        self._world = world

    def of(self, place: Place) -> Group:
        """The people of a place; family and partners of its site may look on."""
        leads = (self._world.co_leads[place.pk], self._world.leads[place.pk])
        lived, profession = (Speaker(self._actors[str(lead.user.pk)], lead.voice) for lead in leads)
        here = [row for row in self._rows if row.scope == place.scope and row.role == Role.MEMBER]
        near = [row for row in self._rows if row.scope in above(place.scope) and row.role == Role.MEMBER]
        return Group(
            lived,
            profession,
            tuple(self._speaker(row) for row in here if row.voices[0] in ("uses_services", "staff", "leaders")),
            tuple(self._speaker(row) for row in near if row.voices[0] in ("family_and_friends", "partners")),
        )

    def _speaker(self, row: Membership) -> Speaker:
        return Speaker(self._actors[str(row.user_id)], row.voices[0])
