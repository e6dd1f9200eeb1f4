"""Wherever somebody of the demonstration clicks, there is a page, and it is theirs to open."""

from __future__ import annotations

import html
import re
from collections import Counter, deque

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.core import clock
from alongside.demo import cast
from alongside.demo.services.world import World
from alongside.home import queries as home

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("demonstration")]

LINK = re.compile(r'href="(/[^"#]*|\?[^"#]*)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9-]+(?=/)|(?<=/report/)[^/]+")


def dead_ends(name: str, *, steps: int, alike: int) -> list[str]:
    """The links that lead nowhere for this person, so many steps from their start; `alike`: pages of one kind."""
    with clock.frozen(cast.AS_AT):
        browser = Client()
        browser.force_login(User.objects.get(name=name), "allauth.account.auth_backends.AuthenticationBackend")
        waiting, seen, kinds = deque([("/", "", 0)]), {"/"}, Counter[str]()
        found = []
        while waiting:
            address, on, step = waiting.popleft()
            kinds[ID.sub("*", address.partition("?")[0])] += 1
            if kinds[ID.sub("*", address.partition("?")[0])] > alike:
                continue
            answer = browser.get(address)
            if answer.status_code >= 400:
                found.append(f"{answer.status_code} {address} on {on}")
            if step == steps or "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
                continue
            for link in LINK.findall(answer.content.decode()):
                to = html.unescape(link)
                to = address.partition("?")[0] + to if to.startswith("?") else to
                if to not in seen and not to.startswith(("/static/", "//")):
                    seen.add(to)
                    waiting.append((to, address, step + 1))
    return found


def test_no_dead_ends__for_those_who_may_read_little(built: World):
    little = {"Programme viewer", "Data champion", "Board viewer"}
    names = [one.name for one in home.people_to_try() if one.role in little]

    assert len(names) == len(little)
    assert [end for name in names for end in dead_ends(name, steps=2, alike=1)] == []


@pytest.mark.exhaustive  # some thousand pages
@pytest.mark.parametrize("role", Role)
def test_no_dead_ends__for_anybody(built: World, role: Role):
    person = home.people_to_try()[list(Role).index(role)]

    assert dead_ends(person.name, steps=20, alike=3) == []
