"""People who sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from alongside.core.models import UuidModel


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(UuidModel, AbstractBaseUser):
    """A person with an account: a name, an address for mail, and what proves it is them.

    What they may do hangs on their memberships, never on this row. `session_epoch` goes up
    when every session of theirs must end at once.
    """

    email = models.EmailField()
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    joined_on = models.DateField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_one_per_address")]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def get_session_auth_hash(self) -> str:
        return salted_hmac("alongside.session", f"{self.password}:{self.session_epoch}", algorithm="sha256").hexdigest()
