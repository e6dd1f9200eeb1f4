"""What is published cannot change, through any door: the models, the manager, or plain SQL."""

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.frameworks import guards
from alongside.frameworks.models import (
    Crosswalk,
    CrosswalkLink,
    Descriptor,
    Edition,
    Framework,
    Group,
    GroupText,
    Item,
    ItemText,
    PublishedForGood,
    Stage,
    StageText,
    Voice,
    VoiceQuestion,
    VoiceText,
    Wording,
)
from alongside.frameworks.tests.factories import ON, publish

pytestmark = pytest.mark.django_db

TABLES = sorted(guards.OWN_DATE) + sorted(guards.THROUGH) + ["framework"]


@pytest.fixture(autouse=True)
def published():
    publish()


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_guards__stand_on_every_table_of_the_app():
    tables = {model._meta.db_table for model in apps.get_app_config("frameworks").get_models()}

    assert {f"frameworks_{name}" for name in TABLES} == tables - {"frameworks_owndraft"}  # what is still being written


def test_guards__are_all_in_the_database():
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(names)
        held = {name for (name,) in cursor.fetchall()}

    assert {name for name, *_ in guards.guards()} <= held


@pytest.mark.parametrize("table", TABLES)
def test_sql__cannot_change_a_published_row(table):
    # Setting a column to itself is a change for a trigger, whatever the column.
    with pytest.raises(DatabaseError, match="What is published never changes"):
        run(f"UPDATE frameworks_{table} SET id = id")  # noqa: S608


@pytest.mark.parametrize("table", TABLES)
def test_sql__cannot_remove_a_published_row(table):
    with pytest.raises(DatabaseError, match="What is published never changes"):
        run(f"DELETE FROM frameworks_{table}")  # noqa: S608


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("item", "number, code, citation, edition_id", "11, 'c11', '', edition_id"),
        ("stage", "value, code, edition_id", "4, 'beyond', edition_id"),
        ("group", "number, code, edition_id", "9, 'd9', edition_id"),
    ],
)
def test_sql__cannot_add_to_a_published_edition(table, columns, values):
    with pytest.raises(DatabaseError, match="What is published never changes"):
        run(f"INSERT INTO frameworks_{table} ({columns}) SELECT {values} FROM frameworks_{table} LIMIT 1")  # noqa: S608


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("descriptor", "wording_id, item_id, stage_id, text"),
        ("voicequestion", "wording_id, item_id, voice_id, ask, easy"),
        ("stagetext", "wording_id, stage_id, name, explanation, easy"),
        ("crosswalklink", "crosswalk_id, number, older_id, newer_id, relation, series, reason"),
        ("grouptext", "wording_id, group_id, title, explanation, easy"),
        ("itemtext", "wording_id, item_id, title, moves_from, moves_to, short, explanation, easy"),
    ],
)
def test_sql__cannot_add_words_to_what_is_published(table, columns):
    with pytest.raises(DatabaseError, match="What is published never changes"):
        run(f"INSERT INTO frameworks_{table} ({columns}) SELECT {columns} FROM frameworks_{table} LIMIT 1")  # noqa: S608


def test_sql__cannot_move_an_item_into_a_published_edition():
    framework = Framework.objects.create(slug="draft")
    draft = _draft(framework)
    item = Item.objects.create(edition=draft, number=11, code="c11", citation="")

    with pytest.raises(DatabaseError, match="What is published never changes"):
        run(
            "UPDATE frameworks_item SET edition_id = "  # noqa: S608
            f"(SELECT id FROM frameworks_edition WHERE slug = 'chime-2011') WHERE id = {item.pk}"
        )


def test_draft__can_still_be_changed_and_removed():
    draft = _draft(Framework.objects.create(slug="draft"))
    item = Item.objects.create(edition=draft, number=1, code="c1", citation="")

    item.citation = "Us"
    item.save()
    Item.objects.filter(pk=item.pk).update(number=2)
    item.delete()
    draft.delete()

    assert not Edition.objects.filter(slug="draft-1").exists()


@pytest.mark.parametrize(
    "model",
    [Edition, Framework, Group, GroupText, Item, ItemText, Stage, StageText, Descriptor, Voice, VoiceText,
     VoiceQuestion, Wording, Crosswalk, CrosswalkLink],
)  # fmt: skip
def test_models__refuse_to_save_delete_and_update(model):
    row = model.objects.first()

    with pytest.raises(PublishedForGood):
        row.save()
    with pytest.raises(PublishedForGood):
        row.delete()
    with pytest.raises(PublishedForGood):
        model.objects.filter(pk=row.pk).update(pk=row.pk)
    with pytest.raises(PublishedForGood):
        model.objects.filter(pk=row.pk).delete()
    with pytest.raises(PublishedForGood):
        model.objects.bulk_update([row], [model._meta.get_fields()[-1].name])


def test_models__refuse_an_item_more():
    edition = Edition.objects.get(slug="chime-2011")

    with pytest.raises(PublishedForGood):
        Item.objects.create(edition=edition, number=6, code="more", citation="")
    with pytest.raises(PublishedForGood):
        Item.objects.bulk_create([Item(edition=edition, number=6, code="more", citation="")])


def test_constraints__keep_trend_lines_and_ends_honest():
    # On rows that are not published, where no trigger stands before the constraint.
    edition = Edition.objects.get(slug="chime-2011")
    walk = Crosswalk.objects.create(older=edition, newer=edition, language="en", checksum="")
    item = edition.items.first()
    wrong = [
        {"older": item, "newer": item, "relation": "BROADER", "series": "CONTINUOUS"},
        {"older": item, "newer": None, "relation": "EQUAL", "series": "BREAK"},
        {"older": item, "newer": item, "relation": "NEW", "series": "BREAK"},
        {"older": None, "newer": item, "relation": "RETIRED", "series": "BREAK"},
    ]

    for given in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            CrosswalkLink.objects.create(crosswalk=walk, number=1, reason="", **given)


def test_constraint__gives_every_voice_a_side():
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(code="nobody", side="neither", order=9, published_on=ON)


def _draft(framework: Framework) -> Edition:
    draft: Edition = Edition.objects.create(
        framework=framework, slug="draft-1", label="1", year=2024, language="en", source="", held_by="",
        licence="", licence_ours="", words={}, checksum="",
    )  # fmt: skip
    return draft
