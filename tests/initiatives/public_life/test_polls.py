"""«Spørg kvarteret»: asked, answered once and in secret, counted, and owed an answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import following, schedule
from initiatives.actions import polls
from initiatives.enums import POLL_TRANSITIONS, Influence, PollMove, PollStatus
from initiatives.errors import (
    DayNotPossible,
    EditConflict,
    NotPermitted,
    PollNotOpen,
    PollNotReady,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Poll, PollAnswer, PollEntry
from portal.areas.models import Neighbourhood
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.polls import PollFactory, asked, counted
from tests.factories.users import UserFactory

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def at(name: str, row: Poll, *more: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id, *more])


def told(place: Neighbourhood, **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "token": str(uuid4()),
        "neighbourhood": place.pk,
        "question": "Hvor skal den nye bænk stå?",
        "why": "Vi sætter den op til foråret.",
        "influence": "CO_DECIDE",
        "options": "Ved søen\n\nVed skolen",
        "takes_several": "no",
        "opens_on": today.isoformat(),
        "closes_on": (today + 7 * DAY).isoformat(),
    } | more


def make(move: PollMove, poll: Poll, by: User) -> Poll:
    known = {"version": poll.version, "by": by}
    if move == PollMove.CONFIRM:
        return polls.confirm(poll.pk, **known)
    if move == PollMove.DROP:
        return polls.drop(poll.pk, **known)
    if move == PollMove.CLOSE:
        return polls.close(poll.pk, reason="Vi har nok.", **known)
    if move == PollMove.CORRECT:
        return polls.correct(poll.pk, text="Den står ved skolen.", reason="Forkert sted", **known)
    return polls.reply(poll.pk, text="Den står ved søen.", **known)


@pytest.mark.parametrize("move", list(PollMove))
@pytest.mark.parametrize("status", list(PollStatus))
def test_table_of_moves_is_what_staff_can_do(
    caseworker: User, approver: User, status: PollStatus, move: PollMove
) -> None:
    fields: dict[str, Any] = {"closed_at": timezone.now(), "result": [0, 0, 0], "answer_count": 0}
    reply = {"reply": "Gjort", "replied_at": timezone.now()} if status == "ANSWERED" else {}
    poll = PollFactory.create(status=status, **fields, **reply)
    with pytest.raises(NotPermitted):
        make(move, poll, approver)
    sources, target = POLL_TRANSITIONS[move]
    if status not in sources:
        with pytest.raises(TransitionNotAllowed):
            make(move, poll, caseworker)
        return
    assert make(move, poll, caseworker).status == target
    with pytest.raises(EditConflict):
        make(move, poll, caseworker)
    assert AuditEvent.objects.filter(target_id=poll.pk, actor=caseworker).count() == 1


def test_poll_from_draft_to_answer_as_everybody_sees_it(
    sign_in: SignIn, client: Client, caseworker: User, neighbourhood: Neighbourhood
) -> None:
    front_page()
    page = neighbourhood_page(neighbourhood).url
    staff = sign_in(caseworker)
    form = told(neighbourhood)
    for _ in range(2):
        staff.post(reverse("initiatives:poll-draft"), form)
    poll = Poll.objects.get()
    assert poll.options == ["Ved søen", "Ved skolen"]
    assert client.get(at("poll", poll)).status_code == 404
    assert "den nye bænk" not in client.get(page).content.decode()
    assert "Sådan vil beboerne se det." in staff.get(at("poll-staff", poll)).content.decode()

    assert "Det lover I kvarteret" in staff.get(at("poll-move", poll, "confirm")).content.decode()
    staff.post(at("poll-move", poll, "confirm"), {"version": poll.version})
    for path in (at("poll", poll), page, "/", reverse("initiatives:polls")):
        html = client.get(path).content.decode()
        assert "Hvor skal den nye bænk stå?" in html
        assert "csrfmiddlewaretoken" not in html
    assert "I er med til at beslutte" in client.get(at("poll", poll)).content.decode()
    assert "Log på for at svare" in client.get(at("poll", poll)).content.decode()
    poll.refresh_from_db()
    for number in range(6):
        polls.answer(
            poll.pk,
            version=poll.version,
            choices=[number % 2 if number else 1],
            by=UserFactory.create(),
        )
    assert "6 har svaret indtil nu." in client.get(at("poll", poll)).content.decode()
    assert "%)" not in client.get(at("poll", poll)).content.decode()

    poll.refresh_from_db()
    post = {"version": poll.version, "words": ""}
    assert "Skriv det her" in staff.post(at("poll-move", poll, "close"), post).content.decode()
    staff.post(at("poll-move", poll, "close"), post | {"words": "Vi har nok."})
    html = client.get(at("poll", poll)).content.decode()
    for words in ("6 har svaret.", "Vi har nok.", "Kommunen skylder et svar.", "(67 %)"):
        assert words in html
    assert "mangler jeres svar" in staff.get("/overview/").content.decode()
    assert "Mangler svar" in staff.get(reverse("initiatives:poll-staff-list")).content.decode()

    poll.refresh_from_db()
    post = {"version": poll.version, "words": "Den står ved skolen nu."}
    staff.post(at("poll-move", poll, "answer"), post)
    assert "Den står ved skolen nu." in client.get(at("poll", poll)).content.decode()
    assert "Den står ved skolen nu." in client.get(page).content.decode()
    assert "mangler jeres svar" not in staff.get("/overview/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"options": "Kun ét"}, "Skriv mellem 2 og 8 svar, ét på hver linje"),
        ({"options": "\n".join(str(n) for n in range(9))}, "Skriv mellem 2 og 8 svar"),
        ({"options": "Ved søen\nved søen"}, "To af svarene er ens"),
        ({"options": f"Ja\n{'x' * 81}"}, "Et svar må højst fylde 80 tegn"),
        ({"question": "x" * 161}, "Du har skrevet 1 tegn for meget"),
        ({"why": "010190-1234"}, "Fjern CPR-nummeret"),
        ({"closes_on": "2020-01-01"}, "Sidste dag skal være efter første dag."),
        ({"closes_on": "2020-01-02", "opens_on": "2020-01-01"}, "i dag eller senere"),
        ({"influence": ""}, "Vælg, hvad svarene betyder"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_the_words(
    sign_in: SignIn, caseworker: User, neighbourhood: Neighbourhood, wrong: Any, sentence: str
) -> None:
    form = told(neighbourhood, **wrong)
    html = sign_in(caseworker).post(reverse("initiatives:poll-draft"), form).content.decode()
    assert sentence in html
    assert "Vi sætter den op til foråret." in html or "why" in wrong
    assert not Poll.objects.exists()


def test_action_refuses_what_the_form_would(
    caseworker: User, approver: User, neighbourhood: Neighbourhood
) -> None:
    today = timezone.localdate()
    frame: dict[str, Any] = {
        "token": uuid4(), "neighbourhood_id": neighbourhood.pk, "question": "Hvor?", "why": "Fordi",
        "influence": Influence.HEARD, "options": ["a", "b"], "takes_several": False,
        "opens_on": today, "closes_on": today, "by": caseworker,
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        polls.draft(**frame | {"by": approver})
    for wrong in ({"why": " "}, {"options": ["a"]}, {"options": ["a", " A "]}):
        with pytest.raises(PollNotReady):
            polls.draft(**frame | wrong)
    for days in (
        {"closes_on": today - DAY},
        {"opens_on": today - 9 * DAY, "closes_on": today - DAY},
    ):
        with pytest.raises(DayNotPossible):
            polls.draft(**frame | days)
    assert polls.draft(**frame) == polls.draft(**frame)


def test_question_is_changed_until_the_first_answer(
    sign_in: SignIn, caseworker: User, stranger: User
) -> None:
    poll = asked()
    staff, page = sign_in(caseworker), at("poll-edit", poll)
    form = told(poll.neighbourhood, question="Hvor skal bænken stå?", version=poll.version)
    staff.post(page, form)
    poll.refresh_from_db()
    assert poll.question == "Hvor skal bænken stå?"
    html = staff.post(page, form | {"question": "For sent"}).content.decode()
    assert "Spørgsmålet er ændret, siden du åbnede siden." in html
    assert "For sent" in html
    polls.answer(poll.pk, version=poll.version, choices=[0], by=stranger)
    assert staff.get(page).status_code == 302
    with pytest.raises(TransitionNotAllowed):
        polls.change(poll.pk, version=poll.version, by=caseworker, question="Nej")


def test_resident_answers_once_and_changes_it_until_it_closes(
    sign_in: SignIn, stranger: User
) -> None:
    poll = asked()
    resident, page = sign_in(stranger), at("poll-answer", poll)
    assert (
        "Vælg et svar"
        in resident.post(page, {"lives_here": "on", "version": poll.version}).content.decode()
    )
    html = resident.post(page, {"choices": "1", "version": poll.version}).content.decode()
    assert "Spørgsmålet er til dem, der bor i kvarteret." in html
    for choice in ("1", "2"):
        resident.post(page, {"choices": choice, "lives_here": "on", "version": 1})
    assert PollEntry.objects.get().answer.choices == [2]
    assert PollAnswer.objects.count() == 1
    html = resident.get(at("poll", poll)).content.decode()
    assert "Du har svaret:" in html
    assert "Ved stationen" in html
    events = AuditEvent.objects.filter(action=AuditAction.POLL_ANSWERED)
    assert [event.data for event in events] == [{}]


def test_an_answer_to_the_question_as_it_was_is_not_counted_as_another(
    sign_in: SignIn, caseworker: User, stranger: User
) -> None:
    poll = asked()
    resident, page = sign_in(stranger), at("poll-answer", poll)
    read = resident.get(page).context["form"].initial["version"]
    turned = told(poll.neighbourhood, options="Ved skolen\nVed søen", version=read)
    sign_in(caseworker).post(at("poll-edit", poll), turned)
    html = resident.post(
        page, {"choices": "0", "lives_here": "on", "version": read}, follow=True
    ).content.decode()
    assert "Spørgsmålet er ændret, siden du åbnede siden." in html
    assert not PollEntry.objects.exists()


def test_one_answer_or_several_as_the_poll_says_and_none_that_it_lacks(stranger: User) -> None:
    one, several = asked(), asked(takes_several=True)
    for wrong in ([], [0, 1], [3], [-1]):
        with pytest.raises(PollNotReady):
            polls.answer(one.pk, version=one.version, choices=wrong, by=stranger)
    polls.answer(several.pk, version=several.version, choices=[2, 0, 2], by=stranger)
    assert several.answers.get().choices == [0, 2]


def test_several_boxes_are_ticked_on_the_page(sign_in: SignIn, stranger: User) -> None:
    poll = asked(takes_several=True)
    resident, page = sign_in(stranger), at("poll-answer", poll)
    resident.post(page, {"choices": ["0", "2"], "lives_here": "on", "version": 1})
    assert poll.answers.get().choices == [0, 2]
    assert resident.get(page).context["form"].initial["choices"] == [0, 2]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": PollStatus.DRAFT},
        {"opens_on": timezone.localdate() + DAY},
        {"opens_on": timezone.localdate() - 2 * DAY, "closes_on": timezone.localdate() - DAY},
    ],
)
def test_nobody_answers_too_early_or_too_late(stranger: User, fields: dict[str, Any]) -> None:
    poll = asked(**fields)
    with pytest.raises(PollNotOpen):
        polls.answer(poll.pk, version=poll.version, choices=[0], by=stranger)


def test_what_was_ticked_after_the_log_in_had_ended_is_there_again(
    sign_in: SignIn, stranger: User
) -> None:
    poll = asked()
    page = at("poll-answer", poll)
    browser = sign_in(stranger)
    writer = browser.get(page).context["form"].initial["writer"]
    browser.logout()
    browser.post(page, {"writer": writer, "choices": "2", "lives_here": "on", "version": 1})
    assert not PollEntry.objects.exists()
    browser.force_login(stranger, backend="portal.users.backends.AccountBackend")
    assert browser.get(page).context["form"].initial["choices"] == "2"
    Poll.objects.update(version=2)  # the options may be others now
    assert "choices" not in browser.get(page).context["form"].initial


def test_closing_by_the_clock_leaves_sums_and_nothing_of_who_said_what(stranger: User) -> None:
    poll = asked(opens_on=timezone.localdate() - DAY)
    for choice in (0, 0, 1, 0, 2):
        polls.answer(poll.pk, version=poll.version, choices=[choice], by=UserFactory.create())
    schedule.close_polls(0)
    poll.refresh_from_db()
    assert poll.status == PollStatus.CONFIRMED  # the last day is open to its end
    Poll.objects.filter(pk=poll.pk).update(closes_on=timezone.localdate() - DAY)
    for _ in range(2):
        schedule.close_polls(0)
    poll.refresh_from_db()
    assert (poll.status, poll.result, poll.answer_count) == (PollStatus.CLOSED, [3, 1, 1], 5)
    with connection.cursor() as cursor:
        for table in ("initiatives_pollanswer", "initiatives_pollentry"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert cursor.fetchone()[0] == 0
    assert AuditEvent.objects.get(action=AuditAction.POLL_CLOSED).data == {"answers": 5}
    with pytest.raises(PollNotOpen):
        polls.answer(poll.pk, version=poll.version, choices=[0], by=stranger)


def test_staff_never_see_a_name_or_a_split_while_it_is_open(
    sign_in: SignIn, caseworker: User, lead: User
) -> None:
    poll = asked()
    resident = UserFactory.create(full_name="KANARI Beboer")
    polls.answer(poll.pk, version=poll.version, choices=[0], by=resident)
    for person in (caseworker, lead):
        staff = sign_in(person)
        for path in (
            at("poll-staff", poll), at("poll", poll), at("poll-move", poll, "close"),
            reverse("initiatives:poll-staff-list"),
        ):  # fmt: skip
            html = staff.get(path).content.decode()
            assert "KANARI" not in html
            assert " %)" not in html


@pytest.mark.parametrize(("number", "is_split"), [(0, False), (4, False), (5, True)])
def test_so_few_answers_that_one_could_guess_are_told_as_a_number_alone(
    client: Client, number: int, is_split: bool
) -> None:
    poll = counted(result=[number, 0, 0], answer_count=number)
    html = client.get(at("poll", poll)).content.decode()
    assert f"{number} har svaret." in html
    assert ("Ved søen" in html) == is_split
    assert ("man kunne gætte" in html) == (0 < number < 5)


def test_words_for_a_move_are_compulsory(caseworker: User) -> None:
    poll = counted()
    with pytest.raises(ReasonsMissing):
        polls.reply(poll.pk, text=" ", version=poll.version, by=caseworker)
    running = asked()
    with pytest.raises(ReasonsMissing):
        polls.close(running.pk, reason="", version=running.version, by=caseworker)


def test_what_was_done_is_put_right_in_the_open(
    sign_in: SignIn, client: Client, caseworker: User
) -> None:
    poll = counted()
    poll = polls.reply(poll.pk, text="Den står ved søen.", version=poll.version, by=caseworker)
    staff, url = sign_in(caseworker), at("poll-move", poll, "correct")
    assert url in staff.get(at("poll-staff", poll)).content.decode()
    assert "Den står ved søen." in staff.get(url).content.decode()
    post = {"version": poll.version, "words": "Den står ved skolen.", "reason": ""}
    refused = staff.post(url, post).content.decode()
    assert "Skriv, hvorfor I retter" in refused
    assert "Den står ved skolen." in refused
    assert "Rettet den" not in client.get(at("poll", poll)).content.decode()
    staff.post(url, post | {"reason": "Vi skrev det forkerte sted"})
    html = client.get(at("poll", poll)).content.decode()
    assert "Den står ved skolen." in html
    assert "Vi skrev det forkerte sted" in html
    assert "Rettet den" in html
    assert "Den står ved søen." not in html
    assert "Den står ved søen." in staff.get(at("poll-staff", poll)).content.decode()
    assert AuditEvent.objects.filter(action="initiatives.poll_corrected").count() == 1


@pytest.mark.parametrize(
    ("text", "reason"), [("", "Fejl"), ("Nyt", " "), ("Den står ved søen. ", "Fejl")]
)
def test_a_correction_needs_other_words_and_a_reason(
    caseworker: User, text: str, reason: str
) -> None:
    poll = counted()
    poll = polls.reply(poll.pk, text="Den står ved søen.", version=poll.version, by=caseworker)
    with pytest.raises(ReasonsMissing):
        polls.correct(poll.pk, text=text, reason=reason, version=poll.version, by=caseworker)
    assert not poll.corrections.exists()


def test_followers_are_told_on_the_first_day_and_of_the_answer_once_each(caseworker: User) -> None:
    poll, now = asked(), timezone.now()
    everything = following.Subjects(is_everything=True)

    def told(since: datetime.datetime, until: datetime.datetime) -> list[str]:
        return [row.what for row in following.news(everything, since, until)]

    PollFactory.create()  # a draft is no news
    asked(opens_on=timezone.localdate() + 3 * DAY)
    assert told(now - 7 * DAY, now) == ["Spørg kvarteret"]
    assert told(now, now + DAY) == []
    row = polls.close(poll.pk, reason="Nok", version=poll.version, by=caseworker)
    polls.reply(poll.pk, text="Den står der.", version=row.version, by=caseworker)
    assert told(now - 7 * DAY, timezone.now()) == ["Det gjorde vi"]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_the_same_for_any_number_of_rows(
    sign_in: SignIn,
    client: Client,
    caseworker: User,
    stranger: User,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(number):
        poll = asked()
        polls.answer(poll.pk, version=poll.version, choices=[0], by=stranger)
        counted()
    client.get(at("poll", poll))
    with django_assert_num_queries(3):
        client.get(reverse("initiatives:polls"))
    with django_assert_num_queries(3):
        client.get(at("poll", poll))
    staff = sign_in(caseworker)
    with django_assert_num_queries(5):
        staff.get(reverse("initiatives:poll-staff-list"))
    with django_assert_num_queries(6):
        staff.get(at("poll-staff", poll))
