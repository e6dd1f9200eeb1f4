"""Whom to turn to, who asked to be talked to, and what was reported, hidden and erased."""

from alongside.keeping_safe.models.contacts import Contact, Talk, TalkQuerySet
from alongside.keeping_safe.models.reported import Case, CaseQuerySet, Part, Report, Say

__all__ = ["Case", "CaseQuerySet", "Contact", "Part", "Report", "Say", "Talk", "TalkQuerySet"]
