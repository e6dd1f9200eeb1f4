"""The tags that make a page easier: drawn without a request too, and quiet where there is nothing to say."""

from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from alongside.ui.components import inputs
from alongside.ui.looks import Look


def drawn(source: str, **context: object) -> str:
    return Template("{% load easier %}" + source).render(Context(context)).strip()


def asking(**look: str) -> HttpRequest:
    request = RequestFactory().get("/rate/?page=2")
    request.look = Look(**look)  # type: ignore[attr-defined]
    return request


def test_looks__shows_what_is_chosen_and_leads_back_to_the_same_page() -> None:
    shown = drawn("{% looks %}", request=asking(size="large", language="cy"))

    assert 'value="size.large" aria-pressed="true"' in shown
    assert 'value="language.cy" lang="cy" aria-pressed="true"' in shown
    assert shown.count('aria-pressed="true"') == 3
    assert 'name="back" value="/rate/?page=2"' in shown
    assert "send it first" in shown


def test_looks__a_page_that_keeps_what_is_typed_sends_its_own_form() -> None:
    shown = drawn("{% looks %}", request=asking(), keeps_typing=True)

    assert shown.count('form="main" formnovalidate') == 11
    assert "<form" not in shown


def test_tags__say_nothing_without_a_request() -> None:
    assert drawn('{% looks %}{% look_classes %}{% unread_translation %}{% said_in "en" %}') == ""


def test_tags__on_a_translated_page_name_what_is_english_and_that_nobody_read_it() -> None:
    with translation.override("ja"):
        said = drawn("<p{% said_in 'en' %}>{% spoken 'Not yet' 'en' %}")
        assert said == '<p lang="en"><span lang="en">Not yet</span>'
        assert "al-unread" in drawn("{% unread_translation %}")
        assert "これを読み上げる" in drawn('{% read_aloud "question" %}')


def test_read_aloud__is_hidden_until_a_voice_is_found() -> None:
    shown = drawn('{% read_aloud "question" text="Read it" %}')

    assert ' hidden data-reads="question"' in shown
    assert shown.endswith(">Read it</button>")


def test_what_scripts_say_below_a_box_is_in_the_language_of_the_page() -> None:
    assert "data-i18n" not in inputs.character_count(name="words", label="Words", maxlength=60)
    with translation.override("nl"):
        box = inputs.character_count(name="words", label="Words", maxlength=60)
        password = inputs.password_input(name="password", label="Password")

    assert 'data-i18n.characters-under-limit.other="Je hebt nog %{count} tekens over"' in box
    assert 'data-i18n.hide-password="Verbergen"' in password
