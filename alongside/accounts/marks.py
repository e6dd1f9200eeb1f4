"""The mark in each form: whose form it is and where it stands, signed, so that it can be sent once and is never lost.

A form that comes back after its session ended still says whose words these are.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, QueryDict

from alongside.accounts.models import User
from alongside.core.seal import fingerprint

FIELD = "form_mark"
SALT = "alongside.form"
LASTS = 24 * 60 * 60
"""Seconds for which a form may lie open before its mark says nothing any more."""


@dataclass(frozen=True)
class Marked:
    """What a mark says: the account, how often its sessions had been ended, and the page."""

    user_id: str
    epoch: int
    page: str

    @property
    def owner(self) -> str:
        """The person as drafts name them."""
        return f"user:{self.user_id}"


def make(request: HttpRequest) -> str:
    """A new mark for a form on this page, for whoever is signed in; '' for nobody."""
    user = request.user
    if not isinstance(user, User):
        return ""
    said = [str(user.pk), user.session_epoch, secrets.token_urlsafe(6), page_of(request)]
    return signing.dumps(said, salt=SALT)


def page_of(request: HttpRequest) -> str:
    """The address by which a page's draft is found again."""
    return request.path


def read(posted: QueryDict) -> Marked | None:
    """What the mark of a form says; None without one, and for one that is forged or too old."""
    try:
        user_id, epoch, _, page = signing.loads(posted.get(FIELD, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return Marked(user_id, epoch, page)


def whole(posted: QueryDict, path: str) -> str:
    """What tells one sending of a form from another: its mark, where it goes, and all that it says."""
    fields = sorted((name, texts) for name, texts in posted.lists() if name != "csrfmiddlewaretoken")
    return "form:" + fingerprint(repr((path, fields)), purpose="form")


def still_holds(marked: Marked) -> bool:
    """Whether the account of a mark may still sign in, and its sessions were not ended since."""
    return User.objects.filter(pk=marked.user_id, session_epoch=marked.epoch, is_active=True).exists()
