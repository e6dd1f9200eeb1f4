"""A small installation with a row of every kind that core knows, made through its services."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

from django.db import transaction

from alongside.core import audit, installation, outbox
from alongside.core.backup import services
from alongside.core.models import Installation, StoredFile

AT = dt.datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=dt.UTC)
ON = AT.date()


def make_installation(kind: Installation.Kind = Installation.Kind.REAL) -> None:
    """Born, with an act in the audit trail, two letters (one sealed) and a file."""
    installation.be_born(kind, at=AT)
    make_act("Ada")
    outbox.queue(to="ada@example.org", subject="Zażółć, 日本", body="100 % \u2028 and \x7f", on=ON)
    outbox.queue(to="eve@example.org", subject="Your code", body="a-secret-code", on=ON, sealed=True)
    content = bytes(range(256))
    StoredFile.objects.create(
        owner="round:1",
        name="minutes.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        stored_on=ON,
    )


@transaction.atomic
def make_act(name: str) -> None:
    """One row in the audit trail of programme 1."""
    changes = {"name": name, "nested": {"b": [1, None, True], "a": "é"}}
    audit.record("user.named", by=audit.System("test"), at=AT, scope="p1/", subject="user:1", changes=changes)


def canonical() -> str:
    """The whole database as one text."""
    stream = io.StringIO()
    services.export_canonical(stream)
    return stream.getvalue()
