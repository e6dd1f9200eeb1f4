"""Layouts, the style guide, and the pages for when something went wrong."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

LAYOUTS = ("ui/page.html", "ui/participant.html", "ui/print.html")
TROUBLE = ("400.html", "403.html", "403_csrf.html", "404.html", "405.html", "409.html", "500.html")


class Ask(forms.Form):
    name = forms.CharField()


def child(layout: str, **context: object) -> str:
    return Template('{% extends "' + layout + '" %}{% block title %}Rounds{% endblock %}').render(Context(context))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout__skip_link_first_one_main_and_nothing_inline(layout: str) -> None:
    page = child(layout, demonstration=True)
    body = page[page.index("<body") :]

    assert re.search(r"<(?:a|button|input)\b[^>]*", body).group().startswith('<a class="nhsuk-skip-link"')  # type: ignore[union-attr]
    assert page.count("<main") == 1
    assert 'id="maincontent"' in page
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)


@pytest.mark.parametrize("layout", [*LAYOUTS, *TROUBLE])
def test_demonstration__says_so_on_every_page_and_only_there(layout: str) -> None:
    sentence = "Demonstration: the people, teams and answers on these pages are made up."

    assert sentence in render_to_string(layout, {"demonstration": True})
    assert sentence not in render_to_string(layout, {"demonstration": False})


def test_title__begins_with_error_when_the_form_has_errors() -> None:
    assert "<title>Error: Rounds – Alongside</title>" in child("ui/page.html", form=Ask({}))
    assert "<title>Rounds – Alongside</title>" in child("ui/page.html", form=Ask())
    assert "<title>Error: Rounds – Alongside</title>" in child("ui/page.html", page_has_errors=True)


def test_navigation__marks_the_current_page() -> None:
    items = [{"url": "/a/", "label": "Start", "current": True}, {"url": "/b/", "label": "Rounds"}]
    page = child("ui/page.html", navigation=items)

    assert 'href="/a/" aria-current="page"' in page
    assert page.count("aria-current") == 1


def test_account__shows_who_is_signed_in_and_signs_out_by_post() -> None:
    user = SimpleNamespace(is_authenticated=True, name="Ada <Lovelace>")
    page = child("ui/page.html", request=SimpleNamespace(user=user))

    assert "Ada &lt;Lovelace&gt;" in page
    assert f'method="post" action="{reverse("account_logout")}"' in page
    assert reverse("account_login") not in page


def test_participant__has_progress_a_way_out_and_no_navigation() -> None:
    page = child("ui/participant.html", step=4, steps=10, leave_url="/gone/", navigation=[{"url": "/a/", "label": "A"}])

    assert "4 of 10" in page
    assert '<a class="al-leave" href="/gone/"' in page
    assert "<nav" not in page
    assert 'name="referrer" content="no-referrer"' in page


@pytest.mark.parametrize(("flag", "name"), [("large_print", "large-print"), ("easy_read", "easy-read")])
def test_switches__set_a_class_on_the_page(flag: str, name: str) -> None:
    assert re.search(rf'<html[^>]*class="[^"]*\b{name}\b', child("ui/page.html", **{flag: True}))
    assert not re.search(rf'<html[^>]*class="[^"]*\b{name}\b', child("ui/page.html"))


def test_messages__are_banners_with_ids_of_their_own() -> None:
    told = [Message(25, "Goal verified"), Message(40, "The file <b>could not</b> be kept")]
    page = child("ui/page.html", messages=told)

    assert 'role="alert" aria-labelledby="message-1"' in page
    assert 'aria-labelledby="message-2"' in page
    assert "nhsuk-notification-banner--success" in page
    assert "&lt;b&gt;could not" in page


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble__says_what_happened_and_what_to_do_without_blame(name: str) -> None:
    page = render_to_string(name)
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])

    assert len(text.split()) > 20
    assert not re.search(r"\b(?:invalid|illegal|forbidden|exception|denied|bad request)\b", text, re.IGNORECASE)


def test_409__shows_the_refusal() -> None:
    assert "The round is &lt;closed&gt;." in render_to_string("409.html", {"message": "The round is <closed>."})


@pytest.mark.django_db
def test_csrf_failure__is_a_403_with_a_way_on() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_logout"))

    assert response.status_code == 403
    assert b"Please try that once more" in response.content
    assert b"CSRF" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/style-guide/", "/style-guide/participant/", "/style-guide/sheet/"])
@pytest.mark.parametrize("query", ["", "?large-print", "?easy-read"])
def test_style_guide__is_public_and_follows_the_strict_policy(client: Client, path: str, query: str) -> None:
    response = client.get(path + query)
    page = response.content.decode()

    assert response.status_code == 200
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.django_db
def test_style_guide__only_reads(client: Client) -> None:
    assert client.post("/style-guide/").status_code == 405


def test_a_mistyped_parameter_fails_loudly() -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument"):
        Template('{% load nhs %}{% button text="Save" colour="red" %}').render(Context())


def test_a_components_text_is_escaped_and_a_templates_sentence_is_a_paragraph() -> None:
    page = Template('{% load nhs %}{% inset_text text=words %}{% inset_text text="Hello" %}').render(
        Context({"words": "<script>"})
    )

    assert "<p>&lt;script&gt;</p>" in page
    assert "<p>Hello</p>" in page


@pytest.mark.django_db
def test_405__of_an_address_that_only_takes_a_form_is_a_page_with_a_way_on() -> None:
    response = Client().get(reverse("account_logout"))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Nothing was sent a second time" in response.content.decode()
