"""The retention policy says of each column what it is for and how long it is kept."""

from pathlib import Path

import pytest

from alongside import content


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "retention.yaml"
    path.write_text(text, encoding="utf-8")
    return path


POLICY = """\
language: en
tables:
  rounds.Ballot:
    what: One person's answers until the reveal.
    kept: Until the reveal.
    columns:
      voice: Whose voice it is.
      receipt: {why: To come back., kept: Until the round closes., personal: true}
"""


def test_retention__answers_what_is_covered_and_how_long_it_is_kept(tmp_path):
    policy = content.retention(write(tmp_path, POLICY))

    assert policy.covers("rounds.Ballot", "voice")
    assert not policy.covers("rounds.Ballot", "address")
    assert not policy.covers("rounds.Letter", "voice")
    assert policy.kept("rounds.Ballot", "voice") == "Until the reveal."
    assert policy.kept("rounds.Ballot", "receipt") == "Until the round closes."


def test_retention__refuses_a_column_without_a_reason(tmp_path):
    with pytest.raises(content.ContentError, match=r"retention.yaml, line 7: “why” is missing"):
        content.retention(write(tmp_path, POLICY.replace("voice: Whose voice it is.", "voice: {}")))


def test_retention__holds_our_own_policy():
    assert content.retention().tables
