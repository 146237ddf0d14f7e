"""What the guides did: ideas told to them, their courses and notes, and the training."""

from __future__ import annotations

import datetime

from guides.actions import appointments, cases, notes, plans
from guides.enums import CaseMove, CaseOutcome, NoteKind, NoteVisibility
from guides.models import Case, CommunityGuide, PlanTemplate
from home.demo.clock import Calendar, Story
from home.demo.data import Row, chance, read, token
from initiatives.actions import initiatives
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.users.actions import ensure_account
from portal.users.models import User

_KINDS = (NoteKind.MEETING, NoteKind.VISIT, NoteKind.CALL, NoteKind.MAIL)
_ENDINGS = {
    "closed": CaseOutcome.REALISED,
    "refused": CaseOutcome.PASSED_ON,
    "dismissed": CaseOutcome.DROPPED,
}


class Course:
    """One guide's course with one group: writes its notes and moves, each only once."""

    def __init__(self, case: Case, guide: User, first_name: str) -> None:
        self.pk = case.pk
        self.guide = guide
        self.first_name = first_name
        self.words = case.initiative.number
        self.written = 0

    def take(self) -> None:
        """Take it from the queue."""
        cases.take(self.pk, by=self.guide)

    def note(self, about: str, visibility: NoteVisibility) -> None:
        """Write one of the notes about a kind of contact."""
        luck = chance(self.words, self.written)
        wordings = read("notes")[about]
        text = wordings if isinstance(wordings, str) else luck.choice(wordings)
        notes.write(
            self.pk,
            token=token("note", self.words, self.written),
            kind=NoteKind.CALL if about == "first" else luck.choice(_KINDS),
            minutes=luck.choice((10, 15, 20, 30, 45, 60)),
            text=text.format(first=self.first_name),
            visibility=visibility,
            by=self.guide,
        )
        self.written += 1

    def plan(self, days: int, calendar: Calendar) -> None:
        """Plan the next step, so many days from the day of loading."""
        text = chance(self.words, "step").choice(read("notes")["steps"])
        on = calendar.day(days)
        cases.plan_next_step(self.pk, text=text, on=on, version=self._version(), by=self.guide)

    def share_plan(self, done: int) -> None:
        """Put ready steps in the plan, the first ones done."""
        templates = list(PlanTemplate.objects.all())
        template = chance(self.words, "plan").choice(templates)
        steps = plans.add_ready_steps(self.pk, template_id=template.pk, by=self.guide)
        for step in steps[:done]:
            plans.tick(step.pk, done=True, by=self.guide)

    def agree(self, days: int, calendar: Calendar, *, with_group: bool = True) -> None:
        """Agree to meet, so many days from the day of loading."""
        luck = chance(self.words, "appointment", days)
        row = luck.choice(read("notes")["appointments"])
        starts_at = calendar.ago(-days, hour=luck.randrange(9, 18), minute=luck.choice((0, 30)))
        appointments.make(
            self.pk,
            token=token("appointment", self.words, days),
            title=row["title"],
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(hours=1),
            place=row["place"],
            with_group=with_group,
            by=self.guide,
        )

    def remember(self, days: int, calendar: Calendar) -> None:
        """Write down what to follow up, so many days from the day of loading."""
        plans.follow_up(
            self.pk,
            token=token("follow-up", self.words, days),
            text=chance(self.words, "remember").choice(read("notes")["follow_ups"]),
            due_on=calendar.day(days),
            by=self.guide,
        )

    def move(self, move: CaseMove, outcome: str = "") -> None:
        """Move the course on."""
        cases.move(self.pk, move=move, version=self._version(), by=self.guide, outcome=outcome)

    def _version(self) -> int:
        return Case.objects.values_list("version", flat=True).get(pk=self.pk)


def idea_story(row: Row, calendar: Calendar) -> Story:
    """A small idea told in four fields, and what a guide did about it."""
    luck = chance("idea", row["text"])
    yield calendar.ago(row["days"], hour=7 + luck.randrange(3), minute=luck.randrange(60))
    if row.get("email") == "nabo@example.org":
        ensure_account(email=row["email"], full_name=row["name"])
    idea = initiatives.tell_idea(
        token=token("idea", row["text"]),
        text=row["text"],
        neighbourhood_id=Neighbourhood.objects.get(slug=row["place"]).pk,
        name=row["name"],
        phone=row.get("phone", ""),
        email=row.get("email", ""),
    )
    if row["until"] == "queue":
        return
    yield from follow(
        idea, row["place"], row["name"], days=row["days"], until=row["until"], calendar=calendar
    )


def group_story(row: Row, calendar: Calendar) -> Story:
    """The course with the group behind one of the 18 initiatives."""
    begun: int = row.get("told") or row["sent"]
    yield calendar.work(begun - 1, hour=11, minute=10)
    initiative = _initiative_of(row)
    ended = row["until"] in _ENDINGS
    until = _ENDINGS[row["until"]].value if ended else "active"
    yield from follow(
        initiative, row["place"], row["lead"][1], days=begun, until=until, calendar=calendar
    )


def follow(
    initiative: Initiative, place: str, name: str, *, days: int, until: str, calendar: Calendar
) -> Story:
    """Take the course of an initiative, work in it, and leave it at `until`."""
    luck = chance("follow", initiative.number)
    guide = CommunityGuide.objects.get(neighbourhoods__slug=place)
    case = Case.objects.select_related("initiative").get(initiative=initiative)
    course = Course(case, guide.user, name.split(maxsplit=1)[0])
    yield calendar.work(days - 1, hour=9 + luck.randrange(3), minute=25)
    course.take()
    course.note("first", NoteVisibility.ORGANISATION)
    course.plan(luck.randrange(-2, 12), calendar)
    if until == "contacted":
        return
    ended = until in CaseOutcome.values
    if until != CaseOutcome.NO_CONTACT:
        yield calendar.work(days - 5, hour=13, minute=40)
        course.move(CaseMove.ACTIVATE)
        course.note("meeting", NoteVisibility.ORGANISATION)
        yield calendar.work(days - 9, hour=10, minute=15)
        course.note("caseworker", NoteVisibility.CASEWORKER)
        yield calendar.work(days - 11, hour=15, minute=50)
        course.note("citizen", NoteVisibility.CITIZEN)
        if luck.random() < 0.5:  # noqa: PLR2004 - about every other course
            course.note("own", NoteVisibility.ORGANISATION)
        course.plan(luck.randrange(-3, 21), calendar)
    if until == "active":
        course.share_plan(done=luck.randrange(3))
        course.agree(luck.choice((1, 2, 3, 5, 8)), calendar)
        course.remember(luck.choice((-2, 0, 1, 4, 9)), calendar)
    if until == "paused":
        yield calendar.work(days - 14, hour=12)
        course.move(CaseMove.PAUSE)
    if ended:
        yield calendar.work(max(2, days * 0.15), hour=14, minute=30)
        course.note("closing", NoteVisibility.CITIZEN)
        course.move(CaseMove.CLOSE, outcome=until)


def guide_stories(calendar: Calendar) -> list[Story]:
    """The ideas, and the courses with the groups."""
    return [
        *(idea_story(row, calendar) for row in read("ideas")["idea"]),
        *(group_story(row, calendar) for row in read("initiatives")["initiative"]),
    ]


def _initiative_of(row: Row) -> Initiative:
    """The initiative of a group: by its idea's token when it was told, else by its title."""
    if "told" in row:
        return Initiative.objects.get(submission_token=token("idea", row["title"]))
    return Initiative.objects.get(title=row["title"])
