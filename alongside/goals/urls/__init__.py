"""Every address of goals, of tests of change, of loops and of what was forgotten."""

from alongside.goals.urls import cycles, goals, keys, loops, reminders, reviews

urlpatterns = [
    *goals.urlpatterns,
    *keys.urlpatterns,
    *reviews.urlpatterns,
    *loops.urlpatterns,
    *cycles.urlpatterns,
    *reminders.urlpatterns,
]
