"""The certificate as a document, and the public page that checks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guides import exports
from guides.forms.training import CodeForm
from guides.models import Certificate
from guides.models.certificate import CODE_LENGTH
from guides.views.access import posted
from portal.reading_limits import TOO_MANY, has_room

if TYPE_CHECKING:
    from uuid import UUID

_HOUR = 60 * 60
_NOT_FOUND = 404
_HIDDEN = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}


@require_safe
def pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The certificate as an accessible PDF, for its owner and the trainers."""
    rows = Certificate.objects.select_related("enrolment__course__programme")
    certificate = rows.get_for(request.user, public_id)
    answer = HttpResponse(exports.certificate(certificate), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="bevis-{certificate.number}.pdf"'
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A field for the code, for one who has the paper and no camera."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("guides:certificate-check", form.cleaned_data["code"])
    return render(request, "guides/public/certificate_ask.html", {"form": form})


@login_not_required
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Name, title and whether it counts; nothing else about anybody. Never found by search."""
    template = "guides/public/certificate_check.html"
    if not _has_room(request):
        return _hidden(render(request, template, {"is_too_many": True}, status=TOO_MANY))
    found = None
    if len(code) == CODE_LENGTH:
        found = Certificate.objects.filter(code=code.upper()).first()
    status = 200 if found else _NOT_FOUND
    return _hidden(render(request, template, {"certificate": found}, status=status))


def _has_room(request: HttpRequest) -> bool:
    most = settings.CERTIFICATE_CHECKS_AN_HOUR
    return has_room(request, "certificate-check", most=most, seconds=_HOUR)


def _hidden(answer: HttpResponse) -> HttpResponse:
    for name, value in _HIDDEN.items():
        answer.headers[name] = value
    return answer
