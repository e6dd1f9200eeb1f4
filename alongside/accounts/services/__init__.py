"""Writes about accounts. Each leaves one audit row; refusals are named errors."""

from alongside.accounts.services.users import (
    UNUSABLE,
    AddressInUse,
    NoName,
    NotAnAddress,
    PasswordTooWeak,
    WrongPassword,
    account_for,
    accounts_for_many,
    change_name,
    create_user,
    end_sessions,
    forget_sessions,
    set_password,
)

__all__ = [
    "UNUSABLE",
    "AddressInUse",
    "NoName",
    "NotAnAddress",
    "PasswordTooWeak",
    "WrongPassword",
    "account_for",
    "accounts_for_many",
    "change_name",
    "create_user",
    "end_sessions",
    "forget_sessions",
    "set_password",
]
