"""Who guides where, with how much to do, and what of it needs somebody; and whom to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from guides import capacity
from guides.enums import OPEN_CASE, CaseStatus, Post
from guides.models import (
    Case,
    CommunityGuide,
    Cover,
    GuideInvitation,
    Organisation,
    OrganisationLead,
)
from initiatives.enums import MemberRole
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from guides.models.case import CaseQuerySet
    from guides.models.guide import CommunityGuideQuerySet
    from initiatives.models import Initiative


def leads_of(case: Case) -> list[User]:
    """Who leads the guide of a course; of an untaken one, who leads the guides of its place."""
    leads = OrganisationLead.objects.in_agreement()
    if case.guide is not None:
        leads = leads.filter(organisation=case.guide.organisation_id)
    else:
        serving = CommunityGuide.objects.active().filter(
            neighbourhoods=case.initiative.neighbourhood_id
        )
        leads = leads.filter(organisation__in=serving.values("organisation"))
    return list(User.objects.filter(led_organisations__in=leads))


def roster(user: User, case: Case | None = None) -> list[CommunityGuide]:
    """The guides this person may give courses to, with all that a suggestion asks for.

    Four queries however many there are. A course whose guide has left stays in the organisation.
    """
    guides = CommunityGuide.objects.active().with_load().select_related("user", "organisation")
    if not user.has_role(Role.PROGRAMME_LEAD):
        led = OrganisationLead.objects.in_agreement().filter(user=user)
        guides = guides.filter(organisation__in=led.values("organisation"))
    if case is not None and case.guide is not None:
        guides = guides.filter(organisation=case.guide.organisation_id)
    return list(guides.prefetch_related("neighbourhoods", "themes"))


def suggested(
    case: Case, guides: Iterable[CommunityGuide], *, everybody: bool = False
) -> list[CommunityGuide]:
    """The guides of a roster to ask about this course, best first; only those of its place.

    Args: everybody: those of other places too, after them.
    """
    place, by_key = case.initiative.neighbourhood_id, {guide.pk: guide for guide in guides}
    candidates = [
        capacity.Candidate(
            key=guide.pk,
            serves_place=place in {row.pk for row in guide.neighbourhoods.all()},
            themes=frozenset(row.pk for row in guide.themes.all()),
            languages=frozenset(part.strip().lower() for part in guide.languages.split(",")),
            free=capacity.free(capacity=guide.capacity, open_cases=getattr(guide, "load", 0)),
        )
        for guide in by_key.values()
    ]
    ranked = capacity.ranked(
        candidates, theme=case.initiative.theme_id, language=_language(case.initiative)
    )
    return [by_key[one.key] for one in ranked if everybody or one.serves_place]


def _language(initiative: Initiative) -> str:
    """What to speak with the people behind it, when their account is not in Danish."""
    members = initiative.members.all()
    lead = next((row.user for row in members if row.role == MemberRole.LEAD), None)
    return "engelsk" if lead is not None and lead.locale == "en" else ""


def quality(cases: CaseQuerySet) -> dict[str, int]:
    """How many of these courses need somebody to do something, by what is the matter."""
    return {
        "left_behind": cases.left_behind().count(),
        "late": cases.late().count(),
        "silent": cases.silent().count(),
        "without_step": cases.without_step().count(),
        "lacking_data": cases.lacking_data().count(),
    }


def with_quality(guides: CommunityGuideQuerySet) -> CommunityGuideQuerySet:
    """With how many of each guide's courses are open, late, silent or without a next step.

    Besides `is_away`: somebody covers for the guide today; and `at_work`. One query.
    """

    def number(cases: CaseQuerySet) -> Count:
        return Count("cases", filter=Q(cases__in=cases.order_by().values("pk")))

    courses = Case.objects.all()
    away = Cover.objects.running().filter(guide=OuterRef("pk"))
    return guides.annotate(
        load=Count("cases", filter=Q(cases__status__in=OPEN_CASE)),
        late=number(courses.late()),
        silent=number(courses.silent()),
        without_step=number(courses.without_step()),
        is_away=Exists(away),
        at_work=Exists(CommunityGuide.objects.active().filter(pk=OuterRef("pk"))),
    ).select_related("user")


def organisations() -> QuerySet[Organisation]:
    """Each organisation with its leads, those invited to lead, and its numbers; three queries."""
    leads = OrganisationLead.objects.active().select_related("user")
    invited = GuideInvitation.objects.pending().filter(post=Post.LEAD)
    now = timezone.localdate()
    at_work = Q(guides__ended_at__isnull=True, guides__user__is_active=True) & (
        Q(guides__active_to__isnull=True) | Q(guides__active_to__gte=now)
    )
    return Organisation.objects.annotate(
        guides_number=Count("guides", filter=at_work, distinct=True)
    ).prefetch_related(
        Prefetch("leads", leads, to_attr="present_leads"),
        Prefetch("invitations", invited, to_attr="invited_leads"),
    )


def places_without_guide() -> QuerySet[Neighbourhood]:
    """The programme's neighbourhoods in which no guide is at work, with how many courses wait."""
    serving = CommunityGuide.objects.active().filter(neighbourhoods=OuterRef("pk"))
    waiting = Q(initiatives__cases__guide__isnull=True, initiatives__cases__status=CaseStatus.NEW)
    rows = Neighbourhood.objects.filter(~Exists(serving), is_active=True)
    return rows.annotate(waiting=Count("initiatives__cases", filter=waiting))
