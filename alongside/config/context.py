"""What every template may use: whether this is the demonstration, and the product's date."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from alongside.core import clock, installation


def everywhere(request: HttpRequest) -> dict[str, Any]:
    return {"demonstration": installation.is_demonstration(), "today": clock.today()}
