"""A draft loses no word: kept while one types, over two tabs, and over a log-out."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from initiatives.actions import applications
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, InitiativeMember
from portal.users.models import User
from tests.factories.initiatives import application
from tests.factories.questions import round_asking
from tests.factories.users import UserFactory

SignIn = Callable[[User], Client]
MONTH = re.compile(r'value="(\d{4}-\d{2})"')


@pytest.fixture
def draft(applicant: User) -> Application:
    return application(status=ApplicationStatus.DRAFT, by=applicant)


def step_of(row: Application, step: str = "community") -> str:
    return reverse("initiatives:application-step", args=[row.public_id, step])


def opened(browser: Client, address: str) -> dict[str, Any]:
    """The page of a step as it would be posted again: every field with its value."""
    page = browser.get(address)
    assert page.status_code == 200
    fields: dict[str, Any] = {"seen": page.context["seen"], "turn": "0"}
    forms = [page.context["form"]]
    rows = page.context["lines"] or page.context["milestones"]
    if rows:
        fields |= {f"{rows.prefix}-TOTAL_FORMS": rows.total_form_count()}
        fields |= {f"{rows.prefix}-INITIAL_FORMS": 0}
        forms += rows.forms
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, False) and not bound.field.widget.needs_multipart_form:
                shown = bound.field.widget.format_value(value)
                fields[bound.html_name] = "on" if value is True else shown
    return {name: value if value is not None else "" for name, value in fields.items()}


def text_of(page: Any) -> str:
    return unescape(page.content.decode())


# --- While one types ---------------------------------------------------------------------------


def test_typing_is_kept_and_a_faulty_answer_empties_nothing(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    page = opened(browser, step_of(draft))
    typed = page | {"organisers": "Åse, Øjvind 🌱", "organiser_count": "mange", "autosave": "1"}

    reply = browser.post(step_of(draft), typed)

    draft.refresh_from_db()
    assert (draft.organisers, draft.organiser_count) == ("Åse, Øjvind 🌱", 3)
    assert reply.json()["saved"].startswith("kl. ")
    assert reply.json()["faulty"] == ["Hvor mange er I, der laver det?"]
    later = browser.get(step_of(draft)).content.decode()
    assert 'value="mange"' in later
    assert "Skriv et tal mellem 1 og 200" in later


def test_page_that_keeps_itself_is_never_set_against_itself(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    page = opened(browser, step_of(draft)) | {"autosave": "1"}
    # The answer to the first is lost on its way, so the page still knows the old state.
    browser.post(step_of(draft), page | {"organisers": "Åse og", "turn": "1"})
    second = browser.post(step_of(draft), page | {"organisers": "Åse og Lis", "turn": "3"})
    # One from before comes in late.
    browser.post(step_of(draft), page | {"organisers": "Åse o", "turn": "2"})

    draft.refresh_from_db()
    assert second.json()["overtaken"] == []
    assert draft.organisers == "Åse og Lis"


def test_rounds_own_questions_are_kept_and_offered_the_same_way(
    sign_in: SignIn, applicant: User
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant, funding_round=round_asking())
    browser = sign_in(applicant)
    here = step_of(draft, "extra-questions")
    old, new = opened(browser, here), opened(browser, here)
    typed = {"q-number": "mange", "q-date": "02/05/2027", "q-short_text": "Nordgården"}
    browser.post(here, new | typed | {"autosave": "1"})

    browser.post(here, old | {"q-date": "03/05/2027", "next": "1"})

    draft.refresh_from_db()
    assert draft.extra_answers["q-short_text"] == "Nordgården"
    assert draft.extra_answers["q-date"] == "2027-05-02"
    shown = text_of(browser.get(here))
    assert "2. maj 2027" in shown
    assert "3. maj 2027" in shown


def test_half_a_row_is_no_fault_while_one_types_and_is_held_for_later(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    here = step_of(draft, "money")
    page = opened(browser, here)

    half = browser.post(here, page | {"lines-1-text": "Telt", "autosave": "1"})
    wrong = browser.post(
        here, page | {"lines-1-text": "Telt", "lines-1-amount": "mange", "autosave": "1"}
    )

    assert half.json()["faulty"] == []
    assert wrong.json()["faulty"] == ["Hvad skal pengene bruges til?"]
    assert list(draft.budget_lines.values_list("text", flat=True)) == ["Jord og brædder"]
    assert 'value="Telt"' in browser.get(here).content.decode()


# --- Two tabs, two people ----------------------------------------------------------------------


def test_old_tab_writes_only_what_was_changed_in_it(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    old, new = opened(browser, step_of(draft)), opened(browser, step_of(draft))
    browser.post(step_of(draft), new | {"organisers": "Hele opgangen", "participant_count": "60"})

    answer = browser.post(step_of(draft), old | {"outreach": "Vi banker på", "next": "1"})

    draft.refresh_from_db()
    assert answer.headers["Location"] == step_of(draft, "time-and-place")
    assert (draft.organisers, draft.participant_count) == ("Hele opgangen", 60)
    assert draft.outreach == "Vi banker på"


def test_control_page_that_does_not_know_what_it_showed_overwrites(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    old, new = opened(browser, step_of(draft)), opened(browser, step_of(draft))
    browser.post(step_of(draft), new | {"organisers": "Hele opgangen"})

    del old["seen"]
    browser.post(step_of(draft), old | {"outreach": "Vi banker på", "next": "1"})

    draft.refresh_from_db()
    assert draft.organisers == "Åse (tovholder) og Øjvind"


@pytest.mark.parametrize("wants_own", [True, False])
def test_same_answer_written_twice_shows_both_and_lets_one_choose(
    sign_in: SignIn, draft: Application, applicant: User, wants_own: bool
) -> None:
    member = UserFactory.create(full_name="Lis Lund")
    InitiativeMember.objects.create(initiative=draft.initiative, user=member)
    mine, theirs = sign_in(applicant), sign_in(member)
    page = opened(mine, step_of(draft))
    theirs.post(step_of(draft), opened(theirs, step_of(draft)) | {"organisers": "Lis og Bo"})

    answer = mine.post(step_of(draft), page | {"organisers": "Åse\r\n& co", "next": "1"})
    assert answer.headers["Location"] == step_of(draft)
    shown = mine.get(step_of(draft))

    draft.refresh_from_db()
    assert draft.organisers == "Lis og Bo"
    assert "Det skrev du" in text_of(shown)
    assert "Åse<br>& co" in text_of(shown)
    offer = shown.context["offers"][0]
    again = opened(mine, step_of(draft)) | {f"mine-{key}": text for key, text in offer["posted"]}
    if wants_own:
        again["mine"] = "organisers"
    done = mine.post(step_of(draft), again | {"next": "1"})

    draft.refresh_from_db()
    assert done.headers["Location"] == step_of(draft, "time-and-place")
    assert draft.organisers == ("Åse\n& co" if wants_own else "Lis og Bo")
    assert mine.get(step_of(draft)).context["offers"] == []


def test_lines_changed_in_another_tab_are_offered_and_not_overwritten(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    here = step_of(draft, "money")
    old, new = opened(browser, here), opened(browser, here)
    browser.post(here, new | {"lines-1-text": "Telt", "lines-1-amount": "900"})

    browser.post(here, old | {"lines-1-text": "Grill", "lines-1-amount": "400", "next": "1"})

    shown = text_of(browser.get(here))
    assert list(draft.budget_lines.values_list("text", flat=True)) == ["Jord og brædder", "Telt"]
    assert "Grill: 400\u00a0kr." in shown


# --- After a log-out ---------------------------------------------------------------------------


def sign_in_with_code(browser: Client, user: User, mailbox: list[Any], going_to: str) -> Any:
    """Sign in as a person does: an address, a code, and on."""
    browser.post(going_to, {"email": user.email})
    code = re.search(r"\b\d{6}\b", str(mailbox[-1].body))
    assert code
    return browser.post(
        f"{reverse('account_confirm_login_code')}?{going_to.partition('?')[2]}",
        {"code": code.group()},
        follow=True,
    )


@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_typed_after_the_session_ended_is_kept_by_signing_in_again(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    autosave: dict[str, str],
    mailoutbox: list[Any],
) -> None:
    browser = sign_in(applicant)
    typed = opened(browser, step_of(draft)) | {"organisers": "Åse\r\nog Lis", "outreach": "x" * 401}
    Session.objects.all().delete()

    answer = browser.post(step_of(draft), typed | {"next": "1"} | autosave)

    if autosave:
        assert answer.status_code == 401
        log_in = answer.json()["signed_out"]
    else:
        log_in = answer.headers["Location"]
        assert "Log på igen, så er alt her stadig." in text_of(browser.get(log_in))
    page = sign_in_with_code(browser, applicant, mailoutbox, log_in)

    draft.refresh_from_db()
    assert page.request["PATH_INFO"] == step_of(draft)
    assert draft.organisers == "Åse\nog Lis"
    assert draft.outreach == "Opslag i opgangene"  # the faulty one is no answer …
    assert "x" * 401 in text_of(page)  # … and is there to be put right
    assert "Det, du havde skrevet, er her stadig." in text_of(page)


def test_what_one_typed_is_never_seen_or_kept_by_another(
    sign_in: SignIn, draft: Application, applicant: User, mailoutbox: list[Any]
) -> None:
    member = UserFactory.create(email="lis@example.org")
    InitiativeMember.objects.create(initiative=draft.initiative, user=member)
    browser = sign_in(applicant)
    typed = opened(browser, step_of(draft)) | {"organisers": "Kun Åse", "outreach": "y" * 401}
    Session.objects.all().delete()
    log_in = browser.post(step_of(draft), typed).headers["Location"]

    page = sign_in_with_code(browser, member, mailoutbox, log_in)

    draft.refresh_from_db()
    assert draft.organisers == "Åse (tovholder) og Øjvind"
    assert "Kun Åse" not in text_of(page)
    assert "yyyy" not in text_of(page)
    # The first one's page, still open in another tab, writes nothing in the second one's name.
    answer = browser.post(step_of(draft), typed)
    draft.refresh_from_db()
    assert (answer.status_code, draft.organisers) == (409, "Åse (tovholder) og Øjvind")
    assert "Siden hører til en anden konto" in text_of(answer)


def test_tab_from_before_a_new_log_in_still_gets_in_and_a_forged_page_does_not(
    draft: Application, applicant: User
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(applicant, backend="portal.users.backends.AccountBackend")
    typed = opened(browser, step_of(draft)) | {"organisers": "Fra den gamle fane"}

    assert browser.post(step_of(draft), typed | {"seen": "forged"}).status_code == 403
    assert browser.post(step_of(draft), typed).status_code == 302
    draft.refresh_from_db()
    assert draft.organisers == "Fra den gamle fane"


def test_saving_while_typing_puts_the_log_out_off(
    sign_in: SignIn, draft: Application, applicant: User, settings: Any
) -> None:
    settings.SESSION_COOKIE_AGE = 600
    browser = sign_in(applicant)
    page = opened(browser, step_of(draft))
    before = Session.objects.get().expire_date

    reply = browser.post(step_of(draft), page | {"autosave": "1"})

    assert Session.objects.get().expire_date > before
    assert 590 <= reply.json()["seconds"] <= 600


# --- After it was sent -------------------------------------------------------------------------


def test_old_tab_after_sending_says_so_and_shows_what_did_not_come_along(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    page = opened(browser, step_of(draft))
    applications.submit(draft.pk, by=applicant)

    answer = browser.post(step_of(draft), page | {"organisers": "Også Bo", "next": "1"})
    typing = browser.post(step_of(draft), page | {"organisers": "Også Bo", "autosave": "1"})

    draft.refresh_from_db()
    assert draft.organisers == "Åse (tovholder) og Øjvind"
    assert "Ansøgningen er allerede sendt" in text_of(answer)
    assert "Også Bo" in text_of(answer)
    assert "Opslag i opgangene" not in text_of(answer)
    assert (typing.status_code, "closed" in typing.json()) == (409, True)


# --- Milestones --------------------------------------------------------------------------------


def test_milestones_are_kept_shown_and_put_right_in_their_row(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    here = step_of(draft, "time-and-place")
    month = MONTH.findall(browser.get(here).content.decode())[2]
    page = opened(browser, here)
    rows = {
        "milestones-TOTAL_FORMS": "3",
        "milestones-0-text": "Jorden er klar 🌱",
        "milestones-0-month": month,
        "milestones-1-text": "Ring 0101901234",
        "milestones-2-text": "Høstfest",
    }

    answer = browser.post(here, page | rows | {"next": "1"})

    kept = draft.milestones.values_list("text", flat=True)
    assert list(kept) == ["Jorden er klar 🌱", "Høstfest"]
    assert draft.milestones.first().month.isoformat() == f"{month}-01"  # type: ignore[union-attr]
    assert text_of(answer).count("Fjern CPR-nummeret") == 2
    assert 'value="Ring 0101901234"' in text_of(answer)
    put_right = {"milestones-1-text": "Ring til Lis", "add-line": "1"}
    more = browser.post(here, page | rows | put_right, follow=True)
    assert 'name="milestones-3-text"' in more.content.decode()
    check = browser.get(reverse("initiatives:application-check", args=[draft.public_id]))
    assert "Jorden er klar 🌱" in text_of(check)


def test_month_alone_is_refused_and_seven_rows_are_too_many(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    here = step_of(draft, "time-and-place")
    month = MONTH.findall(browser.get(here).content.decode())[2]
    page = opened(browser, here)

    alone = browser.post(here, page | {"milestones-0-month": month})
    many = {f"milestones-{row}-text": "Klar" for row in range(7)}
    seven = browser.post(here, page | many | {"milestones-TOTAL_FORMS": "7"})

    assert "Skriv, hvad der skal være klar" in text_of(alone)
    assert "Der er plads til 6 trin." in text_of(seven)
