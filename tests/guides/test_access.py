"""A guide's access begins and ends with the assignment, in the same request (bar B3)."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from guides import permissions
from guides.actions import cases
from guides.enums import CaseMove, CaseOrigin, CaseOutcome, CaseStatus
from guides.errors import AlreadyTaken, NotPermitted
from guides.models import Case, CommunityGuide, Enrolment
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, ImpartialityDeclaration, Initiative
from initiatives.permissions import can_decide, helped, moves_for
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import CaseFactory, EnrolmentFactory, OrganisationFactory, guide_in
from tests.factories.initiatives import InitiativeFactory, application

YESTERDAY = datetime.timedelta(days=1)


class GuideAccess(RuleBasedStateMachine):
    """Guides of two organisations in two places come, take, end and are shut out.

    Beside the rows runs a plain model of who is at work and who has what; what the gate lets each
    see must be what the model says, after every step.
    """

    def __init__(self) -> None:
        super().__init__()
        self.places = [NeighbourhoodFactory.create() for _ in range(2)]
        self.organisations = [OrganisationFactory.create() for _ in range(2)]
        self.guides = [
            guide_in(self.places[number // 2], organisation=self.organisations[number % 2])
            for number in range(4)
        ]
        self.in_agreement = {organisation.pk: True for organisation in self.organisations}
        self.employed = {guide.pk: True for guide in self.guides}
        self.account_active = {guide.pk: True for guide in self.guides}
        self.owner: dict[int, int | None] = {}
        self.place: dict[int, int] = {}
        self.is_new: dict[int, bool] = {}

    def at_work(self, guide: CommunityGuide) -> bool:
        return (
            self.employed[guide.pk]
            and self.account_active[guide.pk]
            and self.in_agreement[guide.organisation_id]
        )

    def serves(self, guide: CommunityGuide, case_id: int) -> bool:
        return self.guides.index(guide) // 2 == self.place[case_id]

    @precondition(lambda self: len(self.owner) < 6)
    @rule(place=st.integers(0, 1))
    def idea_comes_in(self, place: int) -> None:
        initiative = InitiativeFactory.create(neighbourhood=self.places[place])
        case = cases.open_case(initiative.pk, origin=CaseOrigin.CALL_BACK, by=None)
        self.owner[case.pk], self.place[case.pk], self.is_new[case.pk] = None, place, True

    @precondition(lambda self: self.owner)
    @rule(who=st.integers(0, 3), which=st.integers(0, 5))
    def take(self, who: int, which: int) -> None:
        guide, case_id = self.guides[who], sorted(self.owner)[which % len(self.owner)]
        user = User.objects.get(pk=guide.user_id)
        owner = self.owner[case_id]
        may = self.at_work(guide) and (
            owner == guide.pk or (owner is None and self.serves(guide, case_id))
        )
        try:
            cases.take(case_id, by=user)
        except (NotPermitted, AlreadyTaken):
            assert not may
        else:
            assert may
            self.owner[case_id] = guide.pk

    @precondition(lambda self: self.owner)
    @rule(which=st.integers(0, 5))
    def contact_and_close(self, which: int) -> None:
        case_id = sorted(self.owner)[which % len(self.owner)]
        guide = next((g for g in self.guides if g.pk == self.owner[case_id]), None)
        if guide is None or not self.at_work(guide) or not self.is_new[case_id]:
            return
        user = User.objects.get(pk=guide.user_id)
        case = Case.objects.get(pk=case_id)
        case = cases.move(case_id, move=CaseMove.CONTACT, version=case.version, by=user)
        cases.move(
            case_id,
            move=CaseMove.CLOSE,
            version=case.version,
            outcome=CaseOutcome.PASSED_ON,
            by=user,
        )
        self.is_new[case_id] = False

    @rule(who=st.integers(0, 3), employed=st.booleans())
    def employment_ends_or_begins(self, who: int, employed: bool) -> None:
        guide = self.guides[who]
        ended = None if employed else timezone.localdate() - YESTERDAY
        CommunityGuide.objects.filter(pk=guide.pk).update(active_to=ended)
        self.employed[guide.pk] = employed

    @rule(who=st.integers(0, 3), active=st.booleans())
    def account_is_shut_or_opened(self, who: int, active: bool) -> None:
        guide = self.guides[who]
        User.objects.filter(pk=guide.user_id).update(is_active=active)
        self.account_active[guide.pk] = active

    @rule(which=st.integers(0, 1), signed=st.booleans())
    def agreement_lapses_or_is_signed(self, which: int, signed: bool) -> None:
        organisation = self.organisations[which]
        organisation.agreement_signed_on = timezone.localdate() if signed else None
        organisation.save()
        self.in_agreement[organisation.pk] = signed

    @invariant()
    def each_sees_what_is_theirs_and_nothing_else(self) -> None:
        for guide in self.guides:
            user = User.objects.get(pk=guide.user_id)
            own, queue = set(), set()
            if self.at_work(guide):
                own = {case for case, owner in self.owner.items() if owner == guide.pk}
                queue = {
                    case
                    for case, owner in self.owner.items()
                    if owner is None and self.serves(guide, case)
                }
            seen = set(Case.objects.visible_to(user).values_list("pk", flat=True))
            assert seen == own | queue
            initiatives = Initiative.objects.visible_to(user).filter(cases__in=self.owner)
            assert set(initiatives.values_list("cases", flat=True)) == own


@pytest.mark.django_db
def test_access_follows_the_assignment_through_any_course_of_events() -> None:
    run_state_machine_as_test(
        GuideAccess,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_gate_and_permissions_agree(
    guide: CommunityGuide, other_guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    colleague = guide_in(neighbourhood, organisation=guide.organisation)
    here = InitiativeFactory.create_batch(4, neighbourhood=neighbourhood)
    CaseFactory.create(initiative=here[0])
    CaseFactory.create(initiative=here[1], guide=guide)
    CaseFactory.create(initiative=here[2], guide=colleague, status=CaseStatus.ACTIVE)
    CaseFactory.create(initiative=here[3], guide=other_guide, status=CaseStatus.PAUSED)
    CaseFactory.create()

    for person in (guide, colleague, other_guide):
        at_work = permissions.active_guide(person.user)
        assert at_work is not None
        allowed = {
            case.pk
            for case in Case.objects.all()
            if permissions.can_work_on(at_work, case) or permissions.can_take(at_work, case)
        }
        assert allowed == set(Case.objects.visible_to(person.user).values_list("pk", flat=True))


def test_guide_reads_the_sent_application_of_an_own_course_and_counts_as_its_helper(
    guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    sent, draft = application(), application(status=ApplicationStatus.DRAFT)
    for row in (sent, draft):
        CaseFactory.create(initiative=row.initiative, guide=guide, status=CaseStatus.ACTIVE)

    assert list(Application.objects.visible_to(guide.user)) == [sent]
    assert not Application.objects.visible_to(other_guide.user).exists()
    assert helped(guide.user, sent.initiative)
    assert not helped(other_guide.user, sent.initiative)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.CASEWORKER, Role.PAYER])
def test_guide_who_helped_can_make_no_move_in_the_case_whatever_their_role(
    guide: CommunityGuide, role: Role
) -> None:
    guide.user.groups.add(Group.objects.get_or_create(name=role)[0])
    ready = application(status=ApplicationStatus.READY_FOR_DECISION)
    CaseFactory.create(initiative=ready.initiative, guide=guide, status=CaseStatus.ACTIVE)
    ImpartialityDeclaration.objects.create(application=ready, user=guide.user, is_impartial=True)

    assert moves_for(guide.user, ready) == []
    assert not can_decide(guide.user, ready)


def test_training_people_are_seen_by_their_trainer_and_the_lead_alone(
    guide: CommunityGuide, other_guide: CommunityGuide, lead: User, caseworker: User
) -> None:
    enrolment = EnrolmentFactory.create()
    enrolment.course.trainers.add(guide)

    seen = {
        person.pk: Enrolment.objects.visible_to(person).exists()
        for person in (guide.user, other_guide.user, lead, caseworker, enrolment.person)
    }

    assert [pk for pk, is_seen in seen.items() if is_seen] == [guide.user.pk, lead.pk]
