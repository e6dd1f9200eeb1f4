from django.urls import path

from alongside.ui import views

urlpatterns = [
    path("look/", views.look, name="look"),
    path("leave/", views.leave, name="leave"),
    path("style-guide/", views.style_guide, name="style-guide"),
    path("style-guide/participant/", views.style_guide_participant, name="style-guide-participant"),
    path("style-guide/sheet/", views.style_guide_sheet, name="style-guide-sheet"),
]
