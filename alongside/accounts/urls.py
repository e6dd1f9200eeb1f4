from django.urls import path

from alongside.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.ask_for_code, name="account_request_login_code"),
    path("sign-in/code/enter/", views.enter_code, name="account_confirm_login_code"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="account_password"),
    path("demonstration/sign-in-as/", views.sign_in_as, name="demonstration_sign_in_as"),
]
