"""A programme's own files: what is in the way of publishing them, through the services alone."""

from __future__ import annotations

import pytest

from alongside import content
from alongside.content import Kind
from alongside.core import clock
from alongside.frameworks import queries, services
from alongside.frameworks.models import Edition, OwnDraft, PublishedForGood
from alongside.frameworks.tests.factories import ON, PUBLISHER, publish

pytestmark = pytest.mark.django_db

LIST, VOICES, WALK = (content.starter(kind) for kind in Kind)


def kept(text: str, *, scope: str = "p1/", agreed: bool = False) -> OwnDraft:
    own = content.read_own(text, name="ours.yaml")
    return services.keep_draft(own, scope=scope, name="ours.yaml", agreed=agreed, by=PUBLISHER, at=clock.now(), on=ON)


def published(text: str, *, scope: str = "p1/") -> OwnDraft:
    return services.publish_draft(kept(text, scope=scope), by=PUBLISHER, at=clock.now(), on=ON)


def in_the_way(text: str, *, scope: str = "p1/") -> str:
    with pytest.raises(services.InTheWay) as refused:
        published(text, scope=scope)
    return refused.value.message


def test_publish_draft__says_all_that_is_in_the_way():
    publish()
    published(LIST)

    assert in_the_way(LIST) == "The name our-own-list-1 is taken. Write another “framework” or another “edition”."
    assert "is taken" in in_the_way(LIST.replace('"1"', '"2"'), scope="p2/")
    unknown = in_the_way(LIST.replace('"1"', '"2"').replace("partners:", "dragons:"))
    assert unknown == "There are questions for dragons, which is no voice here. Publish your own voices first."
    assert published(LIST.replace('"1"', '"2"')).published_on == ON
    assert {line.slug for line in queries.editions_of(["p1/", "p2/"])} == {"our-own-list-1", "our-own-list-2"}


def test_publish_draft__keeps_every_voice_on_its_side():
    publish()
    moved = VOICES.replace("code: volunteers ", "code: staff ").replace("side: profession ", "side: lived_experience ")
    published(VOICES)

    assert in_the_way(moved) == "The voice staff stands on the other side, and stays there. Give yours another code."
    assert "is published with other words" in in_the_way(VOICES.replace("name: Volunteers ", "name: Helpers "))
    assert published(VOICES).published_on == ON  # the same words again: nothing is new, nothing is wrong
    entry = content.read_own(moved, name="ours.yaml").voices[0]
    with pytest.raises(services.OtherSide):
        services.publish_voice(entry, scope="p2/", by=PUBLISHER, on=ON)
    assert queries.voices_by_programme(["p1/s1/", "p2/"])["p1/s1/"]["volunteers"].short == "Volunteers"
    assert "volunteers" not in queries.voices_by_programme(["p1/s1/", "p2/"])["p2/"]


def test_publish_draft__relates_only_to_an_edition_of_its_own():
    publish()
    backwards = WALK.replace("from: ten-challenges-2017 ", "from: our-own-list-1 ").replace(
        "to: our-own-list-1 ", "to: ten-challenges-2017 "
    )
    published(LIST)

    said = in_the_way(backwards)

    assert "ten-challenges-2017 is not your own edition. “to” names yours." in said
    assert "ten-challenges-2017 has no item welcome." in said
    entry = content.read_own(backwards, name="ours.yaml").crosswalk
    assert entry is not None
    with pytest.raises(services.ContentIsWrong):
        services.publish_crosswalk(entry, scope="p1/", by=PUBLISHER, on=ON)
    assert "There is no edition our-own-list-1." in in_the_way(WALK, scope="p2/")
    whole = WALK + "".join(f"  - {{from: c{n}, relation: retired, series: break, reason: No.}}\n" for n in range(3, 11))
    assert published(whole).published_on == published(whole).published_on == ON  # again: nothing is new
    assert queries.side_by_side("our-own-list", programmes=["p1/"]).newer.slug == "our-own-list-1"


def test_agreed_drafts__are_changed_by_nobody_and_published_as_they_are():
    publish()
    draft = kept(LIST, agreed=True)
    other = content.read_own(VOICES, name="ours.yaml")

    with pytest.raises(services.AgreedByBothSides):
        services.change_draft(draft, other, name="x", by=PUBLISHER, at=clock.now(), on=ON)
    with pytest.raises(services.AgreedByBothSides):
        services.remove_draft(draft, by=PUBLISHER, at=clock.now())

    services.publish_draft(draft, by=PUBLISHER, at=clock.now(), on=ON)
    with pytest.raises(services.PublishedAlready):
        services.publish_draft(draft, by=PUBLISHER, at=clock.now(), on=ON)
    with pytest.raises(PublishedForGood):
        Edition.objects.filter(slug="our-own-list-1").update(scope="")


def test_publish_edition__is_rated_on_four_stages_by_every_door():
    publish()
    three = LIST[: LIST.index("  - code: transformation")] + LIST[LIST.index("items:") :]
    three = three.replace("      transformation: Everybody does, on every day and night.\n", "")

    with pytest.raises(services.ContentIsWrong, match="What is rated has 4 stages; this has 3"):
        services.publish_edition(content.read_edition(three, name="ours.yaml"), scope="p1/", by=PUBLISHER, on=ON)


def test_dissent__is_printed_wherever_the_item_is(client):
    publish()
    text = LIST.replace("    # dissent: Some of us see", "    dissent: Some of us see")
    services.publish_edition(content.read_edition(text, name="ours.yaml"), scope="", by=PUBLISHER, on=ON)

    for page in ("/frameworks/our-own-list-1/", "/frameworks/our-own-list-1/welcome/"):
        assert "Some of us see this differently, and why." in client.get(page).content.decode()
