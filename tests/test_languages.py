"""In each language that is offered, what somebody without an account reads holds no English sentence of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.rules import Silence
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.conftest import monday, people  # noqa: F401 - fixtures
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round
from alongside.core import clock
from alongside.keeping_safe.addresses import report_address
from tools import translations

READ = {"aria-label", "title", "placeholder", "alt", "data-words", "data-stop"}
SILENT = {"script", "style"}
NEVER_CLOSED = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "line"}
HOLE = re.compile(r"%\(\w+\)s")
ENGLISH = re.compile(r"\b(the|and|you|your|what|who|people|answers?|this|they|not|with|from|nobody|at least)\b", re.I)
"""Small words that none of the four languages has, and that hardly a sentence of ours does without."""
AT_THE_DOOR = (
    "/rate/", "/rate/kiosk/", "/rate/helping/card/", "/told/", "/pulse/", "/goals/key/", "/talk/", "/sign-in/",
    "/sign-in/code/", "/sign-in/slip/", "/rate/nowhere/", "/report/thanks/", "/report/nothing/",
)  # fmt: skip
WHILE_IT_IS_OPEN = (
    "/rate/welcome/", "/rate/helping/", "/rate/1/", "/rate/all/", "/rate/done/", "/rate/take-back/", "/rate/hear-back/",
    "/rate/talk/",
)  # fmt: skip


class Reader(HTMLParser):
    """What a page says in its own language: text and read attributes, but for parts that say they are in another."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.open, self.said = language, [("", language)], []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        spoken = found.get("lang") or self.open[-1][1]
        if spoken == self.language:
            self.said += [value for name, value in found.items() if name in READ and value]
        if tag not in NEVER_CLOSED:
            self.open.append((tag, spoken))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing inside."""

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, spoken = self.open[-1]
        if spoken == self.language and tag not in SILENT and data.strip():
            self.said.append(" ".join(data.split()))


def said_on(page: str, language: str) -> list[str]:
    reader = Reader(language)
    reader.feed(page)
    return reader.said


@pytest.fixture(scope="module")
def ours() -> Mapping[str, str]:
    """Every text of ours that has words of its own, as it would be met on a page: its holes may hold anything."""
    texts = (text if isinstance(text, str) else text[0] for text, _app in translations.marked().values())
    return {
        text: "".join(".+" if HOLE.fullmatch(part) else re.escape(part) for part in re.split(r"(%\(\w+\)s)", text))
        for text in texts
        if len(re.findall(r"[^\W\d_]{2,}", HOLE.sub("", text))) > 1
    }


def english_on(page: str, language: str, *, ours: Mapping[str, str], theirs: re.Pattern[str]) -> Iterator[str]:
    """Texts of ours that stand there in English, and whatever else reads like English once people's words are out."""
    same = {text for text, said in translations.translated(language).items() if said == text}
    whole = {" ".join(text.split()): text for text in ours}
    for said in said_on(page, language):
        if whole.get(said, "") in same:
            continue
        if said in whole or ENGLISH.search(theirs.sub(" ", said)):
            yield said


def test_reader__hears_text_and_attributes_and_passes_what_is_in_another_language() -> None:
    page = '<p title="Go on">Hello<br> you <b lang="en">there</b></p><script>no</script><p lang="cy">Iawn</p>'

    assert said_on(page, "cy") == ["Go on", "Hello", "you", "Iawn"]


def test_english__is_found_where_it_stands_whole_and_where_it_was_glued(ours: Mapping[str, str]) -> None:
    page = "<p>Leave this page</p><p>Middle 3 and 4</p><p>Gadael y dudalen hon</p>"

    found = english_on(page, "cy", ours=ours, theirs=re.compile("Calder"))

    assert list(found) == ["Leave this page", "Middle 3 and 4"]


def open_and_shared(people: People) -> tuple[Round, str, Round]:  # noqa: F811 - the fixture gives it
    """Two rounds of one site: one that is shared, with sizes of every kind and a code to it; one that people answer."""
    shared = make_round(place=people.site, name="Gwanwyn")
    first = given.make_code(shared)
    eve = Client()
    visit = given.come_in(eve, first)
    eve.post("/rate/1/", given.sent(visit, "c1", answer="1"))
    answer(shared, "uses_services", 8, stages=(0, 1), words={"c1": "Ward"}, easy_read=True)
    answer(shared, "uses_services", 5, stages=(Silence.NOT_SAFE,))
    answer(shared, "staff", 9, stages=(2, 3))
    answer(shared, "leaders", 3, stages=(3,))
    shared = services.close_round(shared, by=TEST, at=clock.now())
    for name in ("Ada", "Bea"):
        user = User.objects.get(name=name) if User.objects.filter(name=name).exists() else getattr(people, name.lower())
        shared = services.turn_reveal_key(shared, by=acting(user), at=clock.now(), knowing=True)
    services.share_round(shared, by=acting(people.ada), at=clock.now())
    return shared, first, make_round(place=people.site, name="Hydref")


@pytest.mark.slow  # one world and some eighty pages, for all four languages: twenty answers, a reveal, two rounds
def test_no_english__on_the_way_through_the_questions_to_the_result(
    people: People,  # noqa: F811
    ours: Mapping[str, str],
) -> None:
    shared, first, asked = open_and_shared(people)
    words = (
        people.site.name, shared.name, "Hydref", shared.why, "Sam Hill", "Jo Lane", "Calder Advocacy", "Crisis line",
        "Alongside", "British Sign Language", "BCD-FGH-JKM", "name@example.com", "Welsh",
    )  # fmt: skip
    theirs = re.compile("|".join(re.escape(one) for one in words))
    code = given.make_code(asked, "uses_services", "staff")
    wrong: dict[str, list[str]] = {}
    for language, _name in settings.LANGUAGES[1:]:
        pages: dict[str, str] = {}
        for path in AT_THE_DOOR:
            pages[path] = said(Client(), path, language)
        pages["/rate/ with a wrong code"] = said(Client(), "/rate/", language, {"code": "BCD-FGH-JKL"})
        pages["/rate/ with no code"] = said(Client(), "/rate/", language, {"code": ""})
        report = report_address("assessments.Round", shared.pk, "why")
        pages["/report/"] = said(Client(), report, language)
        pages["/report/ empty"] = said(Client(), report, language, {})
        guest = Client()
        said(guest, "/rate/", language, {"code": code})
        pages["/rate/welcome/ unchosen"] = said(guest, "/rate/welcome/", language, {"one": "yes"})
        said(guest, "/rate/welcome/", language, {"voice": "uses_services", "one": "yes"})
        for path in WHILE_IT_IS_OPEN:
            pages[path] = said(guest, path, language)
        pages["/rate/talk/ empty"] = said(guest, "/rate/talk/", language, {"reach": ""})
        pages["/rate/hear-back/ empty"] = said(guest, "/rate/hear-back/", language, {"address": "nobody"})
        reader = Client()
        said(reader, "/rate/", language, {"code": first})
        pages["/rate/result/"] = said(reader, "/rate/result/", language)
        assert 'class="al-spread' in pages["/rate/result/"]
        for path, page in pages.items():
            assert f'<html lang="{language}"' in page, path
            if found := list(english_on(page, language, ours=ours, theirs=theirs)):
                wrong[f"{language} {path}"] = found

    assert wrong == {}


def said(client: Client, path: str, language: str, sent: Mapping[str, str] | None = None) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answered = client.get(path) if sent is None else client.post(path, sent)
    return answered.content.decode()
