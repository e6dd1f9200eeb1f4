from django.urls import include, path

from alongside.config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("alongside.home.urls")),
    path("", include("alongside.accounts.urls")),
    path("", include("alongside.programmes.urls")),
    path("", include("alongside.frameworks.urls")),
    path("", include("alongside.keeping_safe.urls")),
    path("", include("alongside.measures.urls")),
    path("", include("alongside.assessments.urls")),
    path("", include("alongside.goals.urls")),
    path("", include("alongside.api.urls")),
    path("", include("alongside.demo.urls")),
    path("", include("alongside.ui.urls")),
]
