"""Writes: whom to turn to, asking for a talk, reporting, hiding, showing again and erasing."""

from alongside.keeping_safe.services.contacts import Named, name_contacts, put_contacts
from alongside.keeping_safe.services.refusals import (
    CannotBeReached,
    ContactsAreMissing,
    NobodyIsAsked,
    NotForYou,
    NothingChosen,
    NothingToReport,
    NotNow,
    UnknownTalkCode,
)
from alongside.keeping_safe.services.reporting import (
    decide_about_text,
    hide_text,
    leave_text,
    report_text,
    scrub_waiting,
)
from alongside.keeping_safe.services.talks import ask_for_a_talk, forget_talks, see_talk

__all__ = [
    "CannotBeReached",
    "ContactsAreMissing",
    "Named",
    "NobodyIsAsked",
    "NotForYou",
    "NotNow",
    "NothingChosen",
    "NothingToReport",
    "UnknownTalkCode",
    "ask_for_a_talk",
    "decide_about_text",
    "forget_talks",
    "hide_text",
    "leave_text",
    "name_contacts",
    "put_contacts",
    "report_text",
    "scrub_waiting",
    "see_talk",
]
