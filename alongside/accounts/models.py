"""People who sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from alongside.accounts import rules
from alongside.core.models import UuidModel


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(UuidModel, AbstractBaseUser):
    """A person with an account: a name, an address for mail, and what proves it is them.

    What they may do hangs on their memberships, never on this row. `session_epoch` goes up
    when every session of theirs must end at once.
    """

    last_login = None  # when somebody signed in is nobody's business
    email = models.EmailField(unique=True, help_text="in small letters")
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    joined_on = models.DateField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_address_in_small_letters"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def get_session_auth_hash(self) -> str:
        return salted_hmac("alongside.session", f"{self.password}:{self.session_epoch}", algorithm="sha256").hexdigest()

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(rules.normalised(raw_password) if raw_password is not None else None)

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(rules.normalised(raw_password) if raw_password is not None else None)


class Tally(models.Model):
    """How often something was tried within one stretch of time, e.g. wrong codes for one address.

    Kept in the database, so that a restart forgets nothing and every worker counts the same. `mark`
    is a keyed hash: the row does not say who or from where.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} until {self.until:%H:%M}"
