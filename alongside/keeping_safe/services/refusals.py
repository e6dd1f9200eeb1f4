"""What is declined here, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class NothingToReport(Refusal):
    message = _("These words are not here any more, so there is nothing to report.")


class NotNow(Refusal):
    message = _("Somebody else has already done something here. Open it again to see where it stands.")


class NothingChosen(Refusal):
    message = _("Choose which words to hide.")


class NotForYou(Refusal):
    message = _("Only people who lead the place for one of the two sides decide about this.")


class ContactsAreMissing(Refusal):
    message = _("Name somebody in the team, somebody outside it, an advocate and an emergency line.")


class CannotBeReached(Refusal):
    message = _("Give a phone number or an email address for everybody named here.")


class NobodyIsAsked(Refusal):
    message = _("This person cannot be asked here. Choose somebody else, or call them.")


class UnknownTalkCode(Refusal):
    message = _(
        "We do not know this code. Check each letter. Requests are deleted after 30 days: if yours is older, "
        "ask again, or call one of the people named."
    )
