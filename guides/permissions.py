"""Who may do what with courses and training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from guides.enums import OPEN_CASE, CaseStatus
from guides.models import Ambassador, Case, CommunityGuide, TrainingCourse
from initiatives.enums import ApplicationStatus
from initiatives.models.case_list import Following, register_following
from initiatives.permissions import register_helpers, register_helping
from portal.gate import GatedQuerySet
from portal.users.models import register_duty
from portal.users.roles import Role

if TYPE_CHECKING:
    from guides.models.case import CaseQuerySet
    from initiatives.models import Initiative
    from portal.users.models import User

GUIDE = "guide"
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
    """Tell whether the course is this guide's own; None is one who is not at work."""
    return guide is not None and case.guide_id == guide.pk


def can_train(user: User, course: TrainingCourse) -> bool:
    """Tell whether the person handles this course's people: a trainer of it, or the lead."""
    if user.has_role(Role.PROGRAMME_LEAD):
        return True
    return course.trainers.filter(pk__in=CommunityGuide.objects.active().filter(user=user)).exists()


def can_change_consent(user: User, ambassador: Ambassador) -> bool:
    """Tell whether the person may record this ambassador's yes or no: themselves, or a trainer."""
    return user.is_active and (
        ambassador.user_id == user.pk or can_train(user, ambassador.enrolment.course)
    )


def widen_initiatives() -> None:
    """Open initiatives and sent applications to the guide whose course they belong to.

    A draft opens only while the course is open; who may read it then is the group's to say.
    """
    GatedQuerySet.widen("initiatives.initiative", _initiative_of_own_course)
    GatedQuerySet.widen("initiatives.application", _application_of_own_course)
    register_helping(has_helped)
    register_helpers(guides_of)
    at_work = {"user": OuterRef("pk")}
    register_duty(GUIDE, lambda: Exists(CommunityGuide.objects.active().filter(**at_work)))
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
    """Tell whether the person ever had this initiative's course as a guide, or wrote in it."""
    return Case.objects.filter(
        Q(guide__user=user) | Q(notes__author=user), initiative=initiative
    ).exists()


def _initiative_of_own_course(user: User) -> Q:
    """The scope over initiatives: those of the guide's courses, closed ones too."""
    return Q(Exists(_own_courses(user, of="pk")))


def _application_of_own_course(user: User) -> Q:
    """The scope over applications: sent ones always, drafts while the course is open."""
    courses = _own_courses(user, of="initiative")
    in_time = ~Q(status=ApplicationStatus.DRAFT) | Q(Exists(courses.filter(status__in=OPEN_CASE)))
    return Q(Exists(courses)) & in_time


def _own_courses(user: User, *, of: str) -> CaseQuerySet:
    """The guide's courses with the initiative that the outer row's field `of` names."""
    guides = CommunityGuide.objects.active().filter(user=user)
    return Case.objects.filter(initiative=OuterRef(of), guide__in=guides)
