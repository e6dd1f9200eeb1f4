"""Tables of the ground floor. They name people and places by text, never by key."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class TrailIsAppendOnly(Refusal):
    message = _("The audit trail can be added to and read, never changed.")


class UuidModel(models.Model):
    """A row whose address cannot be guessed and whose key tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Installation(models.Model):
    """The one row that says how this database was born, for good: a demonstration or a real one."""

    class Kind(models.TextChoices):
        DEMONSTRATION = "DEMONSTRATION"
        REAL = "REAL"

    only = models.BooleanField(default=True, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    born_at = models.DateTimeField()
    clock_offset = models.BigIntegerField(default=0, help_text="seconds between this clock and the machine's")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="core_installation_is_one")]

    def __str__(self) -> str:
        return f"{self.kind.lower()} since {self.born_at:%Y-%m-%d}"


class AuditChain(models.Model):
    """The head of one chain of audit rows: one per programme, and one for the installation."""

    name = models.CharField(max_length=60, primary_key=True)
    last_seq = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}#{self.last_seq}"


class AuditEntry(models.Model):
    """One act: who did what, where, to what, when. Written in the act's own transaction.

    `digest` is the hash of `changes`; the chain is over digests, so that an erased text
    leaves a trail that still verifies.
    """

    chain = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    scope = models.CharField(max_length=120, blank=True, db_index=True)
    subject = models.CharField(max_length=120)
    changes = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="core_auditentry_one_per_place_in_chain")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TrailIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TrailIsAppendOnly


class Letter(UuidModel):
    """One mail to send. A letter that carries a code is sealed, and is gone once it is sent.

    A demonstration keeps its letters for the in-app mailbox, which shows what would be sent.
    """

    class State(models.TextChoices):
        WAITING = "WAITING"
        SENDING = "SENDING"
        SENT = "SENT"
        FAILED = "FAILED"

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    queued_on = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(body="") | models.Q(sealed__isnull=True),
                name="core_letter_sealed_or_plain",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Draft(UuidModel):
    """What somebody was writing in a form and has not sent: sealed, theirs alone, and gone after a week.

    `owner` names the person as the audit trail does; `form` is the address of the page on which the form stands.
    """

    owner = models.CharField(max_length=80)
    form = models.CharField(max_length=300)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="core_draft_one_for_each_form")]

    def __str__(self) -> str:
        return f"{self.owner} at {self.form}"


class StoredFile(UuidModel):
    """A file somebody gave, kept in the database so that every host and every backup has it.

    `owner` names what it belongs to by text, e.g. `round:<uuid>`.
    """

    owner = models.CharField(max_length=120, db_index=True)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    stored_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} ({self.size} bytes)"
