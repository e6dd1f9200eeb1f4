from django.apps import AppConfig


class KeepingSafeConfig(AppConfig):
    name = "alongside.keeping_safe"
    label = "keeping_safe"
