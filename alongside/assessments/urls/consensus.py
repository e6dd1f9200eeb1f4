"""Addresses of the search for a list of one's own."""

from django.urls import path

from alongside.assessments.views import consensus

SEARCH = "consensus/<uuid:consensus_id>/"

urlpatterns = [
    path("places/<int:place_id>/consensus/", consensus.searches, name="consensus_searches"),
    path("places/<int:place_id>/consensus/new/", consensus.start, name="consensus_start"),
    path(SEARCH, consensus.show, name="consensus"),
    path(f"{SEARCH}again/", consensus.again, name="consensus_again"),
    path(f"{SEARCH}key/", consensus.turn_key, name="consensus_key"),
    path(f"{SEARCH}reopen/", consensus.reopen, name="consensus_reopen"),
    path(f"{SEARCH}candidates/add/", consensus.add_candidate, name="consensus_add"),
    path(f"{SEARCH}candidates/<int:number>/", consensus.write_candidate, name="consensus_candidate"),
    path(f"{SEARCH}candidates/<int:number>/remove/", consensus.remove_candidate, name="consensus_remove"),
]
