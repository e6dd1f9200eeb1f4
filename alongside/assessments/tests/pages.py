"""What the tests of pages share: a form as a browser would send it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.test import Client


def filled(form: forms.Form, **typed: Any) -> dict[str, Any]:
    """Everything the form holds when it is opened, with what somebody typed; None takes a box away."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, dt.date):
            sent |= date(bound.html_name, value)
        elif value not in (None, "", False):
            sent[bound.html_name] = "on" if value is True else value
    return {name: value for name, value in {**sent, **typed}.items() if value is not None}


def date(name: str, day: dt.date) -> dict[str, str]:
    """A date as its three boxes."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def opened(client: Client, url: str) -> Any:
    """The form of a page, as it stands when the page is opened."""
    return client.get(url).context_data["form"]


def problems(response: Any) -> list[str]:
    """Every sentence the page's form has against what was sent."""
    form = response.context_data["form"]
    return [str(error) for errors in form.errors.values() for error in errors]


def said(response: Any) -> list[str]:
    """What the page says at its top once, after the last act."""
    return [str(message) for message in response.context["messages"]]
