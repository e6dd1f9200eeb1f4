"""Addresses of rounds before their result: prepared, opened, invited to, closed, revealed, shared."""

from django.urls import path

from alongside.assessments.views import invitations, reveal, rounds

ROUND = "rounds/<uuid:round_id>/"

urlpatterns = [
    path("places/<int:place_id>/rounds/", rounds.index, name="rounds"),
    path("places/<int:place_id>/rounds/new/", rounds.new, name="round_new"),
    path(ROUND, rounds.show, name="round"),
    path(f"{ROUND}change/", rounds.change, name="round_change"),
    path(f"{ROUND}open/", rounds.open_, name="round_open"),
    path(f"{ROUND}open-room/", rounds.open_room, name="round_open_room"),
    path(f"{ROUND}invite/", invitations.invite, name="round_invite"),
    path(f"{ROUND}slips/", invitations.slips, name="round_slips"),
    path(f"{ROUND}poster/", invitations.poster, name="round_poster"),
    path(f"{ROUND}close/", rounds.close, name="round_close"),
    path(f"{ROUND}reopen/", rounds.reopen, name="round_reopen"),
    path(f"{ROUND}cancel/", rounds.cancel, name="round_cancel"),
    path(f"{ROUND}reveal/", reveal.reveal, name="round_reveal"),
    path(f"{ROUND}reveal/withdraw/", reveal.withdraw, name="round_reveal_withdraw"),
    path(f"{ROUND}share/", reveal.share, name="round_share"),
]
