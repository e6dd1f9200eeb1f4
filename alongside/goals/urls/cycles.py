"""Addresses of driver diagrams, change ideas, tests of change and the library."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import cycles, drivers, ideas, library

GOAL, DRIVER = "goals/<uuid:goal_id>/", "drivers/<uuid:driver_id>/"
IDEA, CYCLE = "ideas/<uuid:idea_id>/", "cycles/<uuid:cycle_id>/"

urlpatterns = [
    path(f"{GOAL}drivers/", drivers.show, name="drivers"),
    path(f"{GOAL}drivers/sheet/", drivers.sheet, name="drivers_sheet"),
    path(f"{GOAL}drivers/add/", drivers.add_driver, name="driver_add"),
    path(DRIVER, drivers.rename_driver, name="driver_rename"),
    path(f"{DRIVER}move/", drivers.move_driver, name="driver_move"),
    path(f"{DRIVER}remove/", drivers.remove_driver, name="driver_remove"),
    path(f"{GOAL}ideas/new/", ideas.propose, name="idea_propose"),
    path(IDEA, ideas.show, name="idea"),
    path(f"{IDEA}edit/", ideas.edit, name="idea_edit"),
    path(f"{IDEA}hang/", ideas.hang, name="idea_hang"),
    path(f"{IDEA}move/", ideas.move, name="idea_move"),
    path(f"{IDEA}remove/", ideas.remove, name="idea_remove"),
    path(f"{IDEA}untested/", ideas.do_untested, name="idea_untested"),
    path(f"{IDEA}share/", ideas.share, name="idea_share"),
    path(f"{IDEA}unshare/", ideas.stop_sharing, name="idea_unshare"),
    path(f"{IDEA}cycles/new/", cycles.plan, name="cycle_plan"),
    path(CYCLE, cycles.show, name="cycle"),
    path(f"{CYCLE}edit/", cycles.edit, name="cycle_edit"),
    path(f"{CYCLE}remove/", cycles.remove, name="cycle_remove"),
    path(f"{CYCLE}start/", cycles.start, name="cycle_start"),
    path(f"{CYCLE}do/", cycles.record_do, name="cycle_do"),
    path(f"{CYCLE}study/", cycles.record_study, name="cycle_study"),
    path(f"{CYCLE}decide/", cycles.decide, name="cycle_decide"),
    path(f"{CYCLE}people/", cycles.add_doer, name="cycle_people"),
    path("places/<int:place_id>/library/", library.index, name="library"),
    path("places/<int:place_id>/library/<uuid:idea_id>/", library.show, name="library_idea"),
]
