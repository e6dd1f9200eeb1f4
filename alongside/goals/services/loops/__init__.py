"""What people do with loops: one named function per act, for pages, imports and the demonstration alike."""

from alongside.goals.services.loops.answering import (
    StopCode,
    Ticket,
    exchange_loop_code,
    open_ticket,
    save_loop_answer,
)
from alongside.goals.services.loops.listening import add_listener, leave_contact, stop_telling
from alongside.goals.services.loops.opening import (
    Raised,
    date_step,
    decide_loop,
    join_goal,
    open_loop,
    reopen_loop,
    set_signal_aside,
)
from alongside.goals.services.loops.refusals import *  # noqa: F403
from alongside.goals.services.loops.telling import Letter, list_calls, make_loop_poster, print_letters, tell_loop
from alongside.goals.services.loops.time import let_loops_pass, look_at_answers, note_silence, notice_signals
from alongside.goals.services.loops.words import read_loop_words

__all__ = [
    "Letter",
    "Raised",
    "StopCode",
    "Ticket",
    "add_listener",
    "date_step",
    "decide_loop",
    "exchange_loop_code",
    "join_goal",
    "leave_contact",
    "let_loops_pass",
    "list_calls",
    "look_at_answers",
    "make_loop_poster",
    "note_silence",
    "notice_signals",
    "open_loop",
    "open_ticket",
    "print_letters",
    "read_loop_words",
    "reopen_loop",
    "save_loop_answer",
    "set_signal_aside",
    "stop_telling",
    "tell_loop",
]
