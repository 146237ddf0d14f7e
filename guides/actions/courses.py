"""What is done to training courses («hold») themselves: drawn up from a template, changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import permissions, timetable
from guides.actions import queue
from guides.errors import NotPermitted, SessionNotPossible
from guides.models import CommunityGuide, TrainingCourse, TrainingProgramme, TrainingSession
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.working_days import DANISH_HOLIDAYS

if TYPE_CHECKING:
    from portal.users.models import User


def proposed_days(programme: TrainingProgramme, first: datetime.date) -> list[datetime.date]:
    """A day a week for each module; weeks with a Danish public holiday on it are left out."""
    number = programme.modules.count()
    return timetable.weekly(first, count=number, holidays=DANISH_HOLIDAYS)


@transaction.atomic
def draw_up(
    token: UUID,
    *,
    programme_id: int,
    title: str,
    starts: Sequence[datetime.datetime],
    place: str,
    capacity: int,
    neighbourhood_ids: Iterable[int],
    trainer_ids: Iterable[int],
    is_public: bool,
    by: User,
) -> TrainingCourse:
    """Make a course with a session for each module of the programme, at these moments.

    The same token is the same course: the form sent twice gives the first one back. A guide is a
    trainer of what they draw up, whoever else is.

    Raises: NotPermitted; SessionNotPossible (not one moment for each module, or two at once).
    Effects: audit `guides.course_drawn_up`.
    """
    if not permissions.can_draw_up(by):
        raise NotPermitted(_("Kun guider og programlederen kan lægge hold."))
    known = TrainingCourse.objects.filter(public_id=token).first()
    if known is not None:
        return known
    programme = TrainingProgramme.objects.get(pk=programme_id)
    modules = list(programme.modules.all())
    moments = sorted(starts)
    if len(modules) != len(moments) or len(set(moments)) != len(moments) or not moments:
        raise SessionNotPossible(_("Vælg et tidspunkt for hvert modul, og ikke det samme igen."))
    course = TrainingCourse.objects.create(
        public_id=token,
        programme=programme,
        title=title,
        place=place,
        capacity=capacity,
        is_public=is_public,
        starts_on=timezone.localdate(moments[0]),
        ends_on=timezone.localdate(moments[-1]),
    )
    lasts = datetime.timedelta(minutes=programme.session_minutes)
    TrainingSession.objects.bulk_create(
        TrainingSession(
            course=course, module=module, starts_at=moment, ends_at=moment + lasts, place=place
        )
        for module, moment in zip(modules, moments, strict=True)
    )
    course.neighbourhoods.set(neighbourhood_ids)
    _set_trainers(course, trainer_ids, by=by)
    facts = {"programme": programme.pk, "sessions": len(moments), "is_public": is_public}
    record(AuditAction.COURSE_DRAWN_UP, target=course, by=by, data=facts)
    return course


@transaction.atomic
def change(
    course_id: int,
    *,
    title: str,
    about: str,
    place: str,
    capacity: int,
    is_public: bool,
    signup_until: datetime.date | None,
    neighbourhood_ids: Iterable[int],
    trainer_ids: Iterable[int],
    by: User,
) -> TrainingCourse:
    """Change what a course says of itself; more places move the waiting list up.

    Fewer places than people takes nobody's place away.

    Raises: NotPermitted.
    Effects: audit `guides.course_changed` with the names of the fields, and those of `queue.fill`.
    """
    course = TrainingCourse.objects.select_for_update().get(pk=course_id)
    if not permissions.can_train(by, course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
    told = {
        "title": title,
        "about": about,
        "place": place,
        "capacity": capacity,
        "is_public": is_public,
        "signup_until": signup_until,
    }
    changed = [name for name, value in told.items() if getattr(course, name) != value]
    for name in changed:
        setattr(course, name, told[name])
    if changed:
        course.save(update_fields=changed)
        record(AuditAction.COURSE_CHANGED, target=course, by=by, data={"fields": changed})
    course.neighbourhoods.set(neighbourhood_ids)
    _set_trainers(course, trainer_ids, by=by)
    queue.fill(course, by=by)
    return course


def _set_trainers(course: TrainingCourse, trainer_ids: Iterable[int], *, by: User) -> None:
    """Set who trains, of the guides at work; whoever does it as a guide stays one of them."""
    wanted = set(CommunityGuide.objects.active().filter(pk__in=trainer_ids))
    own = permissions.active_guide(by)
    if own is not None:
        wanted.add(own)
    if not wanted:
        raise NotPermitted(_("Holdet skal have mindst én guide."))
    course.trainers.set(wanted)
