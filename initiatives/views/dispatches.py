"""«Forsendelser»: letters on their way, by portal, post system and paper."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.actions import dispatches
from initiatives.forms.casefile import DispatchFilterForm, FailedForm, SentForm
from initiatives.models import SENDERS, Dispatch, DispatchChannel, DispatchStatus, PostExport
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.files.views import attachment
from portal.post.enums import DeliveryStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

    from portal.forms import PortalForm
    from portal.users.models import User

PAGE_SIZE = 50


def _sender(request: HttpRequest) -> User:
    """The person, if they see to letters. Raises: Http404."""
    user = cast("User", request.user)
    if not user.has_role(*SENDERS):
        raise Http404
    return user


def _exports(user: User) -> QuerySet[PostExport]:
    """The ZIPs whose every letter is of a case that the person may open."""
    hidden = Dispatch.objects.exclude(pk__in=Dispatch.objects.visible_to(user).values("pk"))
    return PostExport.objects.exclude(pk__in=hidden.filter(export__isnull=False).values("export"))


@never_cache
@require_safe
def dispatch_list(request: HttpRequest) -> HttpResponse:
    """What waits and what failed on top, then the newest."""
    user = _sender(request)
    form = DispatchFilterForm(request.GET or None)
    wanted = form.cleaned_data.get("status") if form.is_valid() else ""
    rows = Dispatch.objects.visible_to(user)
    lost = Q(status=DispatchStatus.FAILED) | Q(notice__status=DeliveryStatus.GIVEN_UP)
    shown = (
        rows.filter(lost if wanted == DispatchStatus.FAILED else Q(status=wanted))
        if wanted
        else rows
    )
    page = Paginator(
        shown.select_related(
            "letter__application__initiative", "letter__decision", "recipient", "notice", "export"
        ).order_by("-created_at", "-pk"),
        PAGE_SIZE,
    ).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "elided": list(page.paginator.get_elided_page_range(page.number)),
        "is_filtered": bool(wanted),
        "waiting": rows.for_export().count(),
        "on_paper": rows.filter(
            channel=DispatchChannel.PAPER, status=DispatchStatus.WAITING
        ).count(),
        "failed": rows.filter(lost).count(),
        "exports": _exports(user).select_related("made_by", "stored_file")[:10],
    }
    return render(request, "initiatives/dispatches/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a letter on paper is in the post, and on which day."""

    def call(row: Dispatch, form: PortalForm, user: User) -> object:
        day: datetime.date = form.cleaned_data["sent_on"]
        now = timezone.localtime()
        moment = now if day == now.date() else now.replace(
            year=day.year, month=day.month, day=day.day, hour=12, minute=0
        )  # fmt: skip
        return dispatches.mark_sent(row.pk, sent_on=moment, by=user)

    return _form(request, public_id, SentForm, _("Brevet er sendt"), call)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def failed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a letter came back, and why."""

    def call(row: Dispatch, form: PortalForm, user: User) -> object:
        return dispatches.mark_failed(row.pk, failure=form.cleaned_data["failure"], by=user)

    return _form(request, public_id, FailedForm, _("Brevet kom ikke frem"), call)


def _form(
    request: HttpRequest,
    public_id: UUID,
    kind: type[PortalForm],
    heading: str,
    call: Callable[[Dispatch, PortalForm, User], object],
) -> HttpResponse:
    user = _sender(request)
    row = Dispatch.objects.get_for(user, public_id)
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call(row, form, user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er noteret."))
            return redirect("initiatives:dispatch-list")
    context = {"row": row, "form": form, "heading": heading}
    return render(request, "initiatives/dispatches/form.html", context)


@require_POST
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Try a dispatch once more."""
    return _button(request, public_id, dispatches.again, _("Brevet bliver sendt igen."))


@require_POST
def put_in_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let the post system take a letter that waits to be printed."""
    done = _("Brevet kommer med i næste postpakke.")
    return _button(request, public_id, dispatches.put_in_export, done)


def _button(
    request: HttpRequest, public_id: UUID, call: Callable[..., object], done: str
) -> HttpResponse:
    user = _sender(request)
    row = Dispatch.objects.get_for(user, public_id)
    try:
        call(row.pk, by=user)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("initiatives:dispatch-list")


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Put what waits into one ZIP."""
    user = _sender(request)
    try:
        made = dispatches.export(by=user)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        told = _("Postpakken er lavet med %(letters)s breve. Hent den nu.")
        messages.success(request, told % {"letters": made.letters})
    return redirect("initiatives:dispatch-list")


@require_POST
def fetch_export(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out a ZIP; who got it is logged, and so it is a POST."""
    user = _sender(request)
    row = get_object_or_404(_exports(user).select_related("stored_file"), public_id=public_id)
    audit.record(AuditAction.POST_EXPORT_FETCHED, target=row, by=user)
    return attachment(row.stored_file)
