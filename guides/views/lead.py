"""The organisation's lead: load, quality, and the people; never what was said in a course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import permissions, rosters
from guides.actions import assignments, employment
from guides.enums import Post, ReadingRole
from guides.errors import InvitationRefused
from guides.forms.staffing import GiveAnewForm, GuideInvitationForm
from guides.models import Case, CommunityGuide, GuideInvitation, OrganisationLead
from guides.views.access import lead_at_work, person, posted
from guides.views.handovers import colleagues_of
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.users.roles import Role

if TYPE_CHECKING:
    from uuid import UUID

PAGE = 50


@require_safe
def lead(request: HttpRequest) -> HttpResponse:
    """What needs somebody, who has how much, and who is invited."""
    me = lead_at_work(request)
    cases = Case.objects.overseen_by(me.user)
    guides = rosters.with_quality(
        CommunityGuide.objects.filter(organisation=me.organisation, ended_at__isnull=True)
    )
    context = {
        "organisation": me.organisation,
        "figures": rosters.quality(cases),
        "guides": list(guides),
        "left": cases.left_behind().with_initiative().by_next_step()[:PAGE],
        "waiting": cases.queued().count(),
        "invitations": GuideInvitation.objects.pending().filter(organisation=me.organisation),
    }
    return render(request, "guides/lead/lead.html", context)


_KINDS = {
    "late": (_("Sene opkald"), lambda rows: rows.late()),
    "silent": (_("Uden kontakt i 14 dage"), lambda rows: rows.silent()),
    "without-step": (_("Mangler et næste skridt"), lambda rows: rows.without_step()),
    "lacking": (_("Mangler oplysninger"), lambda rows: rows.lacking_data()),
    "left": (_("Mangler en guide"), lambda rows: rows.left_behind()),
}


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The organisation's open courses as a list: title, place, guide, status and dates."""
    me = lead_at_work(request)
    rows = Case.objects.overseen_by(me.user).open()
    kind = request.GET.get("kind", "")
    if kind in _KINDS:
        rows = _KINDS[kind][1](rows)
    page = Paginator(rows.with_initiative().by_next_step(), PAGE).get_page(request.GET.get("page"))
    kinds = [("", _("Alle åbne")), *((code, name) for code, (name, _narrow) in _KINDS.items())]
    context = {"organisation": me.organisation, "page": page, "kinds": kinds, "kind": kind}
    return render(request, "guides/lead/courses.html", context)


@require_safe
def course(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One course as a lead may see it; that it was opened is written in the log."""
    me = lead_at_work(request)
    case = Case.objects.with_initiative().get_overseen(me.user, public_id)
    facts = {"as": ReadingRole.LEAD, "organisation": me.organisation_id}
    record(AuditAction.CASE_READ, target=case, by=me.user, data=facts)
    context = {
        "case": case,
        "handovers": case.handovers.with_names(),
        "may_assign": Case.objects.waiting_for_guide().filter(pk=case.pk, closed_at=None).exists(),
    }
    return render(request, "guides/lead/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One guide of the organisation: their courses, which one who has left leaves to others."""
    me = lead_at_work(request)
    row = _guide(me, public_id)
    has_left = not CommunityGuide.objects.active().filter(pk=row.pk).exists()
    rows = list(Case.objects.open().filter(guide=row).with_initiative().by_next_step())
    form = GiveAnewForm(posted(request), cases=rows, colleagues=colleagues_of(row), picked=rows)
    if request.method == "POST" and has_left and form.is_valid():
        try:
            number = assignments.assign_all(
                form.chosen_courses(), guide_id=form.chosen_colleague(), by=me.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(number)s forløb har en ny guide.") % {"number": number})
            return redirect("guides:lead-guide", public_id)
    context = {"guide": row, "cases": rows, "has_left": has_left, "form": form}
    return render(request, "guides/lead/guide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a guide's access: a page that asks once, and says what happens to the courses."""
    me = lead_at_work(request)
    row = _guide(me, public_id)
    if request.method == "POST":
        employment.end_guide(row.pk, by=me.user)
        messages.success(request, _("Adgangen er slut. Giv forløbene til en kollega."))
        return redirect("guides:lead-guide", public_id)
    context = {"guide": row, "number": Case.objects.open().filter(guide=row).count()}
    return render(request, "guides/lead/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a guide by e-mail."""
    me = lead_at_work(request)
    form = GuideInvitationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            employment.invite(
                me.organisation_id,
                email=form.cleaned_data["email"],
                post=Post.GUIDE,
                neighbourhood_ids=[row.pk for row in form.cleaned_data["neighbourhoods"]],
                by=me.user,
            )
        except InvitationRefused as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _("Invitationen er sendt. Linket virker i 14 dage."))
            return redirect("guides:lead")
    context = {"form": form, "organisation": me.organisation}
    return render(request, "guides/lead/invite.html", context)


@require_POST
def withdraw_invitation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an invitation back, as the lead or the programme lead."""
    user = person(request)
    row = GuideInvitation.objects.pending().filter(public_id=public_id).first()
    led = permissions.leadership(user)
    is_programme_lead = user.has_role(Role.PROGRAMME_LEAD)
    is_ours = row is not None and led is not None and row.organisation_id == led.organisation_id
    if row is None or not (is_programme_lead or is_ours):
        raise Http404
    try:
        employment.withdraw_invitation(row.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Invitationen er trukket tilbage."))
    return redirect("guides:lead" if is_ours else "guides:organisations")


def _guide(me: OrganisationLead, public_id: UUID) -> CommunityGuide:
    """A guide of the lead's own organisation. Raises: Http404."""
    rows: Any = CommunityGuide.objects.with_load().select_related("user", "organisation")
    row = rows.filter(public_id=public_id, organisation=me.organisation_id).first()
    if row is None:
        raise Http404
    found: CommunityGuide = row
    return found
