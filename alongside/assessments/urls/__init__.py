"""Every address of the joint assessment: for people who answer, for rounds, for results."""

from django.urls import URLPattern, URLResolver

from alongside.assessments.urls import consensus, kiosks, links, own, paper, rating, results, rounds

urlpatterns: list[URLPattern | URLResolver] = [
    *rating.urlpatterns,
    *kiosks.urlpatterns,
    *own.urlpatterns,
    *consensus.urlpatterns,
    *links.urlpatterns,
    *rounds.urlpatterns,
    *results.urlpatterns,
    *paper.urlpatterns,
]
