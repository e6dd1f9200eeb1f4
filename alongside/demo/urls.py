from django.urls import path

from alongside.demo import views

urlpatterns = [path("demonstration/mail/", views.mail, name="demonstration_mail")]
