from django.urls import path

from alongside.home import views

urlpatterns = [
    path("", views.start, name="start"),
    path("places/<int:place_id>/", views.place, name="place"),
    path("places/<int:place_id>/matrix/", views.matrix, name="matrix"),
    path("places/<int:place_id>/figures/", views.figures, name="figures"),
]
