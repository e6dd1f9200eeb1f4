"""Every column says what it is for and how long it is kept."""

from __future__ import annotations

from django.apps import apps

from alongside.content.retention import retention


def columns():
    return {
        (model._meta.label, field.column)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("alongside.")
        for field in model._meta.concrete_fields
    }


def test_every_column_is_covered_by_the_retention_policy():
    policy = retention()
    uncovered = sorted(f"{table}.{column}" for table, column in columns() if not policy.covers(table, column))

    assert uncovered == []


def test_the_policy_names_no_column_that_is_gone():
    there = columns()
    gone = sorted(
        f"{table}.{column}"
        for table, policy in retention().tables.items()
        for column in policy.columns
        if (table, column) not in there
    )

    assert gone == []
