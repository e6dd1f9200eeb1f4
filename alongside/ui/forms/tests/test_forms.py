"""Form fields: they draw themselves, say specific sentences, link to the right input, and keep what was typed."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape

from alongside.ui.forms import (
    Choice,
    Choices,
    DateField,
    EmailField,
    FileField,
    Password,
    SelectField,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)


class Review(forms.Form):
    name = TextField(label="Name", missing="Enter a name", max_length=20)
    reply_to = EmailField(label="Email address", missing="Enter an email address")
    people = WholeNumber(label="How many?", missing="Enter how many", min_value=1)
    happens_on = DateField(label="When?", name="Review date", missing="Enter the date the review will happen")
    mode = Choice(
        label="How?",
        choices=[("private", "Private round"), ("open", "Open room")],
        hints={"open": "Everyone sees each voice."},
        reveals={"open": "why"},
        missing="Choose how",
    )
    why = TextField(label="Why open?")
    voices = Choices(label="Who?", choices=[("people", "People"), ("staff", "Staff")], missing="Choose who")
    language = SelectField(label="Language", choices=[("", "Choose"), ("en", "English")], missing="Choose a language")
    words = TextArea(label="In your words", missing="Say why")
    password = Password(label="Password", missing="Enter your password")
    agreed = Tick(label="We both agree", missing="Confirm that you both agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, **context: object) -> str:
    return Template("{% load nhs %}" + source).render(Context(context))


def with_date(day: str, month: str, year: str) -> Review:
    return Review({"happens_on_day": day, "happens_on_month": month, "happens_on_year": year})


def test_every_missing_answer_has_its_own_sentence_and_a_link_that_leads_somewhere() -> None:
    form = Review({})
    page = render("{% error_summary form %}{{ form }}", form=form)

    told = {
        "Enter a name": "id_name",
        "Enter an email address": "id_reply_to",
        "Enter how many": "id_people",
        "Enter the date the review will happen": "id_happens_on-happens_on_day",
        "Choose how": "id_mode",
        "Choose who": "id_voices",
        "Choose a language": "id_language",
        "Say why": "id_words",
        "Enter your password": "id_password",
        "Confirm that you both agree": "id_agreed",
    }
    for sentence, anchor in told.items():
        assert f'<a href="#{anchor}">{sentence}</a>' in page
        assert page.count(f'id="{anchor}"') == 1
        assert page.count(sentence) == 2  # once above, once beside
    assert "This field is required" not in page


def test_an_unbound_form_has_no_summary_and_no_errors() -> None:
    page = render("{% error_summary form %}{{ form }}", form=Review())

    assert "There is a problem" not in page
    assert "nhsuk-error-message" not in page


def test_form__draws_each_field_once_and_a_revealed_one_below_its_choice() -> None:
    page = render("{{ form }}", form=Review())

    assert page.count('name="why"') == 1
    assert page.index('value="open"') < page.index('name="why"')
    assert page.count('type="hidden"') == 1


@pytest.mark.parametrize(
    ("typed", "sentence", "boxes"),
    [
        (("31", "2", "2026"), "Review date must be a real date", ("day", "month", "year")),
        (("3", "", "2026"), "Review date must include a month", ("month",)),
        (("", "", "2026"), "Review date must include a day and month", ("day", "month")),
        (("3", "2", "26"), "The year of review date must have 4 numbers", ("year",)),
        (("x", "y", "2026"), "Review date must be a real date", ("day", "month", "year")),
        (("1", "13", "2026"), "Review date must be a real date", ("day", "month", "year")),
        (("-1", "2", "2026"), "Review date must be a real date", ("day", "month", "year")),
        (("1", "2", "٢٠٢٦"), "The year of review date must have 4 numbers", ("year",)),
    ],
)
def test_date__says_what_is_wrong_marks_those_boxes_and_keeps_the_rest(
    typed: tuple[str, str, str], sentence: str, boxes: tuple[str, ...]
) -> None:
    form = with_date(*typed)
    page = str(form["happens_on"])

    assert form.errors["happens_on"] == [sentence]
    assert page.count("nhsuk-input--error") == len(boxes)
    assert f'href="#id_happens_on-happens_on_{boxes[0]}"' in render("{% error_summary form %}", form=form)
    for text in filter(None, typed):
        assert f'value="{text}"' in page


@pytest.mark.parametrize("month", ["11", "Nov", "november", " 11 "])
def test_date__is_understood(month: str) -> None:
    form = with_date("28", month, "2026")
    form.is_valid()

    assert form.cleaned_data["happens_on"] == datetime.date(2026, 11, 28)


def test_date__shows_an_initial_date() -> None:
    page = str(Review(initial={"happens_on": datetime.date(2026, 11, 28)})["happens_on"])

    assert 'value="28"' in page
    assert 'value="11"' in page
    assert 'value="2026"' in page


def test_date__that_is_optional_may_be_left_empty() -> None:
    class Optional(forms.Form):
        ends_on = DateField(label="When does it end?", name="End date")

    form = Optional({})

    assert form.is_valid()
    assert form.cleaned_data["ends_on"] is None


def test_an_error_that_a_service_adds_marks_every_box_of_a_date() -> None:
    form = with_date("28", "11", "2026")
    form.add_error("happens_on", "Choose a day after the meeting")

    assert str(form["happens_on"]).count("nhsuk-input--error") == 3


def test_a_refusal_stands_in_the_summary_without_a_link() -> None:
    form = Review({"name": "x"})
    form.add_error(None, "The round is closed.")

    assert "<li>The round is closed.</li>" in render("{% error_summary form %}", form=form)


def test_what_was_typed_is_kept_and_escaped() -> None:
    nasty = '"><script>alert(1)</script>'
    form = Review({"name": nasty, "words": nasty, "people": "a dozen", "reply_to": "ruth at example"})
    page = str(form)

    assert "<script>" not in page
    assert page.count(escape(nasty)) == 2
    assert 'value="a dozen"' in page
    assert 'value="ruth at example"' in page


def test_a_password_is_not_given_back() -> None:
    assert "open sesame" not in str(Review({"password": "open sesame"})["password"])


def test_a_text_that_begins_with_a_line_break_keeps_it() -> None:
    form = Review({"words": "\nbelow"})

    assert ">\n\nbelow</textarea>" in str(form["words"])


@pytest.mark.parametrize(("typed", "number"), [("1,200", 1200), ("12 000", 12000), ("7", 7)])
def test_whole_number__forgives_spaces_and_commas(typed: str, number: int) -> None:
    form = Review({"people": typed})
    form.is_valid()

    assert form.cleaned_data["people"] == number


def test_choices_that_were_made_stay_made() -> None:
    form = Review({"mode": "open", "voices": ["staff"], "language": "en", "agreed": "on"})

    assert 'value="open" checked' in str(form["mode"])
    assert 'value="staff" checked' in str(form["voices"])
    assert 'value="people" checked' not in str(form["voices"])
    assert '<option value="en" selected>' in str(form["language"])
    assert "checked" in str(form["agreed"])


class Upload(forms.Form):
    sheet = FileField(label="A sheet", max_bytes=2_000_000, extensions=(".pdf",), missing="Choose a file")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.exe", b"x", "The file must be one of these kinds: PDF"),
        ("notes.pdf", b"x" * 2_000_001, "The file must be smaller than 2 MB"),
        ("notes.pdf", b"", "The file is empty. Choose another file"),
    ],
)
def test_file__refused_with_a_reason(name: str, content: bytes, sentence: str) -> None:
    form = Upload({}, MultiValueDict({"sheet": [SimpleUploadedFile(name, content)]}))

    assert form.errors["sheet"] == [sentence]


def test_file__taken() -> None:
    form = Upload({}, MultiValueDict({"sheet": [SimpleUploadedFile("Notes.PDF", b"%PDF-")]}))

    assert form.is_valid(), form.errors


class SomebodyElses(forms.Form):
    login = forms.EmailField(label="Email", help_text="The one you were invited with")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    remember = forms.BooleanField(required=False)
    colour = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    size = forms.ChoiceField(choices=[("s", "S")])
    notes = forms.CharField(widget=forms.Textarea)


def test_a_form_of_another_package_is_drawn_with_our_components() -> None:
    page = str(SomebodyElses({}))

    for block in ("nhsuk-input", "nhsuk-checkboxes", "nhsuk-radios", "nhsuk-select", "nhsuk-textarea"):
        assert block in page
    assert 'autocomplete="new-password"' in page
    assert 'type="email"' in page
    assert 'aria-describedby="id_login-hint id_login-error"' in page
