from django.urls import path

from alongside.accounts.views import drafts, factors, holding, organisation, signing_in, slips

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", signing_in.ask_for_code, name="account_request_login_code"),
    path("sign-in/code/enter/", signing_in.enter_code, name="account_confirm_login_code"),
    path("sign-in/second/", factors.give, name="sign_in_second"),
    path("sign-in/organisation/", organisation.begin, name="sign_in_organisation"),
    path("sign-in/organisation/<str:provider_id>/back/", organisation.come_back, name="openid_connect_callback"),
    path("sign-in/slip/", slips.use, name="sign_in_slip"),
    path("notices/<uuid:notice_id>/put-away/", slips.put_away, name="notice_put_away"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("account/", signing_in.account, name="account"),
    path("account/password/", signing_in.password, name="account_password"),
    path("account/confirm/", factors.confirm, name="account_confirm"),
    path("account/second-step/", factors.second_factor, name="second_factor"),
    path("account/second-step/app/", factors.add_app, name="factor_app"),
    path("account/second-step/key/", factors.add_key, name="factor_key"),
    path("account/second-step/codes/", factors.make_codes, name="factor_codes"),
    path("account/second-step/take-away/", factors.remove, name="factor_remove"),
    path("account/held/", holding.held, name="held"),
    path("account/held/page/", holding.held_as_page, name="held_as_page"),
    path("account/held/json/", holding.held_as_json, name="held_as_json"),
    path("account/address/", holding.address, name="account_address"),
    path("account/address/code/", holding.address_code, name="account_address_code"),
    path("account/leave/", holding.leave, name="account_leave"),
    path("account/drafts/", drafts.kept, name="drafts"),
    path("account/drafts/keep/", drafts.keep, name="draft_keep"),
    path("account/drafts/<uuid:draft_id>/throw-away/", drafts.throw_away, name="draft_throw_away"),
    path("account/stay/", drafts.stay, name="session_stay"),
    path("demonstration/sign-in-as/", signing_in.sign_in_as, name="demonstration_sign_in_as"),
]
