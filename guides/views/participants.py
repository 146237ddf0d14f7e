"""The people on a course, as their trainers see them: enrolled, assessed, finished, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import transcripts
from guides.actions import ambassadors, certificates, enrolments
from guides.enums import TAKES_PART, EnrolmentStatus
from guides.forms.training import (
    AssessForm,
    CompleteForm,
    ConsentForm,
    EnrolForm,
    NeedsForm,
    RevokeForm,
)
from guides.models import Ambassador, Certificate, Enrolment, EnrolmentNeeds, TrainingCourse
from guides.views.access import person, posted
from portal.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a person on the course."""
    course = TrainingCourse.objects.with_places().get_for(request.user, public_id)
    form = EnrolForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        place = answers.pop("neighbourhood")
        try:
            enrolment = enrolments.enrol(
                course.pk, **answers, neighbourhood_id=place.pk, by=person(request)
            )
        except DomainError as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _enrolled(enrolment))
            return redirect("guides:course-detail", public_id)
    return render(request, "guides/enrol.html", {"form": form, "course": course})


def _enrolled(enrolment: Enrolment) -> str:
    name = {"name": enrolment.person}
    if enrolment.status == EnrolmentStatus.WAITING_LIST:
        return _("Holdet er fuldt. %(name)s er på venteliste.") % name
    return _("%(name)s er på holdet.") % name


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person from the waiting list a place."""
    enrolment = _enrolment(request, public_id)
    try:
        enrolments.accept(enrolment.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(name)s er på holdet.") % {"name": enrolment.person})
    return redirect("guides:course-detail", enrolment.course.public_id)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: sessions, requirements and who assessed them, certificate, what they need."""
    enrolment = _enrolment(request, public_id)
    marks = enrolment.marks.select_related("session__module", "session__course", "marked_by")
    context = {
        "enrolment": enrolment,
        "transcript": transcripts.of(enrolment),
        "marks": marks,
        "needs": EnrolmentNeeds.objects.filter(enrolment=enrolment).first(),
        "certificate": Certificate.objects.filter(enrolment=enrolment).first(),
        "takes_part": enrolment.status in TAKES_PART,
        "can_finish": enrolment.status == EnrolmentStatus.ACCEPTED,
    }
    return render(request, "guides/participant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what a person must have to take part."""
    enrolment = _enrolment(request, public_id)
    known = EnrolmentNeeds.objects.filter(enrolment=enrolment).first()
    form = NeedsForm(posted(request), initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid():
        enrolments.change_needs(enrolment.pk, **form.cleaned_data, by=person(request))
        messages.success(request, _("Det er gemt."))
        return redirect("guides:enrolment-detail", public_id)
    return render(request, "guides/needs.html", {"form": form, "enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, public_id: UUID, requirement_id: int) -> HttpResponse:
    """Say whether a person meets a requirement."""
    enrolment = _enrolment(request, public_id)
    requirement = enrolment.course.programme.requirements.filter(pk=requirement_id).first()
    if requirement is None or not requirement.is_assessed:
        raise Http404
    known = enrolment.assessments.filter(requirement=requirement).first()
    before = {"is_met": "yes" if known.is_met else "no", "words": known.words} if known else {}
    form = AssessForm(posted(request), initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            certificates.assess(
                enrolment.pk,
                requirement_id=requirement.pk,
                **form.cleaned_data,
                by=person(request),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Vurderingen er gemt."))
            return redirect("guides:enrolment-detail", public_id)
    context = {"form": form, "enrolment": enrolment, "requirement": requirement}
    return render(request, "guides/assess.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that a person has finished, with what they said yes to."""
    enrolment = _enrolment(request, public_id)
    form = CompleteForm(posted(request), course=enrolment.course)
    if request.method == "POST" and form.is_valid():
        try:
            certificates.complete(enrolment.pk, **form.cleaned_data, by=person(request))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = {"name": enrolment.person}
            messages.success(request, _("%(name)s er nu fællesskabsambassadør.") % name)
            return redirect("guides:enrolment-detail", public_id)
    context = {
        "form": form,
        "enrolment": enrolment,
        "transcript": transcripts.of(enrolment),
    }
    return render(request, "guides/complete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that a person has stopped: a page that asks once."""
    enrolment = _enrolment(request, public_id)
    if request.method == "POST":
        try:
            enrolments.drop_out(enrolment.pk, by=person(request))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(name)s er stoppet.") % {"name": enrolment.person})
        return redirect("guides:course-detail", enrolment.course.public_id)
    return render(request, "guides/drop_out.html", {"enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a certificate back, with a reason."""
    user = person(request)
    courses = TrainingCourse.objects.visible_to(user)
    rows = Certificate.objects.select_related("enrolment__course", "enrolment__person")
    certificate = rows.get_for(user, public_id, enrolment__course__in=courses)
    form = RevokeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            certificates.revoke(certificate.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Beviset er taget tilbage."))
            return redirect("guides:enrolment-detail", certificate.enrolment.public_id)
    return render(request, "guides/revoke.html", {"form": form, "certificate": certificate})


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say yes or no to being shown, for oneself or, as a trainer, for one who asked."""
    user = person(request)
    rows = Ambassador.objects.select_related("user", "enrolment__course")
    ambassador = rows.get_for(user, public_id)
    now = {"shown_publicly": "yes" if ambassador.is_shown_publicly else "no"}
    form = ConsentForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            ambassadors.change_consent(ambassador.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Dit valg er gemt."))
            return _back_from_consent(user, ambassador)
    context = {"form": form, "ambassador": ambassador, "is_self": ambassador.user_id == user.pk}
    return render(request, "guides/consent.html", context)


def _back_from_consent(user: User, ambassador: Ambassador) -> HttpResponse:
    if ambassador.user_id == user.pk:
        return redirect("overview")
    return redirect("guides:enrolment-detail", ambassador.enrolment.public_id)


def _enrolment(request: HttpRequest, public_id: UUID) -> Enrolment:
    rows = Enrolment.objects.select_related(
        "course__programme", "person", "neighbourhood", "ambassador"
    )
    return rows.get_for(request.user, public_id)
