"""Whatever tells of a person is found by the page "What Alongside holds about me", or is listed with a reason."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from alongside.accounts.models import User
from alongside.content.retention import retention
from alongside.core import holdings, texts

OTHERWISE = {
    "core.Draft": "opened for their owner by core.holding",
    "core.AuditEntry": "the rows of the trail, by core.holding",
    "assessments.Invited": "lists of addresses, by assessments.queries.holding",
    "goals.Pulse": "lists of accounts, by goals.queries.holding",
    "mfa.Authenticator": "by accounts.queries.holding",
    "socialaccount.SocialAccount": "an organisation's own sign-in; by accounts.queries.holding",
    "account.EmailAddress": "the address once more, for signing in; by accounts.queries.holding",
}
"""Tables that a query of their own looks into."""


def columns_listed() -> set[str]:
    return {
        f"{one.table}.{path.split('__')[0]}"
        for one in holdings.listed()
        for path in (*one.by, *one.by_email, *one.shows)
    }


def test_every_reference_to_a_person_is_found_or_has_a_reason():
    found, reasons = columns_listed(), holdings.not_held()
    missing = [
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
        if (name := f"{model._meta.label}.{field.name}") not in found
        and name not in reasons
        and model._meta.label not in OTHERWISE
    ]

    assert missing == []


def test_every_column_that_tells_of_a_person_is_found_or_has_a_reason():
    found, reasons = columns_listed(), holdings.not_held()
    missing = [
        f"{table}.{column}"
        for table, policy in retention().tables.items()
        for column, said in policy.columns.items()
        if said.personal
        and f"{table}.{column.removesuffix('_id')}" not in found
        and f"{table}.{column}" not in found
        and f"{table}.{column}" not in reasons
        and table not in OTHERWISE
    ]

    assert missing == []


def test_what_is_listed_is_there():
    for one in holdings.listed():
        rows = one.rows(holdings.Person("00000000-0000-0000-0000-000000000000", "a@example.org"))
        assert str(rows.values(*one.by, *one.by_email, *one.shows).query)
    columns = {f"{m._meta.label}.{f.column}" for m in apps.get_models() for f in m._meta.concrete_fields}
    assert set(holdings.not_held()) <= columns


def test_what_somebody_wrote_can_be_taken_down_when_they_leave():
    for one in holdings.listed():
        entry = texts.entry(one.table)
        assert not one.theirs or (entry and set(one.theirs) <= set(entry.columns)), one.table
