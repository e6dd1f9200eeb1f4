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
    """A person with an account: a name, an address for mail or a name to sign in with, and what proves it is them.

    What they may do hangs on their memberships, never on this row. `session_epoch` goes up
    when every session of theirs must end at once.
    """

    last_login = None  # when somebody signed in is nobody's business
    email = models.EmailField(unique=True, null=True, help_text="in small letters")  # noqa: DJ001 - many have none
    sign_in_name = models.CharField(  # noqa: DJ001 - many have none
        max_length=40, unique=True, null=True, help_text="instead of an address, as rules.sign_in_name spells it"
    )
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
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=False)
                | models.Q(sign_in_name__isnull=False)
                | models.Q(is_active=False),
                name="accounts_user_can_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.signs_in_with}>"

    @property
    def signs_in_with(self) -> str:
        """What they type to say who they are: their address, or their sign-in name as it is printed."""
        return self.email or rules.spelt_out(self.sign_in_name or "")

    def get_session_auth_hash(self) -> str:
        return salted_hmac("alongside.session", f"{self.password}:{self.session_epoch}", algorithm="sha256").hexdigest()

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(rules.normalised(raw_password) if raw_password is not None else None)

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(rules.normalised(raw_password) if raw_password is not None else None)


class Slip(UuidModel):
    """A printed one-time code with which somebody without an address signs in and chooses a password.

    Only a keyed mark of the code is kept. It ends when it is used, when a newer one is made, and in time.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="slip")
    mark = models.CharField(max_length=64)
    until_on = models.DateField()

    def __str__(self) -> str:
        return f"slip until {self.until_on}"


class Notice(UuidModel):
    """What would have been a letter, waiting on the first page of somebody without an address."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=200)
    sealed = models.BinaryField()
    told_on = models.DateField()
    until_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"notice of {self.told_on}"


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
