"""What can be had on paper: one's own copy, the empty form, and the letter of a decision."""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import permissions
from initiatives.actions import letters
from initiatives.enums import ENDED
from initiatives.models import Application, FundingRound
from initiatives.views.answers import sections
from initiatives.views.blank import blank_form
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.context_processors import site_at_base_url
from portal.files.enums import CONTENT_TYPES, ContentKind
from portal.files.views import attachment
from portal.letters.render import render
from portal.templatetags.portal_tags import dato, klok, kr

if TYPE_CHECKING:
    from uuid import UUID

    from initiatives.views.answers import Section
    from portal.users.models import User

_FORM_KEPT_SECONDS = 24 * 60 * 60


def as_file(pdf: bytes, name: str) -> FileResponse:
    """A document to save, which no cache on the way keeps."""
    return FileResponse(
        io.BytesIO(pdf),
        as_attachment=True,
        filename=f"{name}.pdf",
        content_type=CONTENT_TYPES[ContentKind.PDF],
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def shown_letter(pdf: bytes) -> HttpResponse:
    """A letter that is not sent, to be read in the browser and kept nowhere."""
    return HttpResponse(
        pdf,
        content_type=CONTENT_TYPES[ContentKind.PDF],
        headers={
            "Content-Disposition": 'inline; filename="brev.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _log_reading(request: HttpRequest, application: Application, data: dict[str, str]) -> None:
    """Log that somebody outside the group read the case; the group reads its own."""
    user = cast("User", request.user)
    if request.method == "GET" and not permissions.Standing(user, application).membership:
        audit.record(AuditAction.APPLICATION_READ, target=application, by=user, data=data)


@require_safe
def copy(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All answers as they stand, for whoever may see the application; a draft says that it is."""
    rows = Application.objects.with_people().prefetch_related("budget_lines", "milestones")
    application = rows.get_for(cast("User", request.user), public_id)
    title = application.initiative.title or _("Ansøgning uden titel endnu")
    pdf = render("copy", _copy_of(application), title=title, day=timezone.localdate())
    _log_reading(request, application, {"copy": "pdf"})
    return as_file(pdf, _("Ansøgning %(number)s") % {"number": application.initiative.number})


def _copy_of(application: Application) -> dict[str, Any]:
    number = application.initiative.number
    files = [row.stored_file.name for row in application.files.with_content()]
    parts = [_part(section) for section in sections(application)]
    if files:
        parts.append({"heading": _("Filer"), "points": files})
    sent, now = application.submitted_at, timezone.now()
    unsent = _("Kladde – ikke sendt")
    return {
        "draft": "" if sent else _("Kladde – ikke sendt. Kommunen har ikke fået den."),
        "facts": _facts(application),
        "sections": [part for part in parts if len(part) > 1],
        "closing": _("Kopien er lavet %(day)s %(time)s.") % {"day": dato(now), "time": klok(now)},
        "footer": number if sent else f"{number} · {unsent}",
    }


def _facts(application: Application) -> list[list[str]]:
    rows = [
        [_("Sagsnummer"), application.initiative.number],
        [_("Runde"), application.funding_round.title],
    ]
    if application.submitted_at:
        sent = application.submitted_at
        rows.append([_("Sendt"), f"{dato(sent)} {klok(sent)}"])
        rows.append([_("I søger om"), kr(application.amount_requested)])
        if application.status not in ENDED:
            rows.append([_("Svar senest"), dato(application.answer_by)])
    else:
        saved = application.saved_at
        rows.append([_("Sidst gemt"), f"{dato(saved)} {klok(saved)}"])
    return rows


def _part(section: Section) -> dict[str, Any]:
    part: dict[str, Any] = {"heading": section.heading}
    if section.lines:
        part["head"] = [_("Hvad"), _("Beløb")]
        part["amounts"] = [[line.text, kr(line.amount)] for line in section.lines]
        part["total"] = [_("I alt søger I om"), kr(section.total)]
    if section.rows:
        part["answers"] = [{"label": row.label, "value": row.value} for row in section.rows]
    return part


@login_not_required
@require_safe
def empty_form(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The form of an open round to fill in by hand; for everybody, and so kept a while."""
    funding_round = get_object_or_404(FundingRound.objects.open(), public_id=public_id)
    title = _("Søg om tilskud: %(round)s") % {"round": funding_round.title}
    data = {**blank_form(funding_round), "footer": title}
    whole = [data, vars(site_at_base_url()), get_language(), str(timezone.localdate())]
    told = json.dumps(whole, sort_keys=True, default=str)
    key = f"empty-form-{hashlib.sha256(told.encode()).hexdigest()}"
    pdf = cache.get(key)
    if pdf is None:
        pdf = render("form", data, title=title, day=timezone.localdate())
        cache.set(key, pdf, _FORM_KEPT_SECONDS)
    return as_file(pdf, title.replace(":", ""))


@require_safe
def letter(request: HttpRequest, public_id: UUID, letter_id: UUID) -> HttpResponseBase:
    """Hand out the letter as it was sent. That the group has opened it is written down."""
    user = cast("User", request.user)
    application = Application.objects.all().get_for(user, public_id)
    row = application.letters.select_related("stored_file").filter(public_id=letter_id).first()
    if row is None:
        raise Http404
    answer = attachment(row.stored_file)
    if request.method == "GET" and permissions.Standing(user, application).membership:
        letters.mark_read(row.pk, by=user)
    _log_reading(request, application, {"letter": str(letter_id)})
    return answer
