"""The demonstration shows how everybody can take part, what keeps them safe, and lists of one's own."""

from __future__ import annotations

import pytest
from django.db.models import Q

from alongside.assessments.models import Consensus, Kiosk, PaperBatch, Quote, Round
from alongside.demo import cast
from alongside.demo.services.world import World
from alongside.frameworks.models import Edition
from alongside.keeping_safe.models import Case, Talk
from alongside.programmes.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("demonstration")]


def test_build_demo__somebody_without_email_holds_keys(built: World):
    user = Membership.objects.live().get(user__email__isnull=True).user

    assert (user.name, user.sign_in_name) == cast.WITHOUT_ADDRESS
    assert Round.objects.filter(Q(first_by=user) | Q(second_by=user)).count() == 2


def test_build_demo__has_a_tablet_sheets_talks_and_reported_words_at_the_ward(built: World):
    ward = built.team(cast.SHOWCASE, cast.SHOWCASE_TEAM)
    batch = PaperBatch.objects.get()
    talks = [(talk.scope, talk.seen_on is None) for talk in Talk.objects.order_by("asked_on")]

    assert (batch.round.place, batch.typed, batch.closed_on) == (ward, 3, None)
    assert Kiosk.objects.get().round == batch.round
    assert talks == [(ward.scope, False), (ward.scope, True)]
    assert sorted(Case.objects.values_list("scope", "state")) == [(ward.scope, "HIDDEN"), (ward.scope, "REPORTED")]


def test_build_demo__has_a_list_that_was_found_together_and_one_under_way(built: World):
    agreed, under_way = Consensus.objects.order_by("began_on").select_related("draft")
    assert agreed.draft is not None
    published = Edition.objects.get(slug=agreed.draft.called)
    put_together = Quote.objects.filter(pk__in=under_way.candidates.values("ideas"))

    assert (published.scope, published.purpose) == (built.programme.scope, "")
    assert published.items.count() == 3
    assert agreed.candidates.filter(chosen=False).exclude(dissent="").count() == 1
    assert under_way.merged_on is None
    assert 0 < put_together.count() < Quote.objects.filter(round=under_way.proposing).count()
