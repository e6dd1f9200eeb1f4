"""Offered words in another language: a reader says what they mean; the original always stands beside it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import Quote
from alongside.assessments.tests.factories import People, acting
from alongside.assessments.tests.meeting_factories import quote_of, read_by_both, with_words
from alongside.core import clock
from alongside.core.models import AuditEntry

SOMALI = "Qofna ima soo wicin"


def translate(quote: Quote, people: People, language: str = "so", words: str = "Nobody rang me") -> Quote:
    return services.translate_quote(quote, language=language, translation=words, by=acting(people.ada), at=clock.now())


def test_translate_quote__stands_beside_the_original_and_says_that_nobody_checked_it(
    people: People, client: Client
) -> None:
    round = with_words(people, SOMALI)
    translate(quote_of(round, SOMALI), people)
    read_by_both(quote_of(round, SOMALI), people)
    client.force_login(people.ben)

    page = client.get(f"/rounds/{round.pk}/result/1/").content.decode()

    assert f'<blockquote class="al-quote__words" lang="so" dir="ltr">{SOMALI}</blockquote>' in page
    assert page.index(SOMALI) < page.index("Nobody rang me") < page.index("Nobody has checked it")
    assert not any("Nobody rang me" in str(row.changes) for row in AuditEntry.objects.all())


@pytest.mark.parametrize(
    ("language", "words", "refusal"),
    [
        ("", "Nobody rang me", services.NotALanguage),
        ("so", "  ", services.NotALanguage),
        ("bfi", "Nobody rang me", services.NotALanguage),
        ("so", "x" * 1201, services.TranslationTooLong),
    ],
)
def test_translate_quote__refused(people: People, language: str, words: str, refusal: type[Exception]) -> None:
    round = with_words(people, SOMALI)

    with pytest.raises(refusal):
        translate(quote_of(round, SOMALI), people, language, words)


def test_translate_quote__not_after_both_have_read_and_taken_away_before(people: People) -> None:
    round = with_words(people, SOMALI)
    translate(quote_of(round, SOMALI), people)
    taken = translate(quote_of(round, SOMALI), people, "", "")
    assert (taken.language, taken.translation, taken.translated_by_id) == ("", "", None)

    read_by_both(quote_of(round, SOMALI), people)

    with pytest.raises(services.BothHaveReadIt):
        translate(quote_of(round, SOMALI), people)


def test_translate_quote__the_database_holds_no_half_translation(people: People) -> None:
    round = with_words(people, SOMALI)

    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.filter(pk=quote_of(round, SOMALI).pk).update(translation="Nobody rang me")


def test_read_words__page_takes_a_translation_and_says_what_is_missing(people: People, client: Client) -> None:
    round = with_words(people, SOMALI)
    quote = quote_of(round, SOMALI)
    client.force_login(people.ada)
    address = f"/rounds/{round.pk}/quotes/"

    wrong = client.post(address, {f"translation_{quote.pk}": "Nobody rang me"})
    assert "Choose the language in which the words were written" in wrong.content.decode()
    sent = {f"translation_{quote.pk}": "Nobody rang me", f"language_{quote.pk}": "so", f"verdict_{quote.pk}": "SHOW"}
    assert client.post(address, sent).status_code == 302

    kept = quote_of(round, SOMALI)
    assert (kept.translation, kept.first_verdict) == ("Nobody rang me", "SHOW")
