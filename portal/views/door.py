"""The one door, for pages that send whomever they refuse to a log-in page of their own."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


@login_not_required
def one_door(request: HttpRequest) -> HttpResponse:
    """Send a visitor on to sign in, keeping where they were going.

    Raises: Http404, for one who is signed in: the page they come from is not for them, and the
    log-in page would send them straight back to it, again and again.
    """
    if request.user.is_authenticated:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")
