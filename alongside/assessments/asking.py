"""What a round asks, in one line: how people see a place or, in the search for a list of one's own, what is on it.

Keyed by the purpose of the round's edition. The lines are English; whoever shows one on a page translates it.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.frameworks.models import Edition

JUDGE, PROPOSE, CHOOSE = Edition.Purpose.JUDGE, Edition.Purpose.PROPOSE, Edition.Purpose.CHOOSE

HEADS: dict[str, str] = {
    JUDGE: _("How do you see %(place)s?"),
    PROPOSE: _("What should be on our list?"),
    CHOOSE: _("What matters most for our list?"),
}
"""Over a page that names the place in its next line."""

ALONE: dict[str, str] = {
    JUDGE: HEADS[JUDGE],
    PROPOSE: _("%(place)s: what should be on our list?"),
    CHOOSE: _("%(place)s: what matters most for our list?"),
}
"""Where the line stands alone: on a letter, a slip, a poster, a sheet."""

SAID: dict[str, str] = {
    JUDGE: _("We would like to know how you see %(place)s."),
    PROPOSE: _("%(place)s is looking for a list of its own: what should change here. We ask for your ideas."),
    CHOOSE: _("%(place)s is looking for a list of its own. We ask you what belongs on it."),
}
"""Read out in a room."""

WRITTEN: dict[str, str] = {
    JUDGE: _("People who use %(place)s, their families and staff are being asked how they see it. So are you."),
    PROPOSE: _(
        "%(place)s is looking for a list of its own: what should change there. People who use it, their families and\n"
        "staff are being asked for their ideas. So are you."
    ),
    CHOOSE: _(
        "People told %(place)s what should change there, and their ideas were put together. Now people who use it,\n"
        "their families and staff are being asked what matters most. So are you."
    ),
}
"""How a letter begins."""

TOLD: dict[str, str] = {
    JUDGE: _("You took part when people were asked how they see their service, and you wanted to know what happened."),
    PROPOSE: _("You took part when people were asked for their ideas, and you wanted to know what happened."),
    CHOOSE: _("You took part when people chose what is on a list of their own, and you wanted to know what happened."),
}
"""How a letter begins to somebody who asked to be told. It names no service."""

RESULTS: dict[str, str] = {
    JUDGE: _("How we each see it"),
    PROPOSE: _("What people would put on our list"),
    CHOOSE: _("What matters most to each of us"),
}
"""Over what a round came to."""
