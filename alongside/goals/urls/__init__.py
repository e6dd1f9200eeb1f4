"""Every address of goals, of tests of change and of loops."""

from alongside.goals.urls import cycles, goals, keys, loops, reviews

urlpatterns = [*goals.urlpatterns, *keys.urlpatterns, *reviews.urlpatterns, *loops.urlpatterns, *cycles.urlpatterns]
