"""What every template may use: whether this is the demonstration, the product's date, and the way round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.access.http import Request
from alongside.core import clock, installation
from alongside.ui.leaving import leaves_to


@dataclass(frozen=True)
class Way:
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Cheap, and lazy where it asks who is there: pages for people without an account never ask."""
    return {
        "demonstration": installation.is_demonstration(),
        "today": clock.today(),
        "leave_to": leaves_to(),
        "navigation": lambda: _navigation(request),
    }


def _navigation(request: HttpRequest) -> list[Way]:
    if not cast(Request, request).actor.is_someone:
        return []
    ways = [(_("Start"), "/"), (_("Frameworks"), reverse("frameworks")), (_("Who may do what"), reverse("roles"))]
    if installation.is_demonstration():
        ways.append((_("Mail"), reverse("demonstration_mail")))
    ways.append((_("Your account"), reverse("account")))
    here = request.path
    return [Way(label, url, here == url or (url != "/" and here.startswith(url))) for label, url in ways]
