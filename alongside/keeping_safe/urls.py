from django.urls import path

from alongside.keeping_safe.views import contacts, reported, talks

urlpatterns = [
    path("places/<int:place_id>/contacts/", contacts.contacts, name="contacts"),
    path("places/<int:place_id>/contacts/name/", contacts.name, name="name_contacts"),
    path("places/<int:place_id>/reported/", reported.reported, name="reported"),
    path("reported/<uuid:case_id>/", reported.case, name="reported_case"),
    path("report/thanks/", reported.thanks, name="report_thanks"),
    path("report/<str:signed>/", reported.report, name="report_text"),
    path("talk/", talks.enter, name="talk"),
    path("talk/at/<str:signed>/", talks.ask, name="talk_ask"),
    path("talk/seen/<str:word>/", talks.seen, name="talk_seen"),
    path("talks/", talks.waiting, name="talks"),
    path("talks/<uuid:talk_id>/see/", talks.see, name="talk_see"),
]
