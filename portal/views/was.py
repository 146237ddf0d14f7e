"""The short address of the accessibility statement, which the law asks every public site for."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.context_processors import site_info


@require_safe
@login_not_required
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the official statement; before there is one, say how to get help.

    Source: Danish law on accessible public web sites; the statement lives at was.digst.dk.
    """
    address = site_info(request).was_url or settings.WAS_URL
    if address:
        return HttpResponseRedirect(address)
    return render(request, "was.html")
