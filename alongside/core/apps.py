from django.apps import AppConfig
from django.utils import translation

from alongside.core import words


class CoreConfig(AppConfig):
    name = "alongside.core"
    label = "core"

    def ready(self) -> None:
        words.speak_with(translation)
