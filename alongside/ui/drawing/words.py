"""What a picture says, in words: for its description, and in place of what may not be drawn."""

from collections.abc import Sequence

from alongside.core.words import gettext as _
from alongside.core.words import in_a_row
from alongside.ui.drawing.row import Group, Row


def in_words(group: Group, stages: Sequence[str]) -> str:
    """One sentence that says as much of a group as the picture does, and no more."""
    holes = {"group": group.label, "number": group.n, "said": said_of(group, stages)}
    if group.level in ("SPREAD", "OPEN"):
        return _("%(group)s (%(number)s): %(said)s") % holes
    return _("%(group)s: %(said)s") % holes


def said_of(group: Group, stages: Sequence[str]) -> str:
    """The same without the group's name."""
    if group.level == "NOTHING":
        return _("nobody gave a stage.")
    if group.level == "TOO_FEW":
        return _("too few to show.")
    if group.level == "BAND":
        low, high = group.band or (0, 0)
        return _("nearly everybody at %(low)s or %(high)s.") % {"low": stages[low], "high": stages[high]}
    if group.level == "MIDDLE":
        said = (
            _("middle answer %(middle)s; answers close.")
            if group.word == "close"
            else _("middle answer %(middle)s; answers spread.")
        )
        return said % {"middle": _middle(group, stages)}
    counts = in_a_row(
        _("%(count)s at %(stage)s") % {"count": count, "stage": stages[at]}
        for at, count in enumerate(group.spread or ())
        if count
    )
    if group.middle:
        return _("%(counts)s; middle answer %(middle)s.") % {"counts": counts, "middle": _middle(group, stages)}
    return _("%(counts)s.") % {"counts": counts}


def _middle(group: Group, stages: Sequence[str]) -> str:
    low, high = group.middle or (0, 0)
    if low == high:
        return stages[low]
    return _("between %(low)s and %(high)s") % {"low": stages[low], "high": stages[high]}


def picture_in_words(row: Row) -> str:
    """The description of a row's picture: every group, then what was before."""
    now = [in_words(group, row.stages) for group in row.groups]
    before = [in_words(old, row.stages) for group in row.groups if (old := row.earlier(group))]
    return " ".join([*now, _("Last round:"), *before] if before else now)


def unseen_in_words(row: Row) -> tuple[str, ...]:
    """A sentence for each group that the picture shows only in outline or not at all."""
    return tuple(in_words(group, row.stages) for group in row.groups if not group.says_all)
