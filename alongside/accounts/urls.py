from django.urls import path

from alongside.accounts.views import signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", signing_in.ask_for_code, name="account_request_login_code"),
    path("sign-in/code/enter/", signing_in.enter_code, name="account_confirm_login_code"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("account/", signing_in.account, name="account"),
    path("account/password/", signing_in.password, name="account_password"),
    path("demonstration/sign-in-as/", signing_in.sign_in_as, name="demonstration_sign_in_as"),
]
