from django.urls import path

from alongside.ui import views

urlpatterns = [
    path("style-guide/", views.style_guide, name="style-guide"),
]
