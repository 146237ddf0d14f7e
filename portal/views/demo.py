"""The demo's mailbox. These addresses exist in the demo only: see `portal.urls`."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import demo


@require_safe
@never_cache
@login_not_required
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show every message the demo has sent, newest first."""
    return render(request, "demo/mail_list.html", {"mails": demo.mailbox()})


@require_safe
@never_cache
@login_not_required
def mail_message(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message.

    `name` is looked up among the messages there are and never becomes part of a path.
    """
    for mail in demo.mailbox():
        if mail.name == name:
            return render(request, "demo/mail_message.html", {"mail": mail})
    raise Http404
