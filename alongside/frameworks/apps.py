from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "alongside.frameworks"
    label = "frameworks"
