"""What an open room sees, what is foreseen and what is stored, whole: every field, written out."""

from __future__ import annotations

import pytest

from alongside.numerics import disclosure
from alongside.numerics.disclosure import Kept, KeptGroup, Level, Side, Silence, Told, VoiceCounts
from alongside.numerics.disclosure.keeping import Foreseen, closeness
from alongside.numerics.ordinal import Middle


def test_an_open_room_sees_even_one_answer_and_how_sure_it_is():
    staff = VoiceCounts("staff", Side.PROFESSION, (0, 0, 1, 0), sure={"very": 1, "fairly": 0})

    [group] = disclosure.open_view([staff]).groups

    assert group == KeptGroup(
        voices=("staff",),
        side=Side.PROFESSION,
        whole_side=False,
        level=Level.OPEN,
        n=1,
        middle=Middle(2, 2),
        spread=(0, 0, 1, 0),
        sure=(Told("very", 1, exact=True),),
    )


def test_a_voice_of_one_may_allow_its_answer_to_be_shown():
    [group] = disclosure.keep([VoiceCounts("family", Side.LIVED_EXPERIENCE, (0, 1, 0, 0), all_waive=True)]).groups

    assert (group.level, group.n, group.spread) == (Level.OPEN, 1, (0, 1, 0, 0))


def test_a_voice_of_five_needs_nobodys_leave_and_shows_no_more_for_it():
    """What was allowed "if fewer than five of us answer" is not used from five."""
    [group] = disclosure.keep([VoiceCounts("family", Side.LIVED_EXPERIENCE, (1, 1, 2, 1), all_waive=True)]).groups

    assert (group.level, group.n, group.spread) == (Level.MIDDLE, None, None)


def test_a_voice_that_allows_it_stands_beside_its_side_and_its_silence_does_not():
    family = VoiceCounts("family", Side.LIVED_EXPERIENCE, (1, 1, 0, 0), {"declined": 1}, all_waive=True)
    users = VoiceCounts("users", Side.LIVED_EXPERIENCE, (1, 0, 0, 0))

    waived, rest = disclosure.keep([family, users]).groups

    assert (waived.voices, waived.level, waived.silences) == (("family",), Level.OPEN, ())
    assert (rest.voices, rest.level, rest.whole_side) == (("users",), Level.TOO_FEW, True)


def test_a_voice_that_nobody_used_allows_nothing():
    family = VoiceCounts("family", Side.LIVED_EXPERIENCE, (0, 0, 0, 0), all_waive=True)
    users = VoiceCounts("users", Side.LIVED_EXPERIENCE, (3, 0, 0, 0))

    assert [group.voices for group in disclosure.keep([users, family]).groups] == [("users", "family")]


def test_closeness_of_nothing_is_refused_in_these_words():
    with pytest.raises(ValueError, match=r"^there is nothing close or spread about no answers$"):
        closeness([0, 0, 0, 0])


def test_what_is_foreseen_names_the_side_and_whether_it_stands_as_one():
    asked = [
        ("users", Side.LIVED_EXPERIENCE, 4), ("family", Side.LIVED_EXPERIENCE, 3), ("staff", Side.PROFESSION, 9),
    ]  # fmt: skip

    assert disclosure.foresee(asked) == (
        Foreseen(("users", "family"), Side.LIVED_EXPERIENCE, whole_side=True, level=Level.MIDDLE),
        Foreseen(("staff",), Side.PROFESSION, whole_side=False, level=Level.SPREAD),
    )


def test_how_sure_people_were_is_stored_under_its_name_and_read_back():
    users = VoiceCounts("users", Side.LIVED_EXPERIENCE, (3, 3, 3, 3), {"declined": 6}, {"very": 7})
    kept = disclosure.keep([users])

    stored = kept.as_dict()

    assert stored == {
        "groups": [
            {
                "voices": ["users"], "side": "lived_experience", "whole_side": False, "level": "SPREAD", "n": 12,
                "middle": [1, 2], "spread": [3, 3, 3, 3],
                "silences": [["declined", 5, False]], "sure": [["very", 5, False]],
            }
        ],
        "open_room": False,
    }  # fmt: skip
    assert Kept.from_dict(stored).groups[0].sure == (Told("very", 5),)


def test_counts_are_what_they_say_even_when_they_came_as_text():
    """Read back from JSON, a side is a side and a silence its code, whatever spelled them."""
    counts = VoiceCounts.from_dict(
        {
            "voice": "staff", "side": "profession", "stages": [0, 4, 2, 0], "silences": {Silence.DECLINED: 1},
            "sure": {}, "all_waive": False, "ballots": None,
        }
    )  # fmt: skip
    listed = VoiceCounts("staff", Side.PROFESSION, [0, 4, 2, 0])  # type: ignore[arg-type]

    assert counts.side is Side.PROFESSION
    assert [type(code) for code in counts.silences] == [str]
    assert listed.stages == (0, 4, 2, 0)
