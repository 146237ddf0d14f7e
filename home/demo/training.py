"""The training: courses drawn up, people who learn, certificates, and what ambassadors do."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from guides.actions import activities, attendance, certificates, courses, enrolments, materials
from guides.enums import ActivityKind, ActivityMove, AttendanceState
from guides.forms.courses import at
from guides.models import (
    Ambassador,
    CommunityGuide,
    Enrolment,
    TrainingCourse,
    TrainingProgramme,
    TrainingSession,
)
from home.demo.clock import Calendar, Story
from home.demo.data import Row, read, token
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.users.models import User

OPEN_COURSE = 4
_BEGINS = datetime.time(17)


def training_stories(calendar: Calendar) -> list[Story]:
    """The four courses: two done, one running, one open for sign-up; and the ambassadors' work."""
    told = read("training")
    return [
        *(_course_story(number, row, calendar) for number, row in enumerate(told["course"], 1)),
        *(_activity_story(row, calendar) for row in told["activity"]),
        *(_idea_story(row, calendar) for row in told["idea"]),
    ]


def _course_story(number: int, row: Row, calendar: Calendar) -> Story:
    """A course from the day it is drawn up to its certificates, as far as it has come."""
    yield calendar.ago(max(1, 30 - row["first"] - (60 if number == OPEN_COURSE else 0)), hour=9)
    course = _drawn_up(row, calendar)
    trainer = _user(row["trainers"][0])
    for learner in _people(number):
        yield timezone.now()
        enrolments.enrol(
            course.pk,
            email=learner["email"],
            full_name=learner["name"],
            neighbourhood_id=Neighbourhood.objects.get(slug=learner["place"]).pk,
            needs=learner.get("needs", ""),
            by=trainer,
        )
    _hand_out(course, row, trainer)
    held = list(course.sessions.filter(starts_at__lt=calendar.now))
    for place, session in enumerate(held):
        yield session.ends_at
        _take_attendance(session, _people(number), place, trainer)
    if len(held) == course.sessions.count():
        yield held[-1].ends_at + datetime.timedelta(hours=12)
        _finish(course, _people(number), trainer)


def _drawn_up(row: Row, calendar: Calendar) -> TrainingCourse:
    programme = TrainingProgramme.objects.get(title="Grunduddannelse")
    days = courses.proposed_days(programme, calendar.day(row["first"]))
    guides = CommunityGuide.objects.filter(user__email__in=row["trainers"])
    return courses.draw_up(
        token("course", row["title"]),
        programme_id=programme.pk,
        title=row["title"],
        starts=[at(day, _BEGINS) for day in days],
        place=row["place"],
        capacity=row["capacity"],
        neighbourhood_ids=Neighbourhood.objects.filter(slug__in=row["places"]).values_list(
            "pk", flat=True
        ),
        trainer_ids=guides.values_list("pk", flat=True),
        is_public=True,
        by=_user(row["trainers"][0]),
    )


def _hand_out(course: TrainingCourse, row: Row, trainer: User) -> None:
    """What to read or bring: of each, the place of its session and the words or the link."""
    for place, title, url in row.get("materials", []):
        session = course.sessions.all()[place]
        materials.add(
            token("material", row["title"], title),
            session_id=session.pk,
            title=title,
            url=url,
            upload=None,
            by=trainer,
        )


def _people(number: int) -> list[dict[str, Any]]:
    """Who is on a course: the ambassadors of the first two, the learners of the others."""
    rows = [*read("people")["ambassador"], *read("training")["learner"]]
    return [row for row in rows if row["course"] == number]


def _take_attendance(
    session: TrainingSession, people: list[dict[str, Any]], place: int, trainer: User
) -> None:
    """Mark everybody who has a place; those who never finished stay away from the second on."""
    marks = []
    for row in people:
        enrolment = Enrolment.objects.get(course=session.course, person__email=row["email"])
        seats = row.get("here", [True] + [not row.get("unfinished")] * 3)
        is_here = place < len(seats) and seats[place]
        state = AttendanceState.PRESENT if is_here else AttendanceState.ABSENT
        marks.append(attendance.Mark(enrolment.public_id, state))
    attendance.mark(session.pk, marks=marks, by=trainer)


def _finish(course: TrainingCourse, people: list[dict[str, Any]], trainer: User) -> None:
    """Find the requirements met and issue the certificates."""
    assessed = [row for row in course.programme.requirements.all() if row.is_assessed]
    for row in people:
        if row.get("unfinished"):
            continue
        enrolment = Enrolment.objects.get(course=course, person__email=row["email"])
        for requirement in assessed:
            certificates.assess(
                enrolment.pk,
                requirement_id=requirement.pk,
                is_met=True,
                words="Fortalt for holdet.",
                by=trainer,
            )
        certificates.complete(
            enrolment.pk,
            completed_on=timezone.localdate(),
            shown_publicly=row["shown"],
            words=row["words"],
            by=trainer,
        )


def _activity_story(row: Row, calendar: Calendar) -> Story:
    """Something an ambassador did, and perhaps the guide's yes a day later."""
    yield calendar.ago(row["days"], hour=20)
    ambassador = Ambassador.objects.get(user__email=row["who"])
    activity = activities.report(
        ambassador.pk,
        token=token("activity", row["text"]),
        kind=ActivityKind(row["kind"]),
        happened_on=calendar.day(-row["days"]),
        minutes=row["minutes"],
        text=row["text"],
        initiative_id=_initiative(row.get("initiative", "")),
        by=ambassador.user,
    )
    if row.get("approved"):
        yield calendar.ago(row["days"] - 1, hour=9)
        activities.decide(
            activity.pk, move=ActivityMove.APPROVE, answer="", by=ambassador.trained_by.user
        )


def _idea_story(row: Row, calendar: Calendar) -> Story:
    """An idea told for a neighbour who said yes."""
    yield calendar.ago(row["days"], hour=18)
    ambassador = Ambassador.objects.get(user__email=row["who"])
    activities.tell_for_neighbour(
        ambassador.pk,
        token=token("found", row["text"]),
        text=row["text"],
        neighbourhood_id=Neighbourhood.objects.get(slug=row["place"]).pk,
        name=row["name"],
        phone=row["phone"],
        email="",
        has_said_yes=True,
        by=ambassador.user,
    )


def _initiative(title: str) -> int | None:
    """The key of the initiative an ambassador helped, if the row names one."""
    return Initiative.objects.get(title=title).pk if title else None


def _user(email: str) -> User:
    return User.objects.get(email=email)
