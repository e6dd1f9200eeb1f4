"""What is typed when signing in, and on one's own pages."""

from alongside.accounts.forms.factors import AddKey, Confirm, GiveCode, GiveKey, Remove, SetUpApp
from alongside.accounts.forms.holding import AddressCode, Leave, NewAddress
from alongside.accounts.forms.signing_in import (
    LONGEST_PASSWORD,
    AskForCode,
    ChangeName,
    ChangePassword,
    EnterCode,
    SignIn,
)
from alongside.accounts.forms.slips import UseSlip

__all__ = [
    "LONGEST_PASSWORD",
    "AddKey",
    "AddressCode",
    "AskForCode",
    "ChangeName",
    "ChangePassword",
    "Confirm",
    "EnterCode",
    "GiveCode",
    "GiveKey",
    "Leave",
    "NewAddress",
    "Remove",
    "SetUpApp",
    "SignIn",
    "UseSlip",
]
