"""The audit trail: every write leaves one row, in its own transaction, in one chain per programme."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models, transaction

from alongside.core.models import AuditChain, AuditEntry

INSTALLATION = "installation"
TAKEN_OUT = ({"erased": True}, {"hidden": True})
"""What stands in a row whose words were taken out; its digest still stands for them."""


class Doer(Protocol):
    """Whoever acts: a person (`user:<uuid>`) or the system with a reason (`system:<reason>`)."""

    @property
    def signature(self) -> str: ...


@dataclass(frozen=True)
class System:
    """The installation acting by itself: an import, a timed job, the demonstration. The reason is named."""

    reason: str

    @property
    def signature(self) -> str:
        return f"system:{self.reason}"


class NotInATransaction(RuntimeError):
    """A write tried to leave its audit row outside its own transaction: a mistake in the code."""


@dataclass(frozen=True)
class Broken:
    """Where a chain no longer verifies, and why."""

    chain: str
    seq: int
    why: str


def chain_of(scope: str) -> str:
    """The chain a scope belongs to: its programme (`p1/`), or the installation."""
    return scope.split("/", 1)[0] + "/" if scope else INSTALLATION


def record(
    action: str,
    *,
    by: Doer,
    at: dt.datetime,
    scope: str,
    subject: str,
    changes: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one row to the scope's chain. Must be called inside the act's transaction.

    A clock that went back does not turn the trail round: a row is never earlier than the one before it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInATransaction(action)
    kept = json.loads(json.dumps(dict(changes or {}), default=str))
    name = chain_of(scope)
    gathering = _gathering.get()
    head = gathering.head(name) if gathering else _locked(name)
    entry = AuditEntry(
        chain=name,
        seq=head.last_seq + 1,
        at=max(at, head.last_at) if head.last_at else at,
        actor=by.signature,
        action=action,
        scope=scope,
        subject=subject,
        changes=kept,
        digest=_digest(kept),
        previous=head.last_hash,
    )
    entry.hash = _hash(entry)
    head.last_seq, head.last_hash, head.last_at = entry.seq, entry.hash, entry.at
    if gathering:
        gathering.entries.append(entry)
    else:
        entry.save(force_insert=True)
        head.save(update_fields=HEAD)
    return entry


HEAD = ("last_seq", "last_hash", "last_at")


@dataclass
class _Gathering:
    """The rows of one transaction that are not written yet, and the heads of their chains, locked."""

    heads: dict[str, AuditChain] = field(default_factory=dict)
    entries: list[AuditEntry] = field(default_factory=list)

    def head(self, name: str) -> AuditChain:
        if name not in self.heads:
            self.heads[name] = _locked(name)
        return self.heads[name]


_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Within it the rows of many acts are written together, at its end: for thousands of acts in one transaction.

    Only for a transaction that stands or falls as a whole: rows of an act that is undone by itself would stay. What
    raises leaves no row.
    """
    gathering = _Gathering()
    token = _gathering.set(gathering)
    try:
        yield
    finally:
        _gathering.reset(token)
    AuditEntry.objects.bulk_create(gathering.entries, batch_size=500)
    AuditChain.objects.bulk_update(gathering.heads.values(), HEAD)


def _locked(name: str) -> AuditChain:
    """The head of a chain, made at its first row, and nobody else's until the transaction ends."""
    AuditChain.objects.get_or_create(name=name)
    head: AuditChain = AuditChain.objects.select_for_update().get(name=name)
    return head


def verify(chain: str) -> Broken | None:
    """Walk one chain from its first row; the first place where it does not verify, or None."""
    previous, seq = "", 0
    for entry in AuditEntry.objects.filter(chain=chain).order_by("seq").iterator(chunk_size=2000):
        if entry.seq != seq + 1:
            return Broken(chain, seq + 1, "a row is missing")
        if entry.previous != previous or entry.hash != _hash(entry):
            return Broken(chain, entry.seq, "a row was changed")
        if entry.changes not in TAKEN_OUT and entry.digest != _digest(entry.changes):
            return Broken(chain, entry.seq, "what a row says was changed")
        previous, seq = entry.hash, entry.seq
    head = AuditChain.objects.filter(name=chain).first()
    if head and (head.last_seq, head.last_hash) != (seq, previous):
        return Broken(chain, head.last_seq, "the last rows are missing")
    return None


def verify_all() -> list[Broken]:
    """Every chain that does not verify."""
    return [broken for name in AuditChain.objects.values_list("name", flat=True) if (broken := verify(name))]


def under(scope: str) -> models.QuerySet[AuditEntry]:
    """The rows of a place and all below it, newest first."""
    return AuditEntry.objects.filter(chain=chain_of(scope), scope__startswith=scope).order_by("-seq")


def _digest(changes: Mapping[str, Any]) -> str:
    text = json.dumps(changes, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _hash(entry: AuditEntry) -> str:
    parts = [
        entry.previous, entry.chain, str(entry.seq), entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.actor, entry.action, entry.scope, entry.subject, entry.digest,
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
