"""What somebody who answers holds in their hand: a code from a letter, a poster's code; and their first steps."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from alongside.assessments import services
from alongside.assessments.guest import Visit, read
from alongside.assessments.models import Round
from alongside.assessments.tests.factories import TEST
from alongside.core import clock, outbox
from alongside.core.models import Letter


def make_code(round: Round, *voices: str) -> str:
    """A code by mail, read out of its letter."""
    before = set(Letter.objects.values_list("pk", flat=True))
    invitee = services.Invitee(f"eve{len(before)}@example.org", voices or ("uses_services",))
    services.invite_by_mail(round, people=[invitee], by=TEST, at=clock.now())
    letter = Letter.objects.exclude(pk__in=before).get()
    found = re.search(r"^    (\S+)$", outbox.text_of(letter), re.MULTILINE)
    assert found
    return found.group(1)


def make_poster(round: Round, *, number: int = 2) -> str:
    return services.make_poster(round, voice="uses_services", number=number, by=TEST, at=clock.now())


def come_in(client: Client, code: str) -> Visit:
    """Type a code; the visit it opens."""
    client.post("/rate/", {"code": code})
    return visit_of(client)


def visit_of(client: Client) -> Visit:
    """What the browser's cookie holds."""
    request = client.get("/rate/left/").wsgi_request
    return read(request)


def sent(visit: Visit, item: str, **fields: Any) -> dict[str, Any]:
    """What a question's page sends."""
    return {"of": visit.mark, "voice": visit.voice} | {f"{item}-{name}": value for name, value in fields.items()}


def chosen_in(page: str) -> list[str]:
    """The values of the radios and boxes that stand chosen on a page."""
    inputs = re.findall(r"<input[^>]* checked[^>]*>", page)
    return [found.group(1) for one in inputs if (found := re.search(r'value="([^"]*)"', one))]
