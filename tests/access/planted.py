"""The portal's addresses with faults planted in them, for the control tests."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from initiatives.models import Application
from portal.urls import urlpatterns as real


def leak(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an application to whoever is signed in, count the reading on the row, and keep it."""
    application = Application.objects.select_related("initiative").get(public_id=public_id)
    application.version += 1
    application.save(update_fields=["version"])
    title = application.initiative.title
    return HttpResponse(title, headers={"Cache-Control": "private, max-age=60"})


@csrf_exempt
@login_not_required
@require_POST
def open_form(request: HttpRequest) -> HttpResponse:
    """Take a form from anywhere."""
    return HttpResponse("taken")


urlpatterns = [
    path("planted/form/", open_form, name="planted-open-form"),
    path("planted/<uuid:public_id>/", leak, name="planted-leak"),
    path("planted/", lambda request: HttpResponse("undeclared"), name="planted-undeclared"),
    *real,
]
