"""Reports, verdicts and the one list of all that waits; the table of moves, walked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import moderation_queue
from initiatives.actions import comment_verdicts, comments
from initiatives.enums import (
    COMMENT_TRANSITIONS,
    MODERATING,
    CommentMove,
    CommentStatus,
    ReportKind,
    ReportOutcome,
    Visibility,
)
from initiatives.errors import (
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Comment, CommentReport, Initiative, InitiativeMember
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.comments import CommentFactory, CommentReportFactory, answered, shown
from tests.factories.communities import HelpOfferFactory
from tests.factories.users import UserFactory, grant

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def public(initiative: Initiative) -> Initiative:
    initiative.visibility = Visibility.PUBLIC
    initiative.save()
    return initiative


def at(name: str, row: Any) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id])


def decide(row: Comment, move: CommentMove, by: User, reason: str = "Fordi.") -> None:
    row.refresh_from_db()
    comment_verdicts.decide(row.pk, move=move, reason=reason, version=row.version, by=by)


def told(**more: str) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "HARSH", "text": "", "opened": "", "homepage": ""} | more


@pytest.mark.parametrize("move", sorted(MODERATING))
@pytest.mark.parametrize("status", list(CommentStatus))
def test_table_of_moves_is_what_a_moderator_can_do(
    public: Initiative, moderator: User, status: CommentStatus, move: CommentMove
) -> None:
    row = CommentFactory.create(initiative=public, status=status, published_at=timezone.now())
    CommentReportFactory.create(comment=row)
    sources, target = COMMENT_TRANSITIONS[move]
    if status not in sources:
        with pytest.raises(TransitionNotAllowed):
            decide(row, move, moderator)
        return
    decide(row, move, moderator)
    row.refresh_from_db()
    assert row.status == target
    assert AuditEvent.objects.filter(target_id=row.pk, actor=moderator).count() == 1


def test_a_no_reaches_the_writer_with_its_reason_and_a_yes_needs_none(
    public: Initiative, sign_in: SignIn, stranger: User, moderator: User
) -> None:
    row = CommentFactory.create(initiative=public, author=stranger)
    page = at("moderation-comment", row)
    judge = sign_in(moderator)
    post = {"move": "REFUSE", "reason": "", "version": row.version}
    assert "Skriv, hvorfor" in judge.post(page, post).content.decode()
    with pytest.raises(ReasonsMissing):
        decide(row, CommentMove.REFUSE, moderator, reason=" ")
    judge.post(page, post | {"reason": "Der står et navn i den."})
    html = sign_in(stranger).get(reverse("initiatives:comments-own")).content.decode()
    assert "Der står et navn i den." in html
    mail = Delivery.objects.get(template="initiatives/comment_news")
    assert (mail.recipient, mail.status) == (stranger, "WAITING")
    decide(row, CommentMove.SHOW_AGAIN, moderator)
    row.refresh_from_db()
    assert row.is_public


def test_nobody_judges_their_own_or_their_initiatives_and_only_moderators_judge(
    public: Initiative, sign_in: SignIn, moderator: User, lead: User, caseworker: User
) -> None:
    own = CommentFactory.create(initiative=public, author=moderator)
    with pytest.raises(ConflictOfInterest):
        decide(own, CommentMove.PUBLISH, moderator)
    html = sign_in(moderator).get(at("moderation-comment", own)).content.decode()
    assert "En kollega må se på det" in html
    with pytest.raises(NotPermitted):
        decide(own, CommentMove.PUBLISH, caseworker)
    assert sign_in(caseworker).get(at("moderation-comment", own)).status_code == 404
    InitiativeMember.objects.create(initiative=public, user=lead)
    with pytest.raises(ConflictOfInterest):
        decide(own, CommentMove.PUBLISH, lead)
    InitiativeMember.objects.filter(user=lead).delete()
    decide(own, CommentMove.PUBLISH, lead)


def test_second_of_two_moderators_is_told_and_changes_nothing(
    public: Initiative, sign_in: SignIn, moderator: User, lead: User
) -> None:
    row = CommentFactory.create(initiative=public)
    late = {"move": "REFUSE", "reason": "Mine ord", "version": row.version}
    decide(row, CommentMove.PUBLISH, moderator)
    html = sign_in(lead).post(at("moderation-comment", row), late).content.decode()
    assert "En anden nåede at svare" in html
    assert "Mine ord" in html
    with pytest.raises(EditConflict):
        comment_verdicts.decide(row.pk, move=CommentMove.HIDE, reason="x", version=1, by=lead)
    row.refresh_from_db()
    assert row.is_public


def test_a_report_that_comes_meanwhile_is_read_before_the_comment_is_kept(
    public: Initiative, moderator: User
) -> None:
    row = shown(initiative=public)
    comments.report(row.pk, token=uuid4(), kind=ReportKind.ADVERT, text="", by=None)
    row.refresh_from_db()
    read = row.version
    comments.report(row.pk, token=uuid4(), kind=ReportKind.PRIVATE, text="", by=None)
    with pytest.raises(EditConflict):
        comment_verdicts.decide(
            row.pk, move=CommentMove.KEEP, reason="x", version=read, by=moderator
        )


def test_anybody_reports_without_log_in_and_a_moderator_hides_it(
    public: Initiative, sign_in: SignIn, client: Client, moderator: User, settings: Any
) -> None:
    settings.IDEA_FORM_MIN_SECONDS = 0
    row = shown(initiative=public, text="KANARI")
    page = at("comment-report", row)
    opened = client.get(page).context["form"].initial["opened"]
    form = told(opened=opened)
    for _ in range(2):
        assert client.post(page, form)["Location"] == reverse("initiatives:comment-reported")
    assert CommentReport.objects.get().reporter is None
    assert "KANARI" in client.get(at("initiative-detail", public)).content.decode()
    judge = sign_in(moderator)
    html = judge.get(reverse("initiatives:moderation-queue")).content.decode()
    assert "Meldt kommentar" in html
    assert "grov, hadefuld" in judge.get(at("moderation-comment", row)).content.decode()
    row.refresh_from_db()
    post = {"move": "HIDE", "reason": "Tonen er for hård.", "version": row.version}
    judge.post(at("moderation-comment", row), post)
    assert "KANARI" not in client.get(at("initiative-detail", public)).content.decode()
    assert client.get(page).status_code == 404
    assert moderation_queue.number_waiting() == 0
    trail = judge.get(at("moderation-comment", row)).context["trail"]
    assert [entry["title"] for entry in trail] == ["Kommentar skjult", "Kommentar meldt"]


def test_machines_and_floods_are_held_back_and_other_needs_words(
    public: Initiative, client: Client, settings: Any
) -> None:
    settings.IDEA_FORM_MIN_SECONDS = 0
    page = at("comment-report", shown(initiative=public))
    opened = client.get(page).context["form"].initial["opened"]
    client.post(page, told(opened=opened, homepage="x"))
    client.post(page, told(opened="x"))
    assert not CommentReport.objects.exists()
    html = client.post(page, told(opened=opened, kind="OTHER")).content.decode()
    assert "Skriv kort, hvad der er galt" in html
    for _ in range(25):
        last = client.post(page, told(opened=opened))
    assert CommentReport.objects.count() == 20
    assert "Vi får mange meldinger lige nu." in last.content.decode()


def test_signed_in_reporter_reports_once_and_is_told_the_outcome(
    public: Initiative, sign_in: SignIn, stranger: User, moderator: User
) -> None:
    row, writer = shown(initiative=public), UserFactory.create()
    Comment.objects.filter(pk=row.pk).update(author=writer)
    for _ in range(2):
        comments.report(row.pk, token=uuid4(), kind=ReportKind.ADVERT, text="", by=stranger)
    assert CommentReport.objects.count() == 1
    decide(row, CommentMove.KEEP, moderator, reason="Det er et spørgsmål.")
    assert CommentReport.objects.get().outcome == ReportOutcome.KEPT
    assert Delivery.objects.get(template="initiatives/comment_news").recipient == stranger
    html = sign_in(stranger).get(reverse("initiatives:comments-own")).content.decode()
    assert "Kommentaren blev stående" in html
    with pytest.raises(TransitionNotAllowed):  # nothing is reported any more
        decide(row, CommentMove.KEEP, moderator)
    comments.report(row.pk, token=uuid4(), kind=ReportKind.ADVERT, text="", by=stranger)
    comments.withdraw(row.pk, by=writer)
    outcomes = CommentReport.objects.values_list("outcome", flat=True).order_by("pk")
    assert list(outcomes) == [ReportOutcome.KEPT, ReportOutcome.GONE]
    nothing = comments.report(row.pk, token=uuid4(), kind=ReportKind.ADVERT, text="", by=None)
    assert nothing is None


def test_moderator_does_not_see_who_reported(
    public: Initiative, sign_in: SignIn, stranger: User, moderator: User
) -> None:
    row = shown(initiative=public)
    comments.report(row.pk, token=uuid4(), kind=ReportKind.ADVERT, text="", by=stranger)
    html = sign_in(moderator).get(at("moderation-comment", row)).content.decode()
    assert "logget på" in html
    assert "Frede" not in html


def test_one_list_of_all_that_waits_filtered_and_counted(
    public: Initiative, sign_in: SignIn, moderator: User, lead: User
) -> None:
    HelpOfferFactory.create(visibility="AWAITING_MODERATION")
    CommentFactory.create(initiative=public)
    answered(shown(initiative=public), speaker="GROUP", status="AWAITING_MODERATION")
    reported = CommentReportFactory.create(comment=shown(initiative=public)).comment
    CommentReportFactory.create(comment=reported)
    CommentFactory.create(initiative__visibility=Visibility.PRIVATE)  # nobody can see it anyway
    grant(lead, Role.MODERATOR)
    queue = reverse("initiatives:moderation-queue")
    page = sign_in(moderator).get(queue)
    assert [row["number"] for row in page.context["filters"]] == [4, 1, 2, 0, 0, 1]
    assert moderation_queue.number_waiting() == 4
    ages = [row["since"] for row in page.context["waiting"]]
    assert ages == sorted(ages)
    only = sign_in(moderator).get(queue, {"kind": "reported"}).context["waiting"]
    assert [row["url"] for row in only] == [at("moderation-comment", reported) + "?kind=reported"]
    assert (
        "Intet af den slags venter" in sign_in(lead).get(queue, {"kind": "news"}).content.decode()
    )
    assert len(sign_in(lead).get(queue, {"kind": "x"}).context["waiting"]) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_the_same_for_any_number_of_rows(
    public: Initiative,
    sign_in: SignIn,
    stranger: User,
    moderator: User,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(number):
        row = CommentFactory.create(initiative=public, author=stranger)
        decide(row, CommentMove.PUBLISH, moderator)
        CommentReportFactory.create(comment=row, reporter=stranger)
        CommentFactory.create(initiative=public, author=stranger)
    judge, writer = sign_in(moderator), sign_in(stranger)
    with django_assert_num_queries(11):
        judge.get(reverse("initiatives:moderation-queue"))
    with django_assert_num_queries(7):
        writer.get(reverse("initiatives:comments-own"))
    with django_assert_num_queries(1):
        moderation_queue.number_waiting()


def test_log_has_a_line_for_a_report_without_the_reporters_words(public: Initiative) -> None:
    row = shown(initiative=public)
    comments.report(row.pk, token=uuid4(), kind=ReportKind.OTHER, text="KANARI", by=None)
    event = AuditEvent.objects.get(action=AuditAction.COMMENT_REPORTED)
    assert event.actor is None
    assert event.data == {"initiative": public.number, "kind": "OTHER"}
