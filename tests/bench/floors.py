"""What the portal is compared with: the least that a server and one query cost on this machine."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from portal.areas.models import Theme
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

_READY = "<!doctype html><title>x</title>" + "<p>Noget at læse.</p>" * 1500
_SMALL = "<!doctype html><title>{{ theme }}</title><h1>{{ theme }}</h1><p>{{ number }}</p>"


@login_not_required
def static(request: HttpRequest) -> HttpResponse:
    """Return 30 kB of ready HTML."""
    return HttpResponse(_READY)


@login_not_required
def query(request: HttpRequest) -> HttpResponse:
    """One query by its key, and a small template."""
    theme = Theme.objects.filter(pk=int(request.GET["pk"])).first()
    template = engines["django"].from_string(_SMALL)
    number = len(connection.queries_log)
    return HttpResponse(template.render({"theme": theme, "number": number}, request))


urlpatterns = [path("floor-static/", static), path("floor-query/", query), *urlpatterns]
