"""Alongside: recovery-oriented change in mental health services, judged, agreed and told back together."""

__version__ = "0.1.0"
