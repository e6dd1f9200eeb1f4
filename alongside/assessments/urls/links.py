"""Where questions can be watched or interpreted."""

from django.urls import path

from alongside.assessments.views import links

urlpatterns = [path("places/<int:place_id>/question-links/", links.question_links, name="question_links")]
