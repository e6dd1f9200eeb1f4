"""Publishing the content folder: once, again, and after somebody changed it."""

import datetime as dt

import pytest

from alongside import content
from alongside.core.models import AuditEntry
from alongside.frameworks import queries, services
from alongside.frameworks.models import (
    Crosswalk,
    CrosswalkLink,
    Descriptor,
    Edition,
    Item,
    ItemText,
    Voice,
    VoiceQuestion,
    Wording,
)
from alongside.frameworks.tests.factories import ON, PUBLISHER, SMALL, library_with, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_published")]

C17 = "frameworks/ten-challenges/2017.yaml"


def counts() -> dict[str, int]:
    tables = (Edition, Item, ItemText, Descriptor, VoiceQuestion, Voice, CrosswalkLink, AuditEntry)
    return {table.__name__: table.objects.count() for table in tables}


def test_publish__puts_in_everything_the_folder_says():
    done = services.publish_content(by=PUBLISHER, on=ON)

    assert (len(done.new), done.unchanged) == (45, 0)
    assert counts() == {
        "Edition": 19,
        "Item": 141,
        "ItemText": 141,
        "Descriptor": 80,
        "VoiceQuestion": 100,
        "Voice": 5,
        "CrosswalkLink": 10,
        "AuditEntry": 1,
    }
    assert not Edition.objects.filter(published_on__isnull=True).exists()
    assert Edition.objects.get(slug="ten-challenges-2017").published_on == ON


def test_publish__keeps_the_titles_as_the_files_have_them():
    publish()

    for entry in content.load().editions:
        page = queries.edition_page(entry.shape.slug)
        assert [item.title for item in page.items] == [item.title for item in entry.shape.items]
        assert page.checksum == entry.checksum


def test_publish__leaves_one_audit_row_that_names_what_is_new():
    publish()

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.scope) == ("content.published", "system:content", "")
    assert "frameworks/ten-challenges/2017" in entry.changes["published"]


def test_publish__again_does_nothing():
    publish()
    before = counts()

    done = publish(on=dt.date(2025, 1, 1))

    assert done == services.Published((), 45)
    assert counts() == before
    assert Edition.objects.get(slug="chime-2011").published_on == ON


def test_publish__adds_a_new_edition_beside_the_old(tmp_path):
    publish()
    later = "frameworks/chime/2030.yaml"
    library = library_with(
        tmp_path, (later, 'edition: "2011"', 'edition: "2030"'), copies=(("frameworks/chime/2011.yaml", later),)
    )

    done = publish(library=library)

    assert done == services.Published(("frameworks/chime/2030",), 45)
    assert {line.slug for line in queries.editions() if line.framework == "chime"} == {"chime-2011", "chime-2030"}


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (C17, "Increasing personalization", "Increasing personalisation", "frameworks/ten-challenges/2017"),
        (C17, "Do staff listen to you? Are they kind?", "Are they kind?", "frameworks/ten-challenges/2017"),
        ("voices.yaml", "says: I work in this service", "says: I work here", "voices/staff"),
        ("crosswalks/ten-challenges-2009-2017.yaml", "Families were", "Families are",
         "crosswalks/ten-challenges-2009-2017"),
    ],
)  # fmt: skip
def test_publish__refuses_what_was_changed_and_changes_nothing(tmp_path, file, old, new, key):
    publish()
    before = counts()
    library = library_with(tmp_path, (file, old, new))

    with pytest.raises(services.PublishedEditionChanged) as refused:
        publish(library=library)

    assert refused.value.message.startswith(f"{key} is already published here, with other words.")
    assert counts() == before


def test_publish__says_what_is_wrong_with_the_folder(monkeypatch):
    problem = content.Problem("voices.yaml", 3, "“easy” is missing.")

    def broken():
        raise content.ContentError([problem])

    monkeypatch.setattr(content, "load", broken)

    with pytest.raises(services.ContentIsWrong) as refused:
        services.publish_content(by=PUBLISHER, on=ON)

    assert refused.value.message == "voices.yaml, line 3: “easy” is missing."
    assert not AuditEntry.objects.exists()


def test_publish__adds_a_translation_later_without_touching_the_edition(tmp_path):
    publish()
    welsh = "frameworks/chime/2011.cy.yaml"
    library = library_with(
        tmp_path,
        (welsh, "language: en", "language: cy"),
        (welsh, "title: Identity", "title: Hunaniaeth"),
        copies=(("frameworks/chime/2011.yaml", welsh),),
    )

    publish(library=library)
    publish(library=library)

    titles = {
        language: queries.edition_page("chime-2011", language=language).items[2].title
        for language in ("en", "cy", "fr")
    }
    assert titles == {"en": "Identity", "cy": "Hunaniaeth", "fr": "Identity"}
    assert Wording.objects.filter(edition__slug="chime-2011").count() == 2


def test_publish__adds_the_voices_names_in_another_language(tmp_path):
    publish()
    library = library_with(
        tmp_path,
        ("voices.fr.yaml", "language: en", "language: fr"),
        ("voices.fr.yaml", "name: Staff", "name: Personnel"),
        copies=(("voices.yaml", "voices.fr.yaml"),),
    )

    publish(library=library)

    assert [voice.name for voice in queries.voices(language="fr") if voice.code == "staff"] == ["Personnel"]
    assert [voice.name for voice in queries.voices() if voice.code == "staff"] == ["Staff"]
    assert Voice.objects.count() == 5


VOLUNTEERS = """\
language: en
voices:
  - code: volunteers
    side: profession
    order: 6
    name: Volunteers
    short: Volunteers
    says: I help here for free
    easy: You help here for free.
"""


def volunteers(text: str = VOLUNTEERS) -> content.Entry[content.VoiceShape]:
    return content.read_voices(text, name="ours.yaml")[0]


def test_publish_voice__is_asked_in_its_programme_only():
    publish()

    services.publish_voice(volunteers(), scope="p1/", by=PUBLISHER, on=ON)
    services.publish_voice(volunteers(), scope="p1/", by=PUBLISHER, on=ON)

    assert [voice.code for voice in queries.voices("p1/s1/")][-1] == "volunteers"
    assert "volunteers" not in {voice.code for voice in (*queries.voices(), *queries.voices("p2/"))}
    assert AuditEntry.objects.filter(action="voice.published").count() == 1
    text = SMALL.replace("staff:", "volunteers:")
    services.publish_edition(own(text), scope="p1/", by=PUBLISHER, on=ON)
    assert queries.edition_page("our-own-1", scope="p1/").items[0].question_for("volunteers")


def test_publish_voice__takes_the_place_of_ours_where_the_code_is_the_same():
    publish()
    text = VOLUNTEERS.replace("code: volunteers", "code: partners").replace("order: 6", "order: 5")

    services.publish_voice(volunteers(text), scope="p1/", by=PUBLISHER, on=ON)

    assert [voice.name for voice in queries.voices("p1/")][-1] == "Volunteers"
    assert len(queries.voices("p1/")) == 5
    assert [voice.name for voice in queries.voices()][-1] == "Partners"


def test_publish_voice__refuses_other_words_and_the_other_side():
    services.publish_voice(volunteers(), scope="p1/", by=PUBLISHER, on=ON)
    other_words = VOLUNTEERS.replace("for free", "unpaid")
    other_side = VOLUNTEERS.replace("profession", "lived_experience").replace("language: en", "language: cy")

    for text in (other_words, other_side):
        with pytest.raises(services.PublishedEditionChanged):
            services.publish_voice(volunteers(text), scope="p1/", by=PUBLISHER, on=ON)


def own(text: str = SMALL) -> content.Entry[content.EditionShape]:
    return content.read_edition(text, name="ours.yaml")


def test_publish_edition__is_for_the_places_of_its_programme_only():
    publish()

    services.publish_edition(own(), scope="p1/", by=PUBLISHER, on=ON)

    assert "our-own-1" in {line.slug for line in queries.editions("p1/s2/t3/")}
    assert "our-own-1" not in {line.slug for line in queries.editions("p2/s2/")}
    assert "our-own-1" not in {line.slug for line in queries.editions()}
    assert queries.edition_page("our-own-1", scope="p1/").items[0].short == "Welcome"
    with pytest.raises(Edition.DoesNotExist):
        queries.edition_page("our-own-1")
    assert AuditEntry.objects.get(scope="p1/").action == "edition.published"


def test_publish_edition__refuses_a_name_that_is_taken():
    publish()
    services.publish_edition(own(), scope="p1/", by=PUBLISHER, on=ON)

    for text in (SMALL, SMALL.replace('edition: "1"', 'edition: "2"')):
        with pytest.raises(services.NameIsTaken):
            services.publish_edition(own(text), scope="p2/", by=PUBLISHER, on=ON)


def test_publish_edition__refuses_a_question_for_a_voice_that_is_not_there():
    publish()

    with pytest.raises(services.ContentIsWrong, match="questions for dragons"):
        services.publish_edition(own(SMALL.replace("staff:", "dragons:")), scope="p1/", by=PUBLISHER, on=ON)

    assert not Edition.objects.filter(slug="our-own-1").exists()


def test_crosswalk__joins_the_items_it_names():
    publish()

    walk = Crosswalk.objects.get()

    assert (walk.older.slug, walk.newer.slug) == ("ten-challenges-2009", "ten-challenges-2017")
    assert [link.runs_across for link in walk.links.order_by("number")] == [
        True, False, False, False, True, False, False, True, True, False,
    ]  # fmt: skip
