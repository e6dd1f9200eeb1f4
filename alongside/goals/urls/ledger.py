"""Addresses of the influence ledger, of hours, of pulses and of team plans."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import hours, ledger, plans, pulse_guest, pulses

PLACE, PROPOSAL, PULSE = "places/<int:place_id>/", "proposals/<uuid:proposal_id>/", "pulses/<uuid:pulse_id>/"

urlpatterns = [
    path(f"{PLACE}ledger/", ledger.show, name="ledger"),
    path(f"{PLACE}ledger/new/", ledger.record_proposal, name="proposal_record"),
    path(PROPOSAL, ledger.proposal, name="proposal"),
    path(f"{PROPOSAL}decide/", ledger.decide, name="proposal_decide"),
    path(f"{PROPOSAL}tell/", ledger.tell, name="proposal_tell"),
    path(f"{PLACE}hours/", hours.own, name="hours"),
    path(f"{PLACE}hours/new/", hours.record, name="hours_record"),
    path(f"{PLACE}hours/kept/", hours.kept, name="hours_kept"),
    path(f"{PLACE}hours/kept/new/", hours.keep, name="hours_keep"),
    path("hours/<uuid:contribution_id>/take-back/", hours.take_back, name="hours_take_back"),
    path(f"{PLACE}pulses/new/", pulses.hold, name="pulse_hold"),
    path(PULSE, pulses.show, name="pulse"),
    path(f"{PULSE}codes/", pulses.make_codes, name="pulse_codes"),
    path(f"{PULSE}close/", pulses.close, name="pulse_close"),
    path(f"{PULSE}code/", pulses.take_code, name="pulse_take"),
    path("pulse/", pulse_guest.enter, name="pulse_enter"),
    path("pulse/answer/", pulse_guest.answer, name="pulse_answer"),
    path("pulse/thanks/", pulse_guest.thanks, name="pulse_thanks"),
    path(f"{PLACE}plan/", plans.show, name="plan"),
    path(f"{PLACE}plan/sheet/", plans.sheet, name="plan_sheet"),
    path(f"{PLACE}plan/start/", plans.start, name="plan_start"),
    path(f"{PLACE}plan/offer/", plans.offer, name="plan_offer"),
    path(f"{PLACE}plan/share/", plans.share, name="plan_share"),
    path("offers/<uuid:resource_id>/end/", plans.end_offer, name="offer_end"),
]
