"""Guides of two organisations come, take, hand over, cover and leave, beside a plain model of it.

What the gate lets each person see must be what the model says, after every step (bar B3). The model
knows no query and no rule of the code: it keeps who has what in sets and dates of its own.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from guides.actions import absences, assignments, cases, emergencies, employment, handovers
from guides.enums import CaseMove, CaseOrigin, CaseOutcome
from guides.models import Case, CommunityGuide, Handover, OrganisationLead
from initiatives.models import Initiative
from portal.errors import DomainError
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import OrganisationFactory, guide_in
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory, staff

GUIDES, COURSES = 5, 6
APT = st.sampled_from([True, True, True, False])
HOURS = datetime.timedelta(hours=1)
DONE: Counter[str] = Counter()
"""How often each rule was let do its thing: a machine that is refused everything proves nothing."""
START = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


@dataclass
class Course:
    """What the model knows of one course."""

    place: int
    owner: int | None = None
    is_new: bool = True
    is_closed: bool = False


@dataclass
class Away:
    """One absence: whose, who stands in, which courses, and when."""

    guide: int
    by: int
    courses: set[int]
    first: datetime.date
    last: datetime.date


@dataclass
class Model:
    """Who is at work and who has what, in plain Python."""

    works: list[bool] = field(default_factory=lambda: [True] * GUIDES)
    is_open_account: list[bool] = field(default_factory=lambda: [True] * GUIDES)
    agreed: list[bool] = field(default_factory=lambda: [True, True])
    leads: list[bool] = field(default_factory=lambda: [True, True])
    courses: dict[int, Course] = field(default_factory=dict)
    offers: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    away: dict[int, Away] = field(default_factory=dict)
    opened: list[tuple[str, int, int, datetime.datetime]] = field(default_factory=list)

    @staticmethod
    def organisation(guide: int) -> int:
        """Guides 0, 1 and 2 work for the first, 3 and 4 for the second."""
        return 0 if guide < 3 else 1

    @staticmethod
    def place(guide: int) -> int:
        return guide % 2

    def at_work(self, guide: int) -> bool:
        organisation = self.organisation(guide)
        return self.works[guide] and self.is_open_account[guide] and self.agreed[organisation]

    def leading(self, organisation: int) -> bool:
        return self.leads[organisation] and self.agreed[organisation]

    def covered(self, guide: int, today: datetime.date) -> set[int]:
        return {
            pk
            for away in self.away.values()
            for pk in away.courses
            if away.by == guide
            and away.first <= today <= away.last
            and self.at_work(away.guide)
            and self.courses[pk].owner == away.guide
        }

    def works_on(self, guide: int, today: datetime.date) -> set[int]:
        if not self.at_work(guide):
            return set()
        own = {pk for pk, course in self.courses.items() if course.owner == guide}
        return own | self.covered(guide, today)

    def emergencies_of(self, who: str, organisation: int, now: datetime.datetime) -> set[int]:
        return {
            pk
            for name, pk, place, until in self.opened
            if name == who and now < until and place == organisation
        }

    def queue(self, places: set[int]) -> set[int]:
        return {
            pk
            for pk, course in self.courses.items()
            if course.owner is None and course.place in places
        }

    def seen_by_guide(self, guide: int, now: datetime.datetime) -> set[int]:
        if not self.at_work(guide):
            return set()
        seen = self.works_on(guide, timezone.localdate(now)) | self.queue({self.place(guide)})
        return seen | self.emergencies_of(f"guide {guide}", self.organisation(guide), now)

    def seen_by_lead(self, organisation: int, now: datetime.datetime) -> set[int]:
        if not self.leading(organisation):
            return set()
        return self.emergencies_of(f"lead {organisation}", organisation, now)

    def listed_by_lead(self, organisation: int) -> set[int]:
        if not self.leading(organisation):
            return set()
        ours = [g for g in range(GUIDES) if self.organisation(g) == organisation]
        places = {self.place(guide) for guide in ours if self.at_work(guide)}
        own = {pk for pk, course in self.courses.items() if course.owner in ours}
        return own | self.queue(places)


class Staffing(RuleBasedStateMachine):
    """Five guides of two organisations in two places, two leads and a programme lead."""

    def __init__(self) -> None:
        super().__init__()
        self.true_clock, self.now = timezone.now, START
        timezone.now = lambda: self.now
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.model, self.turn = Model(), 0
        self.places = NeighbourhoodFactory.create_batch(2)
        self.organisations = OrganisationFactory.create_batch(2)
        self.guides = [
            guide_in(
                self.places[Model.place(number)],
                organisation=self.organisations[Model.organisation(number)],
            )
            for number in range(GUIDES)
        ]
        self.leads = [
            OrganisationLead.objects.create(user=UserFactory.create(), organisation=organisation)
            for organisation in self.organisations
        ]
        self.programme_lead = staff(Role.PROGRAMME_LEAD)
        for number in range(GUIDES - 1):
            self.idea_comes_in(Model.place(number))
            self.take(number, number)

    def teardown(self) -> None:
        try:
            for number in range(GUIDES):
                self.check_guide(number)
            for organisation in range(2):
                self.check_lead(organisation)
        finally:
            timezone.now = self.true_clock
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def person(self, guide: int) -> User:
        return User.objects.get(pk=self.guides[guide].user_id)

    def pick(self, which: int) -> int:
        return sorted(self.model.courses)[which % len(self.model.courses)]

    def colleague(self, guide: int, which: int) -> int:
        """One of the others in the guide's organisation."""
        own = Model.organisation(guide)
        others = [n for n in range(GUIDES) if n != guide and Model.organisation(n) == own]
        return others[which % len(others)]

    def apt(self, who: int, to: int, pk: int, apt: bool) -> tuple[int, int]:
        """Mostly those whom it concerns, so that more is done than refused; else anybody."""
        owner = self.model.courses[pk].owner
        return (owner, self.colleague(owner, to)) if apt and owner is not None else (who, to)

    def tried(self, do: Callable[[], object]) -> bool:
        """Whether the domain let it be done."""
        try:
            with transaction.atomic():
                do()
        except DomainError:
            return False
        DONE[sys._getframe(1).f_code.co_name] += 1
        return True

    # --- Courses come, are taken, given and closed ---------------------------------------------

    @precondition(lambda self: len(self.model.courses) < COURSES)
    @rule(place=st.integers(0, 1))
    def idea_comes_in(self, place: int) -> None:
        initiative = InitiativeFactory.create(neighbourhood=self.places[place])
        case = cases.open_case(initiative.pk, origin=CaseOrigin.CALL_BACK, by=None)
        self.model.courses[case.pk] = Course(place)

    @precondition(lambda self: self.model.courses)
    @rule(who=st.integers(0, GUIDES - 1), which=st.integers(0, COURSES))
    def take(self, who: int, which: int) -> None:
        pk = self.pick(which)
        course = self.model.courses[pk]
        works = pk in self.model.works_on(who, timezone.localdate())
        free = course.owner is None and course.place == Model.place(who)
        done = self.tried(lambda: cases.take(pk, by=self.person(who)))
        assert done == (works or (free and self.model.at_work(who)))
        if done and not works:
            course.owner = who

    @precondition(lambda self: self.model.courses)
    @rule(
        which=st.integers(0, COURSES),
        to=st.integers(0, GUIDES - 1),
        by=st.sampled_from(["lead 0", "lead 1", "programme"]),
        apt=APT,
    )
    def assign(self, which: int, to: int, by: str, apt: bool) -> None:
        pk, model = self.pick(which), self.model
        if apt:
            waiting = [key for key, course in model.courses.items() if course.owner is None]
            left = [
                key
                for key, course in model.courses.items()
                if course.owner is not None and not model.at_work(course.owner)
            ]
            pk = (waiting + left or [pk])[which % len(waiting + left or [pk])]
            owner = model.courses[pk].owner
            to = to if owner is None else self.colleague(owner, to)
            by = f"lead {Model.organisation(to)}" if by != "programme" or owner is not None else by
        course, organisation = model.courses[pk], Model.organisation(to)
        left = course.owner is not None and not model.at_work(course.owner)
        may = model.at_work(to) and not course.is_closed
        if by == "programme":
            user = self.programme_lead
            may = may and course.owner is None
        else:
            number = int(by[-1])
            user = User.objects.get(pk=self.leads[number].user_id)
            same = course.owner is None or Model.organisation(course.owner) == organisation
            may = may and number == organisation and pk in model.listed_by_lead(number)
            may = may and same and (course.owner is None or left)
        guide_id = self.guides[to].pk
        assert self.tried(lambda: assignments.assign(pk, guide_id=guide_id, by=user)) == may
        if may:
            course.owner = to
            self.drop_offers(pk)

    @precondition(lambda self: self.model.courses)
    @rule(who=st.integers(0, GUIDES - 1), which=st.integers(0, COURSES))
    def contact_and_close(self, who: int, which: int) -> None:
        pk = self.pick(which)
        course = self.model.courses[pk]
        if pk not in self.model.works_on(who, timezone.localdate()) or not course.is_new:
            return
        user, version = self.person(who), Case.objects.get(pk=pk).version
        case = cases.move(pk, move=CaseMove.CONTACT, version=version, by=user)
        end = {"outcome": CaseOutcome.PASSED_ON, "version": case.version}
        cases.move(pk, move=CaseMove.CLOSE, by=user, **end)
        course.is_new, course.is_closed = False, True

    # --- Courses change hands ------------------------------------------------------------------

    @precondition(lambda self: self.model.courses)
    @rule(
        who=st.integers(0, GUIDES - 1), to=st.integers(0, GUIDES - 1), which=st.integers(0, 9),
        apt=APT,
    )  # fmt: skip
    def offer(self, who: int, to: int, which: int, apt: bool) -> None:
        pk, model = self.pick(which), self.model
        who, to = self.apt(who, to, pk, apt)
        course = model.courses[pk]
        may = (
            model.at_work(who) and model.at_work(to) and course.owner == who != to
            and Model.organisation(who) == Model.organisation(to) and not course.is_closed
            and pk not in {offered for offered, _from, _to in model.offers.values()}
        )  # fmt: skip
        told = {"to_guide_id": self.guides[to].pk, "words": ""}
        assert self.tried(lambda: handovers.offer([pk], by=self.person(who), **told)) == may
        if may:
            row = Handover.objects.get(case=pk, status="OFFERED")
            model.offers[row.pk] = (pk, who, to)

    @precondition(lambda self: self.model.offers)
    @rule(
        which=st.integers(0, 9), who=st.integers(0, GUIDES - 1), does=st.sampled_from("aadw"),
        apt=APT,
    )  # fmt: skip
    def answer(self, which: int, who: int, does: str, apt: bool) -> None:
        model = self.model
        offer_id = sorted(model.offers)[which % len(model.offers)]
        pk, giver, taker = model.offers[offer_id]
        if apt:
            who = giver if does == "w" else taker
        course, user = model.courses[pk], self.person(who)
        is_asked = model.at_work(who) and who == taker
        stands = course.owner == giver and not course.is_closed
        if does == "a":
            done = self.tried(lambda: handovers.accept(offer_id, by=user))
            assert done == (is_asked and stands)
            if done:
                course.owner = taker
        elif does == "d":
            done = self.tried(lambda: handovers.decline(offer_id, answer="", by=user))
            assert done == is_asked
        else:
            done = self.tried(lambda: handovers.withdraw(offer_id, by=user))
            assert done == (model.at_work(who) and course.owner == who)
        if done:
            del model.offers[offer_id]

    def drop_offers(self, course_id: int) -> None:
        kept = {pk: offer for pk, offer in self.model.offers.items() if offer[0] != course_id}
        self.model.offers = kept

    # --- Cover and emergencies -----------------------------------------------------------------

    @precondition(lambda self: self.model.courses)
    @rule(
        who=st.integers(0, GUIDES - 1), by=st.integers(0, GUIDES - 1), which=st.integers(0, 9),
        begins=st.integers(-1, 2), lasts=st.integers(0, 2), apt=APT,
    )  # fmt: skip
    def arrange_cover(
        self, who: int, by: int, which: int, begins: int, lasts: int, apt: bool
    ) -> None:
        pk, model, day = self.pick(which), self.model, datetime.timedelta(days=1)
        who, by = self.apt(who, by, pk, apt)
        first = timezone.localdate() + begins * day
        last = first + lasts * day
        course = model.courses[pk]
        may = (
            model.at_work(who) and model.at_work(by) and who != by
            and Model.organisation(who) == Model.organisation(by)
            and course.owner == who and not course.is_closed and last >= timezone.localdate()
        )  # fmt: skip
        made: list[int] = []

        def do() -> None:
            cover = absences.arrange(
                self.guides[who].pk, by_guide_id=self.guides[by].pk, starts_on=first, ends_on=last,
                case_ids=[pk], by=self.person(who),
            )  # fmt: skip
            made.append(cover.pk)

        assert self.tried(do) == may
        for cover_id in made:
            model.away[cover_id] = Away(who, by, {pk}, first, last)

    @precondition(lambda self: self.model.away)
    @rule(which=st.integers(0, 9))
    def end_cover(self, which: int) -> None:
        cover_id = sorted(self.model.away)[which % len(self.model.away)]
        user = self.person(self.model.away[cover_id].guide)
        if self.tried(lambda: absences.end(cover_id, by=user)):
            del self.model.away[cover_id]

    @precondition(lambda self: self.model.courses)
    @rule(which=st.integers(0, COURSES), who=st.integers(0, GUIDES + 1), apt=APT)
    def open_in_emergency(self, which: int, who: int, apt: bool) -> None:
        pk, model = self.pick(which), self.model
        if who < GUIDES:
            _owner, who = self.apt(who, who, pk, apt)
        if who < GUIDES:
            user, name = self.person(who), f"guide {who}"
            organisation, stands = Model.organisation(who), model.at_work(who)
        else:
            organisation = who - GUIDES
            user, name = (
                User.objects.get(pk=self.leads[organisation].user_id),
                f"lead {organisation}",
            )
            stands = model.leading(organisation)
        owner = model.courses[pk].owner
        may = stands and owner is not None and Model.organisation(owner) == organisation
        number = Case.objects.values_list("initiative__number", flat=True).get(pk=pk)
        why = "Borgeren ringede, og guiden svarer ikke."
        done = self.tried(lambda: emergencies.open_course(number, reason=why, by=user))
        assert done == may
        if done:
            model.opened.append((name, pk, organisation, self.now + 4 * HOURS))

    # --- People leave, and time goes -----------------------------------------------------------

    @rule(who=st.integers(0, GUIDES - 1))
    def guide_leaves(self, who: int) -> None:
        organisation, model = Model.organisation(who), self.model
        browser = Client()
        browser.force_login(self.person(who), backend="portal.users.backends.AccountBackend")
        lead = User.objects.get(pk=self.leads[organisation].user_id)
        done = self.tried(lambda: employment.end_guide(self.guides[who].pk, by=lead))
        assert done == model.leads[organisation]
        if done and model.works[who]:
            assert browser.get(reverse("overview")).status_code == 302
            model.works[who] = False
            model.offers = {k: v for k, v in model.offers.items() if who not in v[1:]}
            model.away = {k: v for k, v in model.away.items() if who not in {v.guide, v.by}}

    @rule(who=st.integers(0, GUIDES - 1))
    def guide_comes_back(self, who: int) -> None:
        CommunityGuide.objects.filter(pk=self.guides[who].pk).update(ended_at=None)
        self.model.works[who] = True

    @rule(who=st.integers(0, GUIDES - 1), is_open=APT)
    def account_is_shut_or_opened(self, who: int, is_open: bool) -> None:
        User.objects.filter(pk=self.guides[who].user_id).update(is_active=is_open)
        self.model.is_open_account[who] = is_open

    @rule(which=st.integers(0, 1), signed=APT)
    def agreement_lapses_or_is_signed(self, which: int, signed: bool) -> None:
        organisation = self.organisations[which]
        organisation.agreement_signed_on = timezone.localdate() if signed else None
        organisation.save()
        self.model.agreed[which] = signed

    @rule(which=st.integers(0, 1))
    def lead_leaves(self, which: int) -> None:
        employment.end_lead(self.leads[which].pk, by=self.programme_lead)
        self.model.leads[which] = False

    @rule(hours=st.sampled_from([1, 3, 5, 24]))
    def time_goes(self, hours: int) -> None:
        self.now += hours * HOURS

    # --- What must hold after every step -------------------------------------------------------

    def seen(self, user: User) -> set[int]:
        return set(Case.objects.visible_to(user).values_list("pk", flat=True))

    @invariant()
    def each_sees_what_is_theirs_and_nothing_else(self) -> None:
        """They take turns: two guides and a lead after each step, and all of them at the end."""
        self.turn += 1
        for number in ((2 * self.turn) % GUIDES, (2 * self.turn + 1) % GUIDES):
            self.check_guide(number)
        self.check_lead(self.turn % 2)

    def check_guide(self, number: int) -> None:
        user = self.person(number)
        assert self.seen(user) == self.model.seen_by_guide(number, self.now), number
        works = self.model.works_on(number, timezone.localdate())
        initiatives = Initiative.objects.visible_to(user).filter(cases__in=self.model.courses)
        assert set(initiatives.values_list("cases", flat=True)) == works, number
        assert set(Case.objects.worked_by(user).values_list("pk", flat=True)) == works, number

    def check_lead(self, organisation: int) -> None:
        lead = User.objects.get(pk=self.leads[organisation].user_id)
        assert self.seen(lead) == self.model.seen_by_lead(organisation, self.now), organisation
        listed = set(Case.objects.overseen_by(lead).values_list("pk", flat=True))
        assert listed == self.model.listed_by_lead(organisation), organisation

    @precondition(lambda self: self.model.courses)
    @rule(who=st.integers(0, GUIDES - 1), which=st.integers(0, COURSES))
    def read(self, who: int, which: int) -> None:
        """Open the page itself: it is there for those who see the course, and for them alone."""
        pk = self.pick(which)
        browser = Client()
        browser.force_login(self.person(who), backend="portal.users.backends.AccountBackend")
        case = Case.objects.get(pk=pk)
        answer = browser.get(reverse("guides:case-detail", args=[case.public_id]))
        may = pk in self.model.seen_by_guide(who, self.now)
        shut_out = 404 if self.model.is_open_account[who] else 302
        assert answer.status_code == (200 if may else shut_out)
