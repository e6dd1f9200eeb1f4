"""What people do with the influence ledger, with hours, pulses and team plans: one named function per act."""

from alongside.goals.services.ledger.hours import Gave, keep_hours, record_own_hours, take_back_hours
from alongside.goals.services.ledger.plans import end_resource, offer_resource, share_plan, start_plan
from alongside.goals.services.ledger.proposals import (
    About,
    decide_proposal,
    record_proposal,
    tell_proposal,
)
from alongside.goals.services.ledger.pulse_answers import (
    PulseTicket,
    exchange_pulse_code,
    save_pulse_answer,
    take_pulse_code,
)
from alongside.goals.services.ledger.pulses import (
    close_pulse,
    hold_pulse,
    let_pulses_pass,
    make_pulse_codes,
    scrub_pulses,
)
from alongside.goals.services.ledger.refusals import *  # noqa: F403

__all__ = [
    "About", "Gave", "PulseTicket", "close_pulse", "decide_proposal", "end_resource", "exchange_pulse_code",
    "hold_pulse", "keep_hours", "let_pulses_pass", "make_pulse_codes", "offer_resource", "record_own_hours",
    "record_proposal", "save_pulse_answer", "scrub_pulses", "share_plan", "start_plan", "take_back_hours",
    "take_pulse_code", "tell_proposal",
]  # fmt: skip
