"""The ambassadors as guides and municipality see them: the list, one of them, what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guides import exports, permissions
from guides.actions import activities, ambassadors
from guides.enums import ActivityStatus, RoleState
from guides.forms.ambassadors import DecideForm, EndForm, ListForm
from guides.models import Ambassador, AmbassadorActivity, Certificate, TrainingCourse
from guides.views.access import person, posted
from portal.errors import DomainError
from portal.sheets import xlsx_file

if TYPE_CHECKING:
    from uuid import UUID

    from guides.models.ambassador import AmbassadorQuerySet
    from portal.users.models import User

PAGE = 25
_MOST = 10_000


@require_safe
def ambassador_list(request: HttpRequest) -> HttpResponse:
    """Who is trained, active, about to run out, by neighbourhood and course."""
    user = _reader(request)
    form = _form(request, user)
    found = _narrowed(Ambassador.objects.listed_for(user), form)
    context = {
        "filter": form,
        "page": Paginator(_with_columns(found), PAGE).get_page(request.GET.get("page")),
        "figures": _figures(found),
        "query": request.GET.urlencode(),
        "waiting": AmbassadorActivity.objects.filter(
            ambassador__in=Ambassador.objects.looked_after_by(user),
            status=ActivityStatus.REPORTED,
        ).select_related("ambassador__user", "initiative")[:PAGE],
        "can_open": set(
            Ambassador.objects.looked_after_by(user).values_list("pk", flat=True)[:_MOST]
        ),
    }
    return render(request, "guides/ambassadors/list.html", context)


def _reader(request: HttpRequest) -> User:
    """A guide at work, a lead of guides, or one of the municipality. Raises: Http404."""
    user = person(request)
    if not permissions.can_list_ambassadors(user):
        raise Http404
    return user


def _form(request: HttpRequest, user: User) -> ListForm:
    listed = Ambassador.objects.listed_for(user)
    courses = TrainingCourse.objects.filter(pk__in=listed.values("enrolment__course"))
    return ListForm(request.GET, courses=courses)


def _narrowed(rows: AmbassadorQuerySet, form: ListForm) -> AmbassadorQuerySet:
    wanted = form.wanted
    if "neighbourhood" in wanted:
        rows = rows.filter(neighbourhoods=wanted["neighbourhood"])
    if "course" in wanted:
        rows = rows.filter(enrolment__course=wanted["course"])
    return rows.in_state(wanted["state"]) if "state" in wanted else rows


def _with_columns(rows: AmbassadorQuerySet) -> AmbassadorQuerySet:
    """With all that a line shows: people, course, places, and `minutes` of the last 12 months."""
    spent = (
        AmbassadorActivity.objects.counting()
        .filter(ambassador=OuterRef("pk"))
        .order_by()
        .values("ambassador")
        .annotate(sum=Sum("minutes"))
        .values("sum")
    )
    return (
        rows.select_related("user", "enrolment__course__programme", "trained_by__user")
        .prefetch_related("neighbourhoods")
        .annotate(minutes=Subquery(spent))
        .order_by("user__full_name", "pk")
    )


def _figures(rows: AmbassadorQuerySet) -> list[dict[str, str]]:
    """Trained, active, about to run out, and hours; of the people in the list."""
    keys = rows.order_by().values("pk")
    alone = Ambassador.objects.filter(pk__in=keys)
    active = Q(pk__in=Ambassador.objects.active().values("pk"))
    expiring = Q(pk__in=alone.in_state(RoleState.EXPIRING).values("pk"))
    counts = alone.aggregate(
        trained=Count("pk"),
        active=Count("pk", filter=active),
        expiring=Count("pk", filter=expiring),
    )
    minutes = AmbassadorActivity.objects.filter(ambassador__in=keys).counting().minutes()
    return [
        {"value": str(counts["trained"]), "label": _("uddannede")},
        {"value": str(counts["active"]), "label": _("aktive")},
        {"value": str(counts["expiring"]), "label": _("skal fornyes")},
        {
            "value": floatformat(exports.hours(minutes)),
            "label": _("timer på 12 måneder"),
        },
    ]


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """All that the filter finds, as a spreadsheet. The fetching is logged."""
    user = _reader(request)
    rows = _with_columns(_narrowed(Ambassador.objects.listed_for(user), _form(request, user)))
    found = list(rows[:_MOST])
    activities.record_export(by=user, rows=len(found), filters=request.GET.urlencode())
    sheet = xlsx_file(
        _("Ambassadører"), exports.ambassador_heading(), exports.ambassador_lines(found)
    )
    return FileResponse(sheet, as_attachment=True, filename=exports.ambassador_file_name())


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One ambassador: the role, and what they did, for the guide who looks after them."""
    ambassador = _ambassador(request, public_id)
    rows = ambassador.activities.all()
    context = {
        "ambassador": ambassador,
        "activities": rows.select_related("initiative", "decided_by"),
        "hours": exports.hours(rows.counting().minutes()),
        "renewals": ambassador.renewals.select_related("renewed_by"),
        "question": ambassador.questions.first(),
        "certificates": Certificate.objects.filter(enrolment__person=ambassador.user),
        "can_renew": ambassador.can_renew or ambassador.state == RoleState.EXPIRED,
    }
    return render(request, "guides/ambassadors/detail.html", context)


@require_POST
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Renew the role for somebody, also when its last day has passed."""
    ambassador = _ambassador(request, public_id)
    try:
        ambassadors.renew(ambassador.pk, by=person(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Rollen er fornyet."))
    return redirect("guides:ambassador-detail", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End somebody's role, with a reason."""
    ambassador = _ambassador(request, public_id)
    form = EndForm(posted(request), is_self=False)
    if request.method == "POST" and form.is_valid():
        ambassadors.end(ambassador.pk, reason=form.cleaned_data["reason"], by=person(request))
        messages.success(request, _("Rollen er stoppet."))
        return redirect("guides:ambassador-detail", public_id)
    context = {"form": form, "ambassador": ambassador}
    return render(request, "guides/ambassadors/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say whether something an ambassador did counts."""
    user = person(request)
    rows = AmbassadorActivity.objects.select_related("ambassador__user", "initiative")
    activity = rows.get_for(
        user, public_id, ambassador__in=Ambassador.objects.looked_after_by(user)
    )
    form = DecideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            activities.decide(activity.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Dit svar er gemt."))
            return redirect("guides:ambassador-detail", activity.ambassador.public_id)
    context: dict[str, Any] = {"form": form, "activity": activity}
    return render(request, "guides/ambassadors/decide.html", context)


def _ambassador(request: HttpRequest, public_id: UUID) -> Ambassador:
    """One whom the person looks after. Raises: Http404."""
    user = person(request)
    rows = Ambassador.objects.select_related(
        "user", "enrolment__course__programme", "trained_by__user"
    )
    looked_after = Ambassador.objects.looked_after_by(user).values("pk")
    return rows.prefetch_related("neighbourhoods").get_for(user, public_id, pk__in=looked_after)
