from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "alongside.ui"
    label = "ui"
    verbose_name = "Layouts, components and drawings"
