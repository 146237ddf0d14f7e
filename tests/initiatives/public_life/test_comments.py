"""Comments: written, read first, answered, withdrawn, closed for, erased. None is public unread."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import comment_verdicts, comments
from initiatives.enums import CommentMove, CommentsClosed, CommentStatus, Visibility
from initiatives.errors import (
    AnsweredAlready,
    NotPermitted,
    NotTakingComments,
    TooManyWaiting,
    TransitionNotAllowed,
)
from initiatives.models import Comment, Initiative, InitiativeMember
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from tests.factories.comments import CommentFactory, answered, shown

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def public(initiative: Initiative) -> Initiative:
    initiative.visibility = Visibility.PUBLIC
    initiative.save()
    return initiative


def at(name: str, row: Any) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id])


def say(initiative: Initiative, by: User, text: str = "Må man tage hunden med?") -> Comment:
    return comments.write(initiative.pk, token=uuid4(), text=text, shows_full_name=False, by=by)


def let_out(row: Comment, by: User) -> None:
    comment_verdicts.decide(row.pk, move=CommentMove.PUBLISH, reason="", version=row.version, by=by)


def test_comment_is_read_first_and_then_stands_under_the_first_name(
    public: Initiative, sign_in: SignIn, client: Client, stranger: User, moderator: User
) -> None:
    writer, page = sign_in(stranger), at("initiative-detail", public)
    html = writer.get(at("comment-write", public)).content.decode()
    assert "En moderator læser kommentaren, før andre kan se den." in html
    assert "Kun fornavn: Frede" in html
    form = {"token": str(uuid4()), "text": "Må man tage hunden med?", "name": "first"}
    for _ in range(2):
        writer.post(at("comment-write", public), form)
    row = Comment.objects.get()
    assert "hunden" in writer.get(page).content.decode()
    for reader in (client, sign_in(moderator)):
        assert "hunden" not in reader.get(page).content.decode()
        assert "hunden" not in reader.get(at("comments", public)).content.decode()

    let_out(row, moderator)

    html = client.get(page).content.decode()
    assert "hunden" in html
    assert "Frede" in html
    assert "Fremmed" not in html
    logged = AuditEvent.objects.filter(target_id=row.pk, target_type="initiatives.comment")
    assert list(logged.order_by("pk").values_list("action", flat=True)) == [
        AuditAction.COMMENT_WRITTEN, AuditAction.COMMENT_PUBLISHED,
    ]  # fmt: skip
    assert "hunden" not in str(list(logged.values_list("data", flat=True)))


def test_the_whole_name_is_shown_by_choice_and_a_closed_account_by_none(
    public: Initiative, sign_in: SignIn, client: Client, stranger: User, moderator: User
) -> None:
    form = {"token": str(uuid4()), "text": "Godt!", "name": "full"}
    sign_in(stranger).post(at("comment-write", public), form)
    let_out(Comment.objects.get(), moderator)
    assert "Frede Fremmed" in client.get(at("comments", public)).content.decode()
    stranger.is_active = False
    stranger.save()
    html = client.get(at("comments", public)).content.decode()
    assert "Frede" not in html
    assert "Tidligere bruger" in html


def test_visitor_is_asked_to_log_in_and_gets_no_form_of_ours_on_the_page(
    public: Initiative, client: Client
) -> None:
    shown(initiative=public)
    for name in ("initiative-detail", "comments"):
        answer = client.get(at(name, public))
        html = answer.content.decode()
        assert "Log på for at skrive" in html
        assert "csrfmiddlewaretoken" not in html
        assert "csrftoken" not in answer.cookies
    write = at("comment-write", public)
    answer = client.get(write)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={write}")


def test_words_typed_after_the_log_in_had_ended_wait_for_the_same_account_alone(
    public: Initiative, sign_in: SignIn, stranger: User, applicant: User
) -> None:
    write = at("comment-write", public)
    browser = sign_in(stranger)
    posted = browser.get(write).context["form"].initial
    browser.logout()
    form = {"token": posted["token"], "writer": posted["writer"], "text": "KANARI-ORD"}
    assert browser.post(write, form).status_code == 302
    browser.force_login(applicant, backend="portal.users.backends.AccountBackend")
    assert "KANARI-ORD" not in browser.get(write).content.decode()

    browser = sign_in(stranger)
    browser.logout()
    browser.post(write, form)
    browser.force_login(stranger, backend="portal.users.backends.AccountBackend")
    assert "KANARI-ORD" in browser.get(write).content.decode()
    assert not Comment.objects.exists()

    forged = Client()
    forged.post(write, form | {"writer": "x"})
    assert "sent_while_signed_out" not in forged.session


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Skriv, hvad du vil sige"),
        ("Mit nummer er 010190-1234", "Fjern CPR-nummeret"),
        ("x" * 1001, "Du har skrevet 1 tegn for meget"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_the_words(
    public: Initiative, sign_in: SignIn, stranger: User, text: str, sentence: str
) -> None:
    form = {"token": str(uuid4()), "text": text, "name": "first"}
    html = sign_in(stranger).post(at("comment-write", public), form).content.decode()
    assert sentence in html
    assert text in html
    assert not Comment.objects.exists()


def test_markup_in_a_comment_is_shown_as_text(public: Initiative, client: Client) -> None:
    row = shown(initiative=public, text='<script>alert("x")</script><img src=x onerror=y>')
    answered(row, text="<b onclick=z>fed</b>")
    for name in ("initiative-detail", "comments"):
        html = client.get(at(name, public)).content.decode()
        assert "&lt;script&gt;alert(" in html
        for tag in ("<script>alert", "<img src=x", "<b onclick"):
            assert tag not in html


def test_nobody_fills_the_list_and_private_initiatives_take_none(
    public: Initiative, sign_in: SignIn, stranger: User, client: Client
) -> None:
    for _ in range(3):
        say(public, stranger)
    with pytest.raises(TooManyWaiting):
        say(public, stranger)
    kept = shown(initiative=public, text="KANARI")
    for hidden in (Visibility.PRIVATE, Visibility.HIDDEN, Visibility.AWAITING_MODERATION):
        Initiative.objects.filter(pk=public.pk).update(visibility=hidden)
        with pytest.raises(NotTakingComments):
            say(public, stranger)
        assert client.get(at("comments", public)).status_code == 404
        assert sign_in(stranger).get(at("comment-write", public)).status_code == 404
        assert client.get(at("comment-report", kept)).status_code == 404


def test_one_person_writes_no_more_a_day_than_people_do(
    public: Initiative, sign_in: SignIn, stranger: User
) -> None:
    cache.clear()
    writer, form = sign_in(stranger), {"text": "Hej", "name": "first", "token": str(uuid4())}
    for _ in range(20):  # the same form again is one comment, and a try all the same
        writer.post(at("comment-write", public), form)
    html = writer.post(at("comment-write", public), form).content.decode()
    assert "Du har skrevet mange kommentarer i dag." in html
    assert Comment.objects.count() == 1


def test_withdrawn_words_are_gone_at_once_from_any_state(
    public: Initiative, sign_in: SignIn, client: Client, stranger: User, applicant: User
) -> None:
    for status in CommentStatus:
        day = timezone.now()
        row = CommentFactory.create(
            initiative=public, author=stranger, status=status, published_at=day, text="KANARI"
        )
        with pytest.raises(NotPermitted):
            comments.withdraw(row.pk, by=applicant)
        comments.withdraw(row.pk, by=stranger)
        comments.withdraw(row.pk, by=stranger)
        row.refresh_from_db()
        assert row.status == CommentStatus.WITHDRAWN
    answered(row, status=CommentStatus.PUBLIC, text="KANARI")
    assert "KANARI" not in client.get(at("initiative-detail", public)).content.decode()
    assert "KANARI" not in client.get(at("comments", public)).content.decode()
    events = AuditEvent.objects.filter(action=AuditAction.COMMENT_WITHDRAWN)
    assert events.count() == len(CommentStatus) - 1
    browser = sign_in(stranger)
    assert "Den er trukket tilbage" in browser.get(at("comment-withdraw", row)).content.decode()
    assert sign_in(applicant).get(at("comment-withdraw", row)).status_code == 404


def test_group_answers_after_a_look_and_the_municipality_at_once_one_level_deep(
    public: Initiative,
    sign_in: SignIn,
    client: Client,
    applicant: User,
    stranger: User,
    caseworker: User,
    moderator: User,
) -> None:
    row, page = shown(initiative=public, author=stranger), at("initiative-detail", public)
    form = {"token": str(uuid4()), "text": "KANARI-GRUPPE"}
    group = sign_in(applicant)
    assert "Svar for gruppen" in group.get(page).content.decode()
    for _ in range(2):
        group.post(at("comment-answer", row), form)
    assert "KANARI-GRUPPE" not in client.get(page).content.decode()
    assert "Svar for gruppen" not in group.get(page).content.decode()
    told = row.answers.get()
    let_out(told, moderator)
    html = client.get(page).content.decode()
    assert "KANARI-GRUPPE" in html
    assert "Svar fra gruppen" in html
    assert "Birgit" not in html

    staff = sign_in(caseworker)
    staff.post(at("comment-answer", row), form | {"token": str(uuid4()), "text": "KANARI-BY"})
    html = client.get(page).content.decode()
    assert "KANARI-BY" in html
    assert "Svar fra kommunen" in html
    assert "Sofie" not in html
    with pytest.raises(AnsweredAlready):
        comments.answer(row.pk, token=uuid4(), text="Igen", by=caseworker)
    with pytest.raises(TransitionNotAllowed):
        comments.answer(told.pk, token=uuid4(), text="Tråd", by=caseworker)
    with pytest.raises(NotPermitted):
        comments.answer(row.pk, token=uuid4(), text="Mig", by=stranger)
    assert sign_in(stranger).get(at("comment-answer", row)).status_code == 404
    mails = Delivery.objects.filter(template="initiatives/comment_news", recipient=stranger)
    assert mails.count() == 2

    comments.withdraw(row.answers.get(text="KANARI-BY").pk, by=moderator)
    assert "KANARI-BY" not in client.get(page).content.decode()


def test_staff_in_the_group_do_not_answer_there_for_the_municipality(
    public: Initiative, caseworker: User
) -> None:
    InitiativeMember.objects.create(initiative=public, user=caseworker)
    row = shown(initiative=public)
    with pytest.raises(NotPermitted):
        comments.answer(row.pk, token=uuid4(), text="Hej", by=caseworker)


def test_lead_closes_and_opens_with_words_for_why_and_what_is_there_stays(
    public: Initiative, sign_in: SignIn, client: Client, applicant: User, stranger: User
) -> None:
    shown(initiative=public, text="KANARI")
    group, page = sign_in(applicant), at("initiative-detail", public)
    group.post(at("comments-switch", public), {"because": "NO_TIME"})
    html = client.get(page).content.decode()
    assert "KANARI" in html
    assert "Vi har ikke tid til at svare lige nu." in html
    assert "Log på for at skrive" not in html
    public.refresh_from_db()
    with pytest.raises(NotTakingComments):
        say(public, stranger)
    with pytest.raises(NotPermitted):
        comments.reopen(public.pk, by=stranger)
    comments.close(public.pk, because=CommentsClosed.NO_TIME, by=applicant)
    group.post(at("comments-switch", public), {"because": ""})
    say(public, stranger)
    for action in (AuditAction.COMMENTS_CLOSED, AuditAction.COMMENTS_OPENED):
        assert AuditEvent.objects.filter(action=action).count() == 1
    InitiativeMember.objects.create(initiative=public, user=stranger)
    assert sign_in(stranger).get(at("comments-switch", public)).status_code == 404


def test_lead_gets_one_mail_for_a_new_comment_in_the_days_collected_mail(
    public: Initiative, applicant: User, stranger: User, moderator: User
) -> None:
    let_out(say(public, stranger), moderator)
    mail = Delivery.objects.get(template="initiatives/comment_shown")
    assert (mail.recipient, mail.status) == (applicant, "IN_DIGEST")
    let_out(say(public, applicant), moderator)
    assert Delivery.objects.filter(template="initiatives/comment_shown").count() == 1


def test_words_nobody_reads_are_erased_after_90_days_and_the_trail_stays(
    public: Initiative, stranger: User
) -> None:
    old = timezone.now() - datetime.timedelta(days=91)
    for status in CommentStatus:
        CommentFactory.create(
            initiative=public, status=status, published_at=old, moved_at=old, text="KANARI"
        )
    young = timezone.now() - datetime.timedelta(days=89)
    CommentFactory.create(initiative=public, status=CommentStatus.HIDDEN, moved_at=young)
    assert comments.erase(timezone.localdate()) == 3
    assert comments.erase(timezone.localdate()) == 0
    erased = set(Comment.objects.filter(text="").values_list("status", flat=True))
    assert erased == {CommentStatus.REFUSED, CommentStatus.HIDDEN, CommentStatus.WITHDRAWN}
    assert AuditEvent.objects.filter(action=AuditAction.COMMENT_ERASED).count() == 3
    columns = {field.name for field in Comment.pgh_event_model._meta.get_fields()}  # type: ignore[attr-defined]
    assert "text" not in columns


def test_many_comments_come_by_pages_the_newest_first_and_none_is_lost_or_twice(
    public: Initiative, client: Client
) -> None:
    now = timezone.now()
    for number in range(45):  # some in the same moment, so that the day alone does not order them
        moment = now - datetime.timedelta(minutes=number // 10)
        shown(initiative=public, text=f"Kommentar-{number:02d}-", published_at=moment)
    seen, address = [], at("comments", public)
    for size in (20, 20, 5):
        page = client.get(address).context["comments"]
        seen += [row.pk for row in page["rows"]]
        assert len(page["rows"]) == size
        address = f"{at('comments', public)}?after={page['next'].replace('+', '%2B')}"
    assert page["next"] == ""
    assert len(set(seen)) == 45
    ordered = Comment.objects.order_by("-published_at", "-pk").values_list("pk", flat=True)
    assert seen == list(ordered)
    for odd in ("x", "2026-01-01_1", "_", "2026-01-01T00:00:00+00:00_99999999999999999999999"):
        html = client.get(at("comments", public), {"after": odd})
        assert len(html.context["comments"]["rows"]) == 20


@pytest.mark.parametrize("number", [1, 3])
def test_comments_cost_the_public_page_one_query_whatever_their_number(
    public: Initiative, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    page = at("initiative-detail", public)
    client.get(page)
    for _ in range(number):
        answered(shown(initiative=public))
    with django_assert_num_queries(12):
        client.get(page)
    with django_assert_num_queries(4):
        client.get(at("comments", public))
