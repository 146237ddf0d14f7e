"""Who is at the screen. All else about access is the gate's (`visible_to`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from guides import permissions
from guides.models import Appointment, Case, CommunityGuide, Cover, Handover, OrganisationLead
from guides.models.case import Reach
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import User

if TYPE_CHECKING:
    from uuid import UUID


def person(request: HttpRequest) -> User:
    """The one who is signed in. Raises: Http404, if the log-in rule ever let somebody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def guide_at_work(request: HttpRequest) -> CommunityGuide:
    """The guide at the screen. Raises: Http404 for everybody else, ended guides too."""
    guide = permissions.active_guide(person(request))
    if guide is None:
        raise Http404
    return guide


def own_case(request: HttpRequest, public_id: UUID) -> Case:
    """One that the guide has taken or covers; in a queued one none writes. Raises: Http404."""
    user = person(request)
    return Case.objects.worked_by(user).with_initiative().get_for(user, public_id)


def guide_with_tasks(request: HttpRequest) -> tuple[CommunityGuide, Reach]:
    """The guide at the screen, with `offers`, `has_appointments` and `is_lead`; what they reach.

    Raises: Http404 for everybody else.
    """
    guide: Any = next(iter(_with_tasks().read(numbers=[person(request).pk])), None)
    if guide is None:
        raise Http404
    return guide, Reach(guide.pk, guide.covered_keys, guide.place_keys)


@kept_for_a_day
def _with_tasks() -> PreparedRows:
    """A guide at work by their account, with what `guide_with_tasks` tells."""
    # What the list shows of each comes along with the guide, and costs no query of its own.
    offers = Handover.objects.open().filter(to_guide=OuterRef("pk")).order_by("offered_at")
    told = JSONObject(
        public_id="public_id",
        title="case__initiative__title",
        place="case__initiative__neighbourhood__name",
        name="from_guide__user__full_name",
    )
    leading = OrganisationLead.objects.active().filter(user=OuterRef("user"))
    rows = CommunityGuide.objects.active().filter(user=slot(0))
    today = Appointment.objects.on(timezone.localdate()).filter(
        Q(case__guide=OuterRef("pk")) | Q(case__covers__by=OuterRef("pk"))
    )
    covers = Cover.objects.running().filter(by=OuterRef("pk"), cases__guide=F("guide"))
    places = CommunityGuide.neighbourhoods.through.objects.filter(communityguide=OuterRef("pk"))
    rows = rows.annotate(
        covered_keys=ArraySubquery(covers.order_by().values("cases")),
        place_keys=ArraySubquery(places.values("neighbourhood")),
        offers=ArraySubquery(offers.values(told=told)),
        is_lead=Exists(leading),
        has_appointments=Exists(today),
    )
    return PreparedRows(rows.select_related("user", "organisation"))


def lead_at_work(request: HttpRequest) -> OrganisationLead:
    """The organisation's lead at the screen. Raises: Http404 for everybody else."""
    lead = permissions.leadership(person(request))
    if lead is None:
        raise Http404
    return lead


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: None when the page is only asked for, also if nothing was filled."""
    return request.POST if request.method == "POST" else None
