"""Every column of text either holds words of people, and can be taken down, or says why it holds none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from alongside.core import texts
from alongside.core.models import StoredFile

OF_TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def columns() -> Iterator[tuple[str, str]]:
    """Every column of ours in which words or a file could stand. One with choices holds none."""
    for model in apps.get_models():
        if model.__module__.startswith("alongside."):
            for field in model._meta.concrete_fields:
                is_file = isinstance(field, models.ForeignKey) and field.related_model is StoredFile
                is_text = isinstance(field, OF_TEXT) and not field.choices
                if is_file or (is_text and field.name not in texts.NEVER_WORDS and not field.name.endswith("mark")):
                    yield model._meta.label, field.name


def listed() -> set[tuple[str, str]]:
    return {(entry.table, column) for entry in texts.registered() for column in entry.columns}


def test_every_column_of_words_is_listed_or_says_why_not():
    excused = texts.not_words()
    forgotten = sorted(
        f"{table}.{column}"
        for table, column in columns()
        if (table, column) not in listed() and f"{table}.{column}" not in excused
    )

    assert forgotten == [], "list them in the `texts` of their app: TEXTS, or NOT_WORDS with the reason"


def test_the_lists_name_no_column_that_is_gone_and_none_twice():
    there = set(columns())
    excused = {tuple(name.rsplit(".", 1)) for name in texts.not_words()}

    assert sorted((listed() | excused) - there) == []
    assert sorted(listed() & excused) == []
    assert len(listed()) > 60


@pytest.mark.django_db
def test_a_marker_fits_into_every_column_and_every_row_knows_its_place():
    for entry in texts.registered():
        for column in entry.columns:
            field = entry.model._meta.get_field(column)
            longest = max(len(texts.marker(entry.kind(column), words)) for words in (texts.HIDDEN, texts.ERASED))
            assert (getattr(field, "max_length", None) or longest) >= longest, f"{entry.table}.{column}"
        assert entry.at("p0/").count() == 0
