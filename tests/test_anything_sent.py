"""Whatever is sent to whatever address, nothing falls over (promise F1): an answer, never a failure of the server.

Addresses are those of the product, forms those of its own pages, filled with what people and attackers type. The seed
is fixed per part, so that a failure can be played again. `run.py test all` sends 20,000.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from html import unescape
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from alongside.access.permissions import Level, Role
from alongside.assessments.rules import State
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests import rating_factories as rating
from alongside.core import clock
from alongside.programmes.tests import factories as places
from tests import test_rights as rights
from tests.architecture.test_pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TYPED = [
    "", " ", "\x00", "a\x00b", "x" * 12_000, "0", "-1", "1", "2", "3", "4", "31", "12", "2026", "99999999999999999999",
    "1e999", "-0.0", "NaN", "inf", "٣", "１２", "½", "1,5", "1.5", "2026-02-30", "2026-02-28", "0000-00-00",
    "9999-12-31", "2026-13", "true", "on", "null", "None", "[]", "{}", "[[1", "%", "%00", "%s", "../../etc/passwd",
    "C:\\nul", "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "{% debug %}", "=1+1", "\u202e", "\ufeff",
    "😀" * 50, "e\u0301", "ﷺ", "\r\n\r\nSet-Cookie: a=b", "a@b", "a@example.org", "a@example.org\nBcc: b@example.org",
    "javascript:alert(1)", "https://example.org/", "//example.org", "http://[::1", "uses_services", "staff", "PARKED",
    "0123456789abcdef", "11111111-1111-1111-1111-111111111111", "ABCD-EFGH-JKLM", "a,b\n1,2\n", "- a\n- &a [*a]\n",
]  # fmt: skip
ASKED = ["page", "q", "at", "from", "to", "sort", "order", "next", "format", "voice", "show", "view", "item", "part"]
FILES = [b"", b"\x00" * 90, b"a,b\n1,2\n", b"PK\x03\x04", b"\xff\xfea", b"- a: [", b"%PDF-1.4", "é".encode("latin-1")]
ROLES = [
    (Role.SITE_LEAD, Level.SITE), (Role.LIVED_EXPERIENCE_CO_LEAD, Level.SITE), (Role.TEAM_LEAD, Level.TEAM),
    (Role.PROGRAMME_DIRECTOR, Level.PROGRAMME), (Role.DATA_CHAMPION, Level.TEAM),
]  # fmt: skip
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"([^>]*)>')


@dataclass
class Sender:
    """Somebody with a browser, and the names of the boxes of every page they opened."""

    name: str
    client: Client
    boxes: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    """Per address: (name of a box, what stands in it, whether it takes a file)."""
    closed: set[tuple[str, str]] = field(default_factory=set)
    """Ways and addresses that are not there for them: asked again only seldom."""
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often something was not found: one thing may be out of reach where another is not."""
    scope: str = ""
    """Where most of what they may see stands."""


@pytest.fixture
def senders(db: None) -> Iterator[tuple[list[Sender], rights.World]]:
    with clock.frozen(rights.NOW):
        world = rights._build()
        everyone = [Sender("nobody", Client(raise_request_exception=False)), _rater(world)]
        for role, level in ROLES:
            client = Client(raise_request_exception=False)
            member = places.make_member(world.places[rights.OWN[level]], name=f"Eno {role.value}", role=role)
            client.force_login(member.user, backend=BACKEND)
            everyone.append(Sender(role.value, client, scope=member.scope))
        yield everyone, world


def _rater(world: rights.World) -> Sender:
    """Somebody who came in by a code and answers."""
    round = rounds.make_round(place=world.places["team of the other site"], state=State.OPEN)
    client = Client(raise_request_exception=False)
    rating.come_in(client, rating.make_code(round, "uses_services"))
    return Sender("rater", client)


def fails(senders: list[Sender], world: rights.World, *, seed: int, number: int) -> list[str]:
    """What fell over among so many requests."""
    dice, every, fallen = random.Random(seed), list(addresses()), []
    for _ in range(number):
        sender = dice.choice(senders)
        method, where, entry = _aimed(dice, sender, every)
        address = _filled(dice, where, entry, world, near=sender.scope if dice.random() < 0.85 else "")
        sent = _boxes(sender, address, dice) if method == "post" else _question(dice)
        shown = {name: value if isinstance(value, str) else "a file" for name, value in sent.items()}
        status = _send(sender, method, address, sent, keeps=dice.random() < 0.2)
        if status >= 500 and not (status == 503 and where == "readyz"):
            fallen.append(f"{sender.name} {method} {address} {str(shown)[:400]}: {status}")
        sender.missed[method, where] += status == 404
        is_sent_away = status == 302 and sender.name in ("nobody", "rater")
        if status in (401, 405) or is_sent_away or sender.missed[method, where] > 2:
            sender.closed.add((method, where))
    return fallen


def _aimed(dice: random.Random, sender: Sender, every: list[tuple[str, URLPattern]]) -> tuple[str, str, URLPattern]:
    """A way and an address, mostly of those that were open to this person so far."""
    for _ in range(6):
        method, (where, entry) = dice.choice(["get", "post", "post"]), dice.choice(every)
        if (method, where) not in sender.closed:
            break
    return method, where, entry


def _filled(dice: random.Random, where: str, entry: URLPattern, world: rights.World, *, near: str) -> str:
    """The address with ids of things that are there, mostly; else with anything of the right kind."""
    filled = "/" + where.replace("\\Z", "").replace("^", "")
    for name, converter in entry.pattern.converters.items():
        known = [pk for _, scope, pk in world.things.get(name, []) if scope.startswith(near)]
        kind = type(converter).__name__
        made = {"IntConverter": "7", "UUIDConverter": str(UUID(int=dice.getrandbits(128)))}.get(kind, "")
        found = (
            str(dice.choice(known)) if known and dice.random() < 0.9 else made or dice.choice(["c1", "a", "2026-01"])
        )
        filled = re.sub(rf"<(\w+:)?{name}>", found, filled)
    return filled


def _question(dice: random.Random) -> dict[str, object]:
    return {name: dice.choice(TYPED) for name in dice.sample(ASKED, dice.randint(0, 3))}


def _boxes(sender: Sender, address: str, dice: random.Random) -> dict[str, object]:
    """The boxes of the page's forms, as they stand or with something else in them; sometimes one more."""
    if address not in sender.boxes:
        with transaction.atomic():
            page = getattr(sender.client.get(address), "content", b"").decode(errors="replace")
            transaction.set_rollback(True)
        sender.boxes[address] = [
            (unescape(name), _stands(rest), 'type="file"' in rest) for name, rest in FIELD.findall(page)
        ]
    sent: dict[str, object] = {}
    for name, value, is_file in sender.boxes[address]:
        if is_file:
            sent[name] = SimpleUploadedFile(dice.choice(["a.csv", "a.xlsx", "a.yaml", "a\x00b"]), dice.choice(FILES))
        elif dice.random() < 0.85:
            sent[name] = value if dice.random() < 0.5 else dice.choice(TYPED)
    if dice.random() < 0.2:
        sent[dice.choice(ASKED)] = dice.choice(TYPED)
    return sent


def _stands(rest: str) -> str:
    found = re.search(r'\bvalue="([^"]*)"', rest)
    return unescape(found.group(1)) if found else "A few words"


def _send(sender: Sender, method: str, address: str, sent: dict[str, object], *, keeps: bool) -> int:
    """One request; most leave everything as it was, some do not, so that the next ones meet another world."""
    cookies = copy(sender.client.cookies)
    keeps &= not any(word in address for word in ("leave", "leaving", "sign-out"))
    with transaction.atomic():
        response = getattr(sender.client, method)(address, sent)
        transaction.set_rollback(not keeps)
    if not keeps:
        sender.client.cookies = cookies
    return int(response.status_code)


@pytest.mark.parametrize("seed", range(2))
def test_anything_sent__is_answered(seed: int, senders: tuple[list[Sender], rights.World]):
    everyone, _ = senders

    assert fails(*senders, seed=seed, number=600) == []
    assert all(any(boxes for boxes in one.boxes.values()) for one in everyone)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(100, 120))
def test_anything_sent__twenty_thousand_times_is_answered(seed: int, senders: tuple[list[Sender], rights.World]):
    assert fails(*senders, seed=seed, number=1000) == []
