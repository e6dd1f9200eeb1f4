"""Every address of goals, of tests of change, of loops and of what was forgotten."""

from alongside.goals.urls import cycles, goals, keys, ledger, loops, reminders, reviews

urlpatterns = [
    *goals.urlpatterns,
    *keys.urlpatterns,
    *reviews.urlpatterns,
    *loops.urlpatterns,
    *cycles.urlpatterns,
    *ledger.urlpatterns,
    *reminders.urlpatterns,
]
