from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.ui import style_guide as guide


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "ui/style_guide.html", guide.everything())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return TemplateResponse(request, "403_csrf.html", status=403)
