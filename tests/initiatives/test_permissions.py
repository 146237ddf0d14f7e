"""The two answers to "may this person read it" agree, and buttons follow rights and tables."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries, Settings

from guides.models import CommunityGuide
from initiatives import permissions
from initiatives.enums import ApplicationMove, ApplicationStatus, MemberRole
from initiatives.models import Application, Award, InitiativeMember
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import application
from tests.factories.users import UserFactory, staff

M = ApplicationMove


@pytest.fixture
def people(
    applicant: User, stranger: User, guide: CommunityGuide, other_guide: CommunityGuide
) -> dict[str, User | AnonymousUser]:
    """Everybody who might ask for an application, by what they are to it."""
    found: dict[str, User | AnonymousUser] = {
        "nobody": AnonymousUser(),
        "lead": applicant,
        "stranger": stranger,
        "guide": guide.user,
        "other guide": other_guide.user,
        "member": UserFactory.create(),
        "conflicted": staff(Role.CASEWORKER),
        "left": staff(Role.CASEWORKER, is_active=False),
    }
    return found | {role.value: staff(role) for role in Role}


@pytest.fixture
def rows(people: dict[str, User], guide: CommunityGuide) -> list[Application]:
    """One application in each status, with the same people around it."""
    made = []
    for status in ApplicationStatus:
        row = application(status=status, by=people["lead"])
        InitiativeMember.objects.create(
            initiative=row.initiative, user=people["member"], role=MemberRole.MEMBER
        )
        CaseFactory.create(initiative=row.initiative, guide=guide, status="ACTIVE")
        row.declarations.create(user=people["conflicted"], is_impartial=False)
        made.append(row)
    return made


def test_list_and_single_row_agree_for_everybody_in_every_status(
    people: dict[str, User], rows: list[Application]
) -> None:
    for name, user in people.items():
        listed = set(Application.objects.visible_to(user))
        allowed = {row for row in rows if permissions.can_read(user, row)}
        assert listed == allowed, name


def test_those_who_read_are_the_group_its_guide_and_case_staff(
    people: dict[str, User], rows: list[Application]
) -> None:
    draft, sent = rows[0], rows[1]
    assert {name for name, user in people.items() if permissions.can_read(user, draft)} == {
        "lead",
        "member",
    }
    assert {name for name, user in people.items() if permissions.can_read(user, sent)} == {
        "lead",
        "member",
        "guide",
        "caseworker",
        "approver",
        "payer",
        "programme_lead",
    }


@pytest.mark.parametrize(
    ("who", "status", "moves"),
    [
        ("lead", ApplicationStatus.DRAFT, [M.SUBMIT, M.WITHDRAW]),
        ("lead", ApplicationStatus.INFORMATION_REQUESTED, [M.ANSWER_INFORMATION, M.WITHDRAW]),
        ("lead", ApplicationStatus.IN_HEARING, [M.CLOSE_HEARING, M.WITHDRAW]),
        ("lead", ApplicationStatus.REFUSED, []),
        ("member", ApplicationStatus.DRAFT, []),
        ("guide", ApplicationStatus.SUBMITTED, []),
        ("caseworker", ApplicationStatus.SUBMITTED, [M.TAKE_UP]),
        ("caseworker", ApplicationStatus.UNDER_REVIEW, [M.REQUEST_INFORMATION, M.OPEN_HEARING]),
        ("caseworker", ApplicationStatus.REFUSED, [M.REOPEN]),
        ("conflicted", ApplicationStatus.UNDER_REVIEW, []),
        ("approver", ApplicationStatus.READY_FOR_DECISION, [M.SEND_BACK]),
        ("approver", ApplicationStatus.SUBMITTED, []),
        ("left", ApplicationStatus.SUBMITTED, []),
    ],
)
def test_buttons_are_what_the_person_can_do_now(
    people: dict[str, User],
    rows: list[Application],
    who: str,
    status: ApplicationStatus,
    moves: list[ApplicationMove],
) -> None:
    row = next(row for row in rows if row.status == status)
    assert permissions.moves_for(people[who], row) == moves


def test_declared_impartiality_opens_assessing_and_deciding(
    caseworker: User, approver: User
) -> None:
    reviewed = application(status=ApplicationStatus.UNDER_REVIEW)
    ready = application(status=ApplicationStatus.READY_FOR_DECISION)
    reviewed.declarations.create(user=caseworker, is_impartial=True)
    ready.declarations.create(user=approver, is_impartial=True)
    assert M.RECOMMEND in permissions.moves_for(caseworker, reviewed)
    assert M.DISMISS in permissions.moves_for(caseworker, reviewed)
    assert permissions.moves_for(approver, ready) == [
        M.SEND_BACK,
        M.AWARD_IN_FULL,
        M.AWARD_IN_PART,
        M.REFUSE,
    ]


def test_buttons_of_a_case_cost_few_queries(
    caseworker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = application(status=ApplicationStatus.UNDER_REVIEW)
    row = Application.objects.with_people().get(pk=made.pk)
    with django_assert_num_queries(4):  # roles, declaration, membership, guide
        permissions.moves_for(caseworker, row)


def test_rights_over_an_award_belong_to_the_group_and_to_separate_staff(
    people: dict[str, User], rows: list[Application], settings: Settings
) -> None:
    row = next(row for row in rows if row.status == ApplicationStatus.AWARDED)
    decider = staff(Role.APPROVER, Role.PAYER)
    decision = row.decisions.create(
        outcome=ApplicationStatus.AWARDED, amount=5000, legal_basis="Lov", decided_by=decider
    )
    pool = row.funding_round.pool
    award = Award.objects.create(application=row, decision=decision, pool=pool, amount=5000)
    signed_in = {name: user for name, user in people.items() if name != "nobody"}
    signed_in["decider"] = decider

    def those_who(asking: Callable[[User, Award], bool]) -> set[str]:
        return {name for name, user in signed_in.items() if asking(user, award)}

    assert those_who(permissions.can_accept) == {"lead"}
    assert those_who(permissions.can_report) == {"lead"}
    assert those_who(permissions.can_start) == {"lead", "caseworker"}
    assert those_who(permissions.can_follow_up) == {"caseworker"}
    assert those_who(permissions.can_pay) == {"payer"}
    settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = True
    assert those_who(permissions.can_pay) == {"payer", "decider"}


def test_person_who_left_has_helped_nobody(guide: CommunityGuide, rows: list[Application]) -> None:
    assert permissions.helped(guide.user, rows[0].initiative)
    guide.user.is_active = False
    assert not permissions.helped(guide.user, rows[0].initiative)


Asking = Callable[[User, Application], bool]


@pytest.mark.parametrize(
    ("asking", "who"),
    [
        (permissions.can_edit, {"lead", "member"}),
        (permissions.can_submit, {"lead"}),
        (permissions.can_withdraw, {"lead"}),
        (permissions.can_answer, {"lead"}),
        (permissions.can_declare, {"caseworker", "conflicted", "approver", "payer"}),
        (permissions.can_handle, {"caseworker"}),
        (permissions.can_recommend, set()),
        (permissions.can_dismiss, set()),
        (permissions.can_send_back, {"approver"}),
        (permissions.can_decide, set()),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_right_belongs_to_the_people_named(
    people: dict[str, User], rows: list[Application], asking: Asking, who: set[str]
) -> None:
    sent = rows[1]
    signed_in = {name: user for name, user in people.items() if name != "nobody"}
    assert {name for name, user in signed_in.items() if asking(user, sent)} == who
