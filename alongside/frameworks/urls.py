from django.urls import path

from alongside.frameworks import views

urlpatterns = [
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/<slug:framework>/compare/", views.compare, name="framework_compare"),
    path("frameworks/<slug:slug>/", views.edition, name="framework_edition"),
    path("frameworks/<slug:slug>/<slug:code>/", views.item, name="framework_item"),
]
