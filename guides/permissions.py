"""Who may do what with courses and training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from guides.enums import OPEN_CASE, CaseStatus, Doer, HandoverStatus, ReadingRole
from guides.models import (
    Ambassador,
    Case,
    CommunityGuide,
    Cover,
    EmergencyAccess,
    OrganisationLead,
    TrainingCourse,
)
from guides.models.ambassador import SEES_ALL_AMBASSADORS
from initiatives.enums import ApplicationStatus
from initiatives.models.case_list import Following, register_following
from initiatives.permissions import is_member, register_helpers, register_helping
from portal.gate import GatedQuerySet
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import register_duty
from portal.users.roles import Role

if TYPE_CHECKING:
    from guides.models.case import CaseQuerySet
    from initiatives.models import Initiative
    from portal.users.models import User

GUIDE = "guide"
ORGANISATION_LEAD = "organisation_lead"
"""The duty of those who are guides at work today."""


def active_guide(user: User) -> CommunityGuide | None:
    """The person as a guide at work today, or None."""
    return (
        CommunityGuide.objects.active()
        .filter(user=user)
        .select_related("user", "organisation")
        .first()
    )


def can_take(guide: CommunityGuide, case: Case) -> bool:
    """Tell whether this guide at work may take the course: untaken, and in a place they serve."""
    return (
        case.guide_id is None
        and case.status == CaseStatus.NEW
        and case.initiative.neighbourhood_id is not None
        and guide.neighbourhoods.filter(pk=case.initiative.neighbourhood_id).exists()
    )


def can_work_on(guide: CommunityGuide | None, case: Case) -> bool:
    """Tell whether the guide writes in the course: it is theirs, or they cover it today.

    None is one who is not at work.
    """
    return guide is not None and (case.guide_id == guide.pk or covers(guide, case))


def covers(guide: CommunityGuide, case: Case) -> bool:
    """Tell whether this guide looks after the course today for the one who has it."""
    running = Cover.objects.running().filter(by=guide, guide=case.guide_id)
    return case.guide_id is not None and running.of_case(case.pk).exists()


def opened_in_emergency(user: User, case: Case) -> EmergencyAccess | None:
    """The emergency access that lets this person read the course now, if there is one."""
    return EmergencyAccess.objects.in_force().of(user).filter(case=case).first()


@dataclass(frozen=True)
class Reading:
    """In what role a person opens a course, for the page and for the log."""

    role: ReadingRole
    organisation_id: int | None
    access: EmergencyAccess | None = None

    @property
    def works(self) -> bool:
        """Whether the person writes in the course."""
        return self.role in {ReadingRole.GUIDE, ReadingRole.COVER}

    @property
    def reads_all(self) -> bool:
        """Whether the person reads what was said, and whom to ring."""
        return self.works or self.role == ReadingRole.EMERGENCY

    @property
    def facts(self) -> dict[str, Any]:
        """What the log says of it."""
        return {"as": self.role, "organisation": self.organisation_id}


def reading(user: User, case: Case) -> Reading:
    """Tell in what role the person opens a course that the gate lets them see."""
    guide = active_guide(user)
    if guide is not None and case.guide_id == guide.pk:
        return Reading(ReadingRole.GUIDE, guide.organisation_id)
    if guide is not None and covers(guide, case):
        return Reading(ReadingRole.COVER, guide.organisation_id)
    access = opened_in_emergency(user, case)
    if access is not None:
        return Reading(ReadingRole.EMERGENCY, access.organisation_id, access)
    return Reading(ReadingRole.QUEUE, guide.organisation_id if guide else None)


def leadership(user: User) -> OrganisationLead | None:
    """The organisation the person leads today, with or without its agreement; None for others."""
    rows = OrganisationLead.objects.active().filter(user=user)
    return rows.select_related("organisation", "user").first()


def workplace(user: User) -> int | None:
    """The organisation in which the person guides or leads today, with its agreement in force."""
    guide = active_guide(user)
    if guide is not None:
        return guide.organisation_id
    led = OrganisationLead.objects.in_agreement().filter(user=user)
    return led.values_list("organisation", flat=True).first()


def leads(user: User, organisation_id: int | None) -> bool:
    """Tell whether the person leads this organisation, which has its agreement."""
    rows = OrganisationLead.objects.in_agreement().filter(user=user)
    return organisation_id is not None and rows.filter(organisation=organisation_id).exists()


def can_assign(user: User, case: Case, guide: CommunityGuide) -> bool:
    """Tell whether the person may give this waiting course to this guide at work.

    The programme lead: an untaken one to anybody. An organisation's lead: to their own guides, an
    untaken one where they work, or one whose guide has left.
    """
    if user.has_role(Role.PROGRAMME_LEAD):
        return case.guide_id is None
    if not leads(user, guide.organisation_id):
        return False
    return Case.objects.overseen_by(user).filter(pk=case.pk).exists()


def can_keep(user: User, neighbourhood_id: int | None) -> bool:
    """Tell whether the person keeps the directory of this place: a guide at work there."""
    at_work = CommunityGuide.objects.active().filter(user=user)
    return user.is_active and at_work.filter(neighbourhoods=neighbourhood_id).exists()


def side_of(user: User, case: Case) -> Doer | None:
    """On which side of the course's shared plan the person is: its guide, the group, or neither."""
    if can_work_on(active_guide(user), case):
        return Doer.GUIDE
    is_in_group = case.guide_id is not None and is_member(user, case.initiative)
    return Doer.GROUP if user.is_active and is_in_group else None


def can_train(user: User, course: TrainingCourse) -> bool:
    """Tell whether the person handles this course's people: a trainer of it, or the lead."""
    if user.has_role(Role.PROGRAMME_LEAD):
        return True
    return course.trainers.filter(pk__in=CommunityGuide.objects.active().filter(user=user)).exists()


def can_draw_up(user: User) -> bool:
    """Tell whether the person may make a course: a guide at work, or the lead."""
    return user.has_role(Role.PROGRAMME_LEAD) or active_guide(user) is not None


def can_look_after(user: User, ambassador: Ambassador) -> bool:
    """Tell whether the person trained this ambassador, on the course or by name, or is the lead."""
    return Ambassador.objects.looked_after_by(user).filter(pk=ambassador.pk).exists()


def can_list_ambassadors(user: User) -> bool:
    """Tell whether the person has a list of ambassadors: guides, their leads, who sees them all."""
    if user.has_role(*SEES_ALL_AMBASSADORS) or active_guide(user) is not None:
        return True
    return OrganisationLead.objects.in_agreement().filter(user=user).exists()


def can_change_consent(user: User, ambassador: Ambassador) -> bool:
    """Tell whether the person may record this ambassador's yes or no: themselves, or a trainer."""
    return user.is_active and (ambassador.user_id == user.pk or can_look_after(user, ambassador))


def widen_initiatives() -> None:
    """Open initiatives and sent applications to the guide whose course they belong to.

    A draft opens only while the course is open; who may read it then is the group's to say.
    """
    GatedQuerySet.widen("initiatives.initiative", _initiative_of_own_course)
    GatedQuerySet.widen("initiatives.application", _application_of_own_course)
    GatedQuerySet.widen("initiatives.helpoffer", _offer_of_served_place)
    register_helping(has_helped)
    register_helpers(guides_of)
    at_work = {"user": OuterRef("pk")}
    register_duty(GUIDE, lambda: Exists(CommunityGuide.objects.active().filter(**at_work)))
    register_duty(
        ORGANISATION_LEAD, lambda: Exists(OrganisationLead.objects.active().filter(**at_work))
    )
    register_following(
        Following(
            people=CommunityGuide.objects.all,
            name="user__full_name",
            initiatives_of=lambda key: Case.objects.filter(guide=key).values("initiative"),
        )
    )


def guides_of(initiative: Initiative) -> list[User]:
    """The guides at work whose open course follows the initiative."""
    guides = CommunityGuide.objects.active().filter(
        cases__initiative=initiative, cases__status__in=OPEN_CASE
    )
    return [guide.user for guide in guides.select_related("user").distinct()]


def has_helped(user: User, initiative: Initiative) -> bool:
    """Tell whether the person ever had this initiative's course, covered it, or wrote in it."""
    return bool(_helped().read(numbers=[user.pk, initiative.pk]))


@kept_for_a_day
def _helped() -> PreparedRows:
    user = slot(0)
    was_theirs = Q(handovers__from_guide__user=user, handovers__status=HandoverStatus.ACCEPTED)
    courses = Case.objects.filter(
        Q(guide__user=user) | Q(notes__author=user) | Q(covers__by__user=user) | was_theirs,
        initiative=slot(1),
    )
    return PreparedRows(courses.order_by().values("pk")[:1])


NOTHING = Q(pk__in=[])
"""The scope of whoever is no guide at work: it costs the database nothing at all."""


def _initiative_of_own_course(user: User) -> Q:
    """The scope over initiatives: those of the guide's courses, closed ones too."""
    if not user.may_have_duty(GUIDE):
        return NOTHING
    return Q(Exists(_own_courses(user, of="pk")))


def _offer_of_served_place(user: User) -> Q:
    """The scope over offers: those of the neighbourhoods a guide at work serves."""
    guides = CommunityGuide.objects.active().filter(user=user)
    return Q(Exists(guides.filter(neighbourhoods=OuterRef("neighbourhood"))))


def _application_of_own_course(user: User) -> Q:
    """The scope over applications: sent ones always, drafts while the course is open."""
    if not user.may_have_duty(GUIDE):
        return NOTHING
    courses = _own_courses(user, of="initiative")
    in_time = ~Q(status=ApplicationStatus.DRAFT) | Q(Exists(courses.filter(status__in=OPEN_CASE)))
    return Q(Exists(courses)) & in_time


def _own_courses(user: User, *, of: str) -> CaseQuerySet:
    """The guide's courses, covered ones too, of the initiative that the outer row's `of` names."""
    return Case.objects.worked_by(user).filter(initiative=OuterRef(of))
