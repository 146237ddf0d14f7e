"""Each state says in plain words what happens, whose turn it is, by when, and what to do now."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import awards, casework, payouts
from initiatives.enums import ApplicationStatus, AwardStatus, PayoutWay
from initiatives.models import Application, Award, Decision, InitiativeMember, InquiryKind
from portal.templatetags.portal_tags import dato
from portal.users.models import User
from tests.factories.initiatives import application

SignIn = Callable[[User], Client]
Granted = Callable[..., Award]
UNDER_REVIEW, TODAY = ApplicationStatus.UNDER_REVIEW, timezone.localdate


def page_of(row: Application) -> str:
    return reverse("initiatives:application-detail", args=[row.public_id])


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (InquiryKind.INFORMATION, "Ja", "Vi har fået jeres svar."),
        (InquiryKind.INFORMATION, "", "Fristen gik uden svar."),
        (InquiryKind.HEARING, "Nej", "Vi har fået din udtalelse"),
        (InquiryKind.HEARING, "", "Fristen for din udtalelse er gået."),
    ],
)
def test_case_goes_on_after_a_question(
    sign_in: SignIn, applicant: User, caseworker: User, kind: str, answer: str, words: str
) -> None:
    row = application(by=applicant, status=UNDER_REVIEW)
    row.inquiries.create(
        kind=kind,
        text="Hvem ejer pladsen?",
        due_on=TODAY(),
        asked_by=caseworker,
        answer=answer,
        closed_at=timezone.now(),
    )
    row.answer_by = TODAY() - datetime.timedelta(days=1)
    row.save()
    browser = sign_in(applicant)

    for url in (page_of(row), reverse("overview")):
        text = browser.get(url).content.decode()
        assert words in text
        assert "Du skulle have haft svar" in text
        assert "Det skal du gøre nu" not in text


def test_case_taken_up_anew_says_so_and_not_what_came_before(
    sign_in: SignIn, applicant: User, caseworker: User
) -> None:
    row = application(by=applicant, status=ApplicationStatus.REFUSED, decided_at=timezone.now())
    row.decisions.create(
        outcome=ApplicationStatus.REFUSED,
        reasons="Pladsen er lejet ud.",
        legal_basis="Kommunalfuldmagten",
        decided_by=caseworker,
    )
    browser = sign_in(applicant)
    assert "Læs svaret" in browser.get(reverse("overview")).content.decode()

    casework.reopen(row.pk, reason="Pladsen blev ledig.", by=caseworker)
    page = browser.get(page_of(row))
    assert page.context["now"].text.startswith("Vi har taget sagen op igen.")
    assert "Pladsen er lejet ud." not in page.content.decode()


@pytest.mark.parametrize(
    ("status", "ended", "button", "name"),
    [
        (AwardStatus.OFFERED, False, "Læs vilkårene, og sig ja", "award-accept"),
        (AwardStatus.ACCEPTED, False, "", ""),
        (AwardStatus.ACCEPTED, True, "Fortæl, at I er i gang", "award-start"),
        (AwardStatus.RUNNING, False, "", ""),
        (AwardStatus.RUNNING, True, "Fortæl, hvordan det gik", "report"),
        (AwardStatus.REPORT_DUE, True, "Fortæl, hvordan det gik", "report"),
        (AwardStatus.REPORTED, True, "", ""),
    ],
)
def test_one_button_for_the_lead_here_and_on_the_overview_and_none_for_others(
    sign_in: SignIn,
    granted: Granted,
    applicant: User,
    stranger: User,
    status: AwardStatus,
    ended: bool,
    button: str,
    name: str,
) -> None:
    row = granted(status).application
    InitiativeMember.objects.create(initiative=row.initiative, user=stranger)
    if ended:
        row.initiative.starts_on = TODAY() - datetime.timedelta(days=9)
        row.initiative.ends_on = TODAY() - datetime.timedelta(days=1)
        row.initiative.save()
    browser = sign_in(applicant)
    url = reverse(f"initiatives:{name}", args=[row.public_id]) if name else ""

    page = browser.get(page_of(row))
    assert page.content.decode().count("button-primary") == (1 if name else 0)
    task = page.context["task"]
    assert (task.label, task.url) == (button, url) if name else task is None
    overview = browser.get(reverse("overview")).content.decode()
    assert (f'button-primary" href="{url}"' in overview) == bool(name)
    other = sign_in(stranger)
    assert "button-primary" not in other.get(page_of(row)).content.decode()


@pytest.mark.parametrize(
    ("status", "comes_first", "advice"),
    [
        (AwardStatus.OFFERED, True, "Gem alle kvitteringer."),
        (AwardStatus.RUNNING, False, "Gem alle kvitteringer."),
        (AwardStatus.CLOSED, False, ""),
    ],
)
def test_answer_stands_first_while_it_is_news(
    sign_in: SignIn,
    granted: Granted,
    applicant: User,
    caseworker: User,
    status: AwardStatus,
    comes_first: bool,
    advice: str,
) -> None:
    row = granted(status).application
    Application.objects.filter(pk=row.pk).update(decided_at=timezone.now())
    row.decisions.create(
        outcome=ApplicationStatus.AWARDED,
        amount=row.amount_requested,
        legal_basis="Kommunalfuldmagten",
        decided_by=caseworker,
    )

    page = sign_in(applicant).get(page_of(row)).content.decode()
    assert (page.index("Kommunens svar") < page.index("Hvad sker der nu?")) == comes_first
    assert ("Gør sådan nu" in page) == bool(advice)
    assert advice in page


def test_group_is_told_by_when_to_say_yes_and_then_to_whom_the_money_goes(
    sign_in: SignIn, granted: Granted, applicant: User
) -> None:
    award = granted(AwardStatus.OFFERED)
    url, browser = page_of(award.application), sign_in(applicant)
    last = TODAY() + datetime.timedelta(days=59)
    assert browser.get(url).context["now"].when == f"Sig ja senest {dato(last)}"
    Award.objects.update(lapse_warned_on=TODAY() + datetime.timedelta(days=50))
    last = TODAY() + datetime.timedelta(days=63)
    assert browser.get(url).context["now"].when == f"Sig ja senest {dato(last)}"

    awards.accept(award.pk, by=applicant)
    way = reverse("initiatives:payout-way", args=[award.application.public_id])
    page = browser.get(url)
    assert (page.context["task"].url, page.context["now"].ball) == (way, "Dig")
    assert f'button-primary" href="{way}"' in browser.get(reverse("overview")).content.decode()
    payouts.confirm_way(award.pk, way=PayoutWay.MUNICIPALITY_PAYS, by=applicant)
    page = browser.get(url)
    assert page.context["task"] is None
    assert "kontakter jer om pengene" not in page.content.decode()


def test_part_of_a_grant_is_told_with_whom_to_turn_to(
    sign_in: SignIn, granted: Granted, applicant: User
) -> None:
    award = granted(AwardStatus.OFFERED)
    Application.objects.update(decided_at=timezone.now())
    browser, url = sign_in(applicant), page_of(award.application)
    assert "Hvis I er uenige" not in browser.get(url).content.decode()
    Decision.objects.update(outcome=ApplicationStatus.PARTLY_AWARDED, reasons="Der er for lidt.")
    page = browser.get(url).content.decode()
    assert "Hvis I er uenige" in page
    assert "Folketingets Ombudsmand" in page


def test_group_says_that_it_has_begun(sign_in: SignIn, granted: Granted, applicant: User) -> None:
    award = granted(AwardStatus.ACCEPTED)
    url = reverse("initiatives:award-start", args=[award.application.public_id])
    browser = sign_in(applicant)
    # Before the day it waits beside what happens now, and hurries nobody.
    assert f'<a href="{url}">' in browser.get(page_of(award.application)).content.decode()

    assert "Er I gået i gang?" in browser.get(url).content.decode()
    for _click in range(2):
        browser.post(url)
    award.refresh_from_db()
    assert award.status == AwardStatus.RUNNING


def test_payments_say_what_is_paid_what_is_left_and_what_it_waits_for(
    sign_in: SignIn, granted: Granted, applicant: User, payer: User
) -> None:
    award = granted(AwardStatus.REPORT_DUE)
    browser = sign_in(applicant)
    url = page_of(award.application)
    assert "Der er ikke udbetalt noget endnu." in browser.get(url).content.decode()

    paid_on = datetime.date(2026, 11, 2)
    award.payments.create(amount=2000, status="PAID", paid_on=paid_on, recorded_by=payer)
    text = browser.get(url).content.decode()
    assert "Udbetalt 2. november 2026: 2.000\u00a0kr." in text
    assert "Der er 3.000\u00a0kr. tilbage" in text
    assert "Resten venter på, at I fortæller, hvordan det gik." in text
