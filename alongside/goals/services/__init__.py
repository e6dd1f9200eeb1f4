"""What people do about goals. One named function per act, for pages and imports alike."""

from alongside.goals.services.keys import (
    Handed,
    answer_by_code,
    code_for,
    confirm_spoken_key,
    hand_key_code,
    take_stance,
    turn_key,
    withdraw_key,
    write_spoken_key,
)
from alongside.goals.services.life import (
    ask_to_verify,
    claim_goal,
    close_goal,
    park_goal,
    reopen_goal,
    send_back,
    start_goal,
    stop_goal,
    verify_goal,
)
from alongside.goals.services.proposing import (
    Born,
    Leads,
    Words,
    edit_goal,
    name_leads,
    propose_goal,
    record_duty,
)
from alongside.goals.services.refusals import *  # noqa: F403
from alongside.goals.services.reviews import (
    answer_promise,
    finish_review,
    hold_review,
    make_promise,
    review_goal,
)

__all__ = [
    "Born", "Handed", "Leads", "Words", "answer_by_code", "answer_promise", "ask_to_verify", "claim_goal", "close_goal",
    "code_for", "confirm_spoken_key", "edit_goal", "finish_review", "hand_key_code", "hold_review",
    "make_promise", "name_leads", "park_goal", "propose_goal", "record_duty", "reopen_goal",
    "review_goal", "send_back", "start_goal", "stop_goal", "take_stance", "turn_key", "verify_goal",
    "withdraw_key", "write_spoken_key",
]  # fmt: skip
