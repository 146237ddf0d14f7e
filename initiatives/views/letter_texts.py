"""The words of letters: what waits for approval, and each text as it will look in a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import exports
from initiatives.actions import letter_texts
from initiatives.models import LetterText
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


def _reader(request: HttpRequest) -> User:
    """Whoever reads the words of letters. Raises: Http404, for everybody else."""
    user = cast("User", request.user)
    if not user.has_role(*letter_texts.READERS):
        raise Http404
    return user


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All texts: drafts first, then the approved ones, newest on top."""
    user = _reader(request)
    rows = LetterText.objects.select_related("pool", "written_by", "approved_by")
    context = {
        "drafts": rows.filter(approved_at=None),
        "approved": rows.exclude(approved_at=None).order_by("pool", "outcome", "-approved_at"),
        "may_write": user.has_perm("initiatives.add_lettertext"),
    }
    return render(request, "initiatives/letters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A text with example data; another than its writer may approve it."""
    user = _reader(request)
    rows = LetterText.objects.select_related("pool", "written_by", "approved_by")
    text = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            letter_texts.approve(text.pk, as_read=request.POST.get("as_read", ""), by=user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Teksten er godkendt og bruges i breve fra nu af."))
        return redirect("initiatives:letter-text", text.pk)
    context = {
        "text": text,
        "preview": exports.fill_in(text.text, exports.example_words()),
        "words": exports.example_words(),
        "may_correct": not text.is_approved and user.has_perm("initiatives.change_lettertext"),
        "may_approve": not text.is_approved and text.written_by_id != user.pk,
        "breadcrumb": [
            {"title": _("Brevtekster"), "url": reverse("initiatives:letter-texts")},
            {"title": text.get_outcome_display(), "url": ""},
        ],
    }
    return render(request, "initiatives/letters/page.html", context)
