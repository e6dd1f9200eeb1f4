"""What is typed when signing in, and on one's own pages."""

from alongside.accounts.forms.signing_in import (
    LONGEST_PASSWORD,
    AskForCode,
    ChangeName,
    ChangePassword,
    EnterCode,
    SignIn,
)

__all__ = ["LONGEST_PASSWORD", "AskForCode", "ChangeName", "ChangePassword", "EnterCode", "SignIn"]
