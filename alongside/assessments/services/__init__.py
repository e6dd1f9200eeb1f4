"""What people do in a joint assessment. One named function per act, for pages and imports alike."""

from alongside.assessments.services.ballots import (
    Opener,
    Ticket,
    ask_for_a_talk,
    exchange,
    leave_address,
    save_answers,
    withdraw_answers,
)
from alongside.assessments.services.invitations import Invitee, invite_by_mail, make_poster, make_slips
from alongside.assessments.services.life import (
    Asking,
    Contact,
    cancel_round,
    change_draft,
    choose_open_room,
    close_round,
    draft_round,
    open_round,
    reopen_round,
    what_is_missing,
)
from alongside.assessments.services.refusals import *  # noqa: F403
from alongside.assessments.services.reveal import sides_not_shown, turn_reveal_key, withdraw_reveal_key
from alongside.assessments.services.sharing import share_round
from alongside.assessments.services.time import let_time_pass

__all__ = [
    "Asking",
    "Contact",
    "Invitee",
    "Opener",
    "Ticket",
    "ask_for_a_talk",
    "cancel_round",
    "change_draft",
    "choose_open_room",
    "close_round",
    "draft_round",
    "exchange",
    "invite_by_mail",
    "leave_address",
    "let_time_pass",
    "make_poster",
    "make_slips",
    "open_round",
    "reopen_round",
    "save_answers",
    "share_round",
    "sides_not_shown",
    "turn_reveal_key",
    "what_is_missing",
    "withdraw_answers",
    "withdraw_reveal_key",
]
