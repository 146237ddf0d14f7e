"""«Mine mails» for everybody, and «Mails» for those who keep an eye on the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.errors import DomainError
from portal.post import actions, queries
from portal.post.forms import DeliveryFilterForm, MailChoicesForm
from portal.post.models import Delivery

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Let a person choose which mails they want, and when."""
    user = cast("User", request.user)
    form = MailChoicesForm(request.POST or None, chosen=queries.paces_of(user))
    if request.method == "POST" and form.is_valid():
        actions.choose(user.pk, paces=form.paces, by=user)
        messages.success(request, _("Dine valg er gemt."))
        return redirect("post:choices")
    return render(request, "post/choices.html", {"form": form})


@never_cache
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """What became of the portal's mails; nothing of what they say."""
    user = cast("User", request.user)
    if not user.has_perm("post.view_delivery"):
        raise Http404
    form = DeliveryFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = Delivery.objects.visible_to(user)
    context = {
        "filter": form,
        "page": queries.page_of(queries.filtered(rows, wanted), after=request.GET.get("after", "")),
        "given_up": rows.given_up_lately(timezone.now()).count(),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_send": user.has_perm("post.change_delivery"),
    }
    return render(request, "post/deliveries.html", context)


@require_POST
def try_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a mail that was given up once more."""
    user = cast("User", request.user)
    delivery = Delivery.objects.get_for(user, public_id)
    if not user.has_perm("post.change_delivery"):
        raise Http404
    try:
        actions.try_again(delivery.pk, by=user)
        messages.success(request, _("Mailen bliver sendt igen nu."))
    except DomainError as error:
        messages.error(request, error.message)
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect("post:deliveries")
    return redirect(back)
