"""What people who answer may send: a code, an answer, a way to reach them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.assessments.queries.links import HelpLine, Links, of_question
from alongside.assessments.queries.rating import Question
from alongside.assessments.rules import WORDS_AT_MOST, Answer, Silence, Sure
from alongside.core.words import gettext, opening
from alongside.frameworks.queries import VoiceCard
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.ui.components import languages, markup
from alongside.ui.components.choices import Item
from alongside.ui.drawing.pictures import silence_picture, stage_picture
from alongside.ui.forms import Choice, CodeField, EmailField, TextArea, TextField, Tick

SILENCES = {
    Silence.DECLINED: _("I don't want to say"),
    Silence.DONT_KNOW: _("I don't know"),
    Silence.NOT_APPLY: _("This is not about me"),
    Silence.NOT_SAFE: _("I don't feel safe to say"),
}
SURE = {
    Sure.GUESSING: _("I am guessing"),
    Sure.FAIRLY: _("I am fairly sure"),
    Sure.VERY: _("I am very sure"),
}


class Words(TextArea):
    """A few words of one's own. A line break counts as one sign, as the counter on the page counts it."""

    def __init__(self, *, too_long: Any, **kwargs: Any) -> None:
        super().__init__(max_length=WORDS_AT_MOST, error_messages={"max_length": too_long}, **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def answer_of(given: Mapping[str, Any], *, offered: bool) -> Answer | None:
    """What was answered to one question; nothing when it was left as it is. No words, none offered."""
    answer, words, sure = given["answer"], given["words"], given["sure"]
    if not answer:
        return None
    return Answer(
        stage=int(answer) if answer.isdigit() else None,
        silence=None if answer.isdigit() else Silence(answer),
        sure=Sure(sure) if sure else None,
        words=words,
        offered=bool(words) and offered,
    )


class EnterCode(forms.Form):
    code = CodeField(
        label=_("Your code"),
        hint=_("It looks like BCD-FGH-JKM. A poster's code or your receipt works too. Big or small letters are fine."),
        missing=_("Type your code"),
        max_length=200,
    )

    def clean_code(self) -> str:
        """The code, also out of a whole link that somebody pasted."""
        return str(self.cleaned_data["code"]).rpartition("#")[2]


class ChooseVoice(forms.Form):
    """In which of their voices somebody answers, when their code offers several."""

    def __init__(self, data: Any = None, *, voices: Sequence[VoiceCard], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["voice"] = Choice(
            label=_("I answer as"),
            choices=[(card.code, languages.spoken(card.name, card.language)) for card in voices],
            missing=_("Choose in which of these ways you answer"),
            invalid=_("Choose one of these"),
        )


class AnswerQuestion(forms.Form):
    """One question. `answer` is a stage or a silence; its prefix is the item's code."""

    answer = Choice(
        label=_("Your answer"),
        choices=[(str(stage), "") for stage in range(4)] + [(one.value, words) for one, words in SILENCES.items()],
        invalid=_("Choose one of the answers on this page"),
    )
    sure = Choice(
        label=_("How sure are you?"),
        choices=[(one.value, words) for one, words in SURE.items()],
        invalid=_("Choose one of these three, or none"),
        label_size="s",
    )
    words = Words(
        label=_("An example, in your own words"),
        too_long=_("Your example is too long. Make it 600 letters or fewer"),
        label_size="s",
        rows=4,
    )
    offered = Tick(label=_("You may show these words to others"), hint=_("We never show who wrote them."))

    def __init__(self, data: Any = None, *, question: Question, **kwargs: Any) -> None:
        super().__init__(data, prefix=question.code, **kwargs)
        self.question = question
        if question.wants_words:
            self.fields["words"].label = _("Your ideas. Write each on a line of its own")
        self.helps: tuple[HelpLine, ...] = of_question({}, question.code, question.helps)

    @property
    def stages(self) -> list[Item]:
        """The four stages as this question has them, to be drawn as radios."""
        chosen = self._chosen()
        return [
            Item(
                text=markup.join([SafeString(stage_picture(stage.value, size=2.5)), stage.name]),
                value=str(stage.value),
                hint=stage.looks_like,
                checked=chosen == str(stage.value),
            )
            for stage in self.question.stages
        ]

    @property
    def silences(self) -> list[Item]:
        """The four ways of not saying, in the same group of radios, so that an answer is always one or the other."""
        chosen = self._chosen()
        return [
            Item(
                text=markup.join([SafeString(silence_picture(one.value, size=2.5)), str(text)]),
                value=one.value,
                checked=chosen == one.value,
            )
            for one, text in SILENCES.items()
        ]

    @property
    def is_silent(self) -> bool:
        return self._chosen() in {one.value for one in SILENCES}

    @property
    def says_more(self) -> bool:
        """Whether what is folded away holds something, so that it stands open."""
        folded = ("sure", "words", "offered")
        return self.question.wants_words or any(self[name].value() or self[name].errors for name in folded)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("answer") and "answer" not in self.errors and (given.get("words") or given.get("sure")):
            self.add_error(
                "answer",
                _("Choose an answer too, or \"I can't or don't want to say\". What you wrote is still here"),
            )
        return given

    @property
    def given(self) -> Answer | None:
        """What was answered, once the form is valid; nothing when the question was left as it is."""
        return answer_of(self.cleaned_data, offered=self.cleaned_data["offered"])

    def _chosen(self) -> str:
        return str(self["answer"].value() or "")


def shown_back(answer: Answer | None) -> dict[str, object]:
    """An answer given in this visit, as a form begins with it."""
    if answer is None:
        return {}
    return {
        "answer": str(answer.stage) if answer.stage is not None else str(answer.silence),
        "sure": answer.sure.value if answer.sure else "",
        "words": answer.words,
        "offered": answer.offered,
    }


class Sheet:
    """Several questions on one page, whose mistakes stand together at its top."""

    def __init__(self, forms: Sequence[AnswerQuestion]) -> None:
        self.forms = forms
        self.is_bound = any(form.is_bound for form in forms)

    def __iter__(self) -> Iterator[BoundField]:
        return (bound for form in self.forms for bound in form)

    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.forms for error in form.non_field_errors()]

    @property
    def errors(self) -> Mapping[str, object]:
        return {form.question.code: form.errors for form in self.forms if form.errors}

    def beside(self, links: Links) -> None:
        """Put beside each question where it can be watched or interpreted."""
        for form in self.forms:
            form.helps = of_question(links, form.question.code, form.question.helps)

    def is_valid(self) -> bool:
        return not self.errors

    def add_error(self, message: str) -> None:
        self.forms[0].add_error(None, message)


class Finish(forms.Form):
    """A thing about all of one's answers."""

    waives = Tick(
        label=_("If only a few of us answer, you may still show our answers as ours"),
    )


class LeaveAddress(forms.Form):
    address = EmailField(
        label=_("Your email address"),
        missing=_("Type your email address"),
        max_length=254,
        width=30,
    )


class AskForATalk(forms.Form):
    """Somebody wants to be talked to: by whom, and how to reach them."""

    reach = TextField(
        label=_("How can they reach you?"),
        hint=_("A phone number, an email address, or where and when they can find you."),
        missing=_("Say how they can reach you"),
        max_length=200,
        error_messages={"max_length": _("This is too long. Make it 200 letters or fewer")},
    )
    words = Words(
        label=_("What would you like to talk about? You can leave this empty"),
        too_long=_("This is too long. Make it 600 letters or fewer"),
        rows=4,
    )

    def __init__(self, data: Any = None, *, contacts: Sequence[ContactLine], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["contact"] = Choice(
            label=_("Who shall get in touch with you?"),
            choices=[(one.kind, one.name) for one in contacts],
            hints={one.kind: opening(gettext(one.who)) for one in contacts},
            missing=_("Choose who shall get in touch with you"),
            invalid=_("Choose one of the people named here"),
        )
        self.order_fields(["contact", "reach", "words"])
