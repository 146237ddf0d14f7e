"""A guide's access begins and ends with the assignment, in the same request (bar B3)."""

import pytest
from django.contrib.auth.models import Group

from guides import permissions
from guides.enums import CaseStatus
from guides.models import Case, CommunityGuide, Enrolment
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, ImpartialityDeclaration
from initiatives.permissions import can_decide, helped, moves_for
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory, EnrolmentFactory, guide_in
from tests.factories.initiatives import InitiativeFactory, application


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
