"""Addresses of tablets that stand ready, and of help with answering."""

from django.urls import path

from alongside.assessments.views import helping, kiosk, kiosks

urlpatterns = [
    path("rate/kiosk/", kiosk.kiosk, name="rate_kiosk"),
    path("rate/kiosk/clear/", kiosk.clear, name="rate_kiosk_clear"),
    path("rate/kiosk/quiet/", kiosk.quiet, name="rate_kiosk_quiet"),
    path("rate/helping/", helping.helping, name="rate_helping"),
    path("rate/helping/card/", helping.helping_card, name="rate_helping_card"),
    path("rounds/<uuid:round_id>/kiosk/", kiosks.kiosks, name="round_kiosk"),
    path("rounds/<uuid:round_id>/kiosk/end/", kiosks.end, name="round_kiosk_end"),
]
