"""What a picture says, in words: for its description, and in place of what may not be drawn."""

from collections.abc import Sequence

from alongside.ui.drawing.row import Group, Row


def in_words(group: Group, stages: Sequence[str]) -> str:
    """One sentence that says as much of a group as the picture does, and no more."""
    if group.level == "NOTHING":
        return f"{group.label}: nobody gave a stage."
    if group.level == "TOO_FEW":
        return f"{group.label}: too few to show."
    if group.level == "BAND":
        low, high = group.band or (0, 0)
        return f"{group.label}: nearly everybody at {stages[low]} or {stages[high]}."
    if group.level == "MIDDLE":
        return f"{group.label}: middle answer {_middle(group, stages)}; answers {group.word}."
    counts = [f"{count} at {stages[at]}" for at, count in enumerate(group.spread or ()) if count]
    middle = f"; middle answer {_middle(group, stages)}" if group.middle else ""
    return f"{group.label} ({group.n}): {', '.join(counts)}{middle}."


def _middle(group: Group, stages: Sequence[str]) -> str:
    low, high = group.middle or (0, 0)
    return stages[low] if low == high else f"between {stages[low]} and {stages[high]}"


def picture_in_words(row: Row) -> str:
    """The description of a row's picture: every group, then what was before."""
    now = [in_words(group, row.stages) for group in row.groups]
    before = [in_words(old, row.stages) for group in row.groups if (old := row.earlier(group))]
    return " ".join([*now, "Last round:", *before] if before else now)


def unseen_in_words(row: Row) -> tuple[str, ...]:
    """A sentence for each group that the picture shows only in outline or not at all."""
    return tuple(in_words(group, row.stages) for group in row.groups if not group.says_all)
