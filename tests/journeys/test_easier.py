"""Easier: another language, other letters and colours, read aloud, in sign language, and away at once."""

from __future__ import annotations

import pytest

from alongside.assessments import services
from alongside.assessments.models import QuestionLink, Round
from alongside.assessments.tests import factories
from alongside.core import clock
from tests.journeys.manner import BARE, DESKTOP, PHONE, SMALL, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

CHOICES = "Text size, colours, language"
VOICES = """
  globalThis.said = [];
  const voice = (lang, localService) => ({ lang, localService, name: lang, voiceURI: lang, default: false });
  speechSynthesis.getVoices = () => [voice("en-GB", true), voice("ja-JP", false)];
  speechSynthesis.speak = (words) => { globalThis.said.push(words.text); };
  speechSynthesis.cancel = () => { globalThis.stopped = (globalThis.stopped || 0) + 1; };
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def open_round() -> tuple[Round, str]:
    here = make_neighbourhood()
    round = factories.make_round(place=here.team)
    return round, services.make_slips(round, voice="uses_services", number=1, by=TESTS, at=clock.now())[0]


def chosen(person: Person) -> dict[str, str]:
    """The choices that the browser keeps."""
    names = {"look", "language"}
    return {str(one["name"]): str(one["value"]) for one in person.context.cookies() if one["name"] in names}


@pytest.mark.parametrize("manner", [SMALL, BARE], ids=["small", "bare"])
def test_somebody_reads_japanese_in_high_contrast_and_loses_nothing_they_wrote(site: Site, manner: Manner):
    _round, code = open_round()
    with site.guest(manner) as person:
        person.opens("/rate/")
        person.writes("Your code", code)
        person.unfolds(CHOICES)
        person.presses("High contrast")
        person.unfolds(CHOICES)
        person.presses("日本語")
        person.sees("この翻訳は、まだこの言葉を母語とする人に読まれていません。")
        assert person.finds_in("あなたのコード") == code
        person.presses("次へ")
        person.presses("1問ずつ")
        person.unfolds("もっと言いたいことがあれば")
        person.writes("例を、自分の言葉で", "ありがとう")
        person.unfolds("文字の大きさ、色、言語")
        person.presses("大きな文字")
        assert person.finds_in("例を、自分の言葉で") == "ありがとう"
        assert person.page.locator("html").get_attribute("lang") == "ja"
        assert person.page.locator("legend h1").get_attribute("lang") == "en"
        person.looks()
        person.presses("このページを出る")
        assert chosen(person) == {"look": "large.contrast", "language": "ja"}
        person.opens("/sign-in/")
        person.unfolds("文字の大きさ、色、言語")
        person.presses("English")
        person.unfolds(CHOICES)
        person.presses("Usual colours")
        person.unfolds(CHOICES)
        person.presses("Usual letters")
        assert chosen(person) == {}


def test_a_question_is_read_aloud_by_a_voice_of_this_machine_alone(site: Site):
    _round, code = open_round()
    with site.guest(PHONE) as person:
        person.context.add_init_script(VOICES)
        person.opens("/rate/")
        person.presses_in_vain("Read this page aloud")
        assert person.page.evaluate("said")[0] == "Say how you see it"
        person.page.get_by_role("button", name="Stop reading").click()
        assert person.page.get_by_role("button", name="Read this page aloud").is_visible()
        person.writes("Your code", code)
        person.presses("Go on")
        person.presses("One question at a time")
        person.presses_in_vain("Read this aloud")
        said = person.page.evaluate("said")
        assert "Not yet" in said
        assert "I can't or don't want to say" in said
        assert "I don't feel safe to say" not in said, "what is folded away is not read"
        person.page.keyboard.press("Escape")
        assert person.page.get_by_role("button", name="Stop reading").count() == 0

        person.unfolds(CHOICES)
        person.presses("日本語")
        assert person.page.get_by_role("button", name="これを読み上げる").count() == 0, "no voice of this machine fits"


def test_a_lead_says_where_a_question_can_be_watched_and_people_find_it_there(site: Site):
    here = make_neighbourhood()
    round = factories.make_round(place=here.team)
    with site.as_(here.tom) as tom:
        tom.opens(f"/places/{here.team.pk}/question-links/")
        tom.sees("There are none yet.")
        tom.goes_on_to("Set or take away a link")
        tom.chooses("A video or a text of the question in another language")
        tom.picks("Which language?", "British Sign Language (BSL)")
        tom.writes("Its address", "http://bsl.example.org/1")
        tom.presses("Save")
        tom.is_told("begins with https://")
        tom.writes("Its address", "https://bsl.example.org/1")
        tom.presses("Save")
        tom.sees("British Sign Language (BSL)", "https://bsl.example.org/1")
    assert QuestionLink.objects.get().scope == here.team.scope
    code = services.make_slips(round, voice="staff", number=1, by=TESTS, at=clock.now())[0]
    with site.guest(SMALL) as person:
        person.opens("/rate/")
        person.writes("Your code", code)
        person.presses("Go on")
        person.presses("All on one page")
        person.sees("This question in: British Sign Language (BSL)", "leaves this page, to bsl.example.org")


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["desktop", "bare"])
def test_leaving__a_page_of_staff_takes_a_moment_and_signs_out(site: Site, manner: Manner):
    here = make_neighbourhood()
    with site.as_(here.tom, manner) as tom:
        tom.opens("/frameworks/")
        tom.opens(here.team.get_absolute_url())
        tom.sees(here.team.name)
        if manner.scripted:
            with tom.page.expect_navigation():
                for _ in range(3):
                    tom.page.keyboard.press("Escape")
        else:
            tom.presses("Leave this page")
        tom.sees("A simple loaf of bread")
        tom.opens(here.team.get_absolute_url())
        tom.is_at("/sign-in/")
