from django.urls import path

from alongside.programmes.views import deputies, keys, people, places, without_address

urlpatterns = [
    path("places/<int:place_id>/settings/", places.settings, name="place_settings"),
    path("places/<int:place_id>/add-site/", places.add_site, name="place_add_site"),
    path("places/<int:place_id>/add-team/", places.add_team, name="place_add_team"),
    path("places/<int:place_id>/partners/", places.partners, name="place_partners"),
    path("places/<int:place_id>/partners/<int:partner_id>/end/", places.end_partner, name="partner_end"),
    path("places/<int:place_id>/tier/", places.tier, name="place_tier"),
    path("places/<int:place_id>/editions/", places.editions, name="place_editions"),
    path("places/<int:place_id>/audit/", places.audit, name="place_audit"),
    path("places/<int:place_id>/people/", people.people, name="place_people"),
    path("places/<int:place_id>/people/invite/", people.invite, name="place_invite"),
    path("places/<int:place_id>/people/invite-without-email/", without_address.invite, name="place_invite_without"),
    path("memberships/<uuid:membership_id>/slip/", without_address.slip, name="membership_slip"),
    path("memberships/<uuid:membership_id>/reset-second-step/", without_address.reset, name="membership_reset"),
    path("memberships/", people.memberships, name="memberships"),
    path("memberships/<uuid:membership_id>/change/", people.change, name="membership_change"),
    path("memberships/<uuid:membership_id>/end/", people.end, name="membership_end"),
    path("memberships/<uuid:membership_id>/leave/", people.leave, name="membership_leave"),
    path("memberships/<uuid:membership_id>/deputies/", deputies.deputies, name="membership_deputies"),
    path("deputies/<uuid:deputy_id>/lay-down/", deputies.lay_down, name="deputy_lay_down"),
    path("away/", deputies.away, name="away"),
    path("removals/<uuid:removal_id>/", keys.removal, name="removal"),
    path("voice-requests/<uuid:request_id>/", keys.voice_request, name="voice_request"),
    path("roles/", places.roles, name="roles"),
]
