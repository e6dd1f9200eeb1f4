from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "alongside.goals"
    label = "goals"

    def ready(self) -> None:
        from alongside.goals.queries.bands import bands_of
        from alongside.measures import bands

        bands.register(bands_of)
