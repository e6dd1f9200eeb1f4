"""Reads about second factors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from alongside.accounts.models import User
from alongside.core.seal import CannotUnseal

APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class FactorLine:
    """One second factor of a person. `left`: of printed codes, how many were not used yet."""

    id: int
    kind: str
    name: str
    since: dt.date
    left: int | None


@dataclass(frozen=True)
class Factors:
    """What a person has set up; an app first, then keys, then printed codes."""

    lines: tuple[FactorLine, ...]

    @property
    def app(self) -> bool:
        return any(line.kind == APP for line in self.lines)

    @property
    def keys(self) -> bool:
        return any(line.kind == KEY for line in self.lines)

    @property
    def codes(self) -> bool:
        return any(line.kind == CODES for line in self.lines)

    @property
    def typed(self) -> bool:
        """Whether one of them is a code that can be typed."""
        return self.app or self.codes

    @property
    def only_few_codes(self) -> bool:
        """Whether printed codes are all there is, and three or fewer are left."""
        return len(self.lines) == 1 and (self.lines[0].left or 0) <= 3 and self.codes


ORDER = [APP, KEY, CODES]


def has_second_factor(user: User) -> bool:
    """Whether a person has set up anything; one query."""
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())


def factors_of(user: User) -> Factors:
    """What a person has set up; one query."""
    rows = sorted(Authenticator.objects.filter(user_id=user.pk), key=lambda row: (ORDER.index(row.type), row.pk))
    return Factors(tuple(_line(row) for row in rows))


def _line(row: Authenticator) -> FactorLine:
    name = row.data["name"] if row.type == KEY else ""
    return FactorLine(row.pk, row.type, name, row.created_at.date(), _left(row) if row.type == CODES else None)


def _left(row: Authenticator) -> int:
    try:
        return len(RecoveryCodes(row).get_unused_codes())
    except CannotUnseal:  # the secret key was changed since: none of them fits any more
        return 0
