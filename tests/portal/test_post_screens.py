"""«Mine mails» and the staff's list of what became of each mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post import actions, queries
from portal.post.enums import DeliveryStatus, MailKind, Pace
from portal.post.errors import NotToBeSentAgain, PaceNotAllowed
from portal.post.forms import MailChoicesForm
from portal.post.models import Delivery
from portal.users.models import User
from tests.factories.post import DeliveryFactory, given_up

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CHOICES = reverse("post:choices")
LIST = reverse("post:deliveries")


def everything(**told: str) -> dict[str, str]:
    return {kind.value: "AT_ONCE" for kind in MailChoicesForm.kinds()} | told


def test_person_chooses_per_kind_and_casework_cannot_be_switched_off(
    applicant: User, sign_in: SignIn
) -> None:
    client = sign_in(applicant)
    assert "så de mails kan du ikke slå fra" in client.get(CHOICES).content.decode()
    told = everything(CASE_NEWS="DAILY", NEIGHBOURHOOD="NEVER", CASEWORK="NEVER")
    page = client.post(CHOICES, told, follow=True).content.decode()
    assert "Dine valg er gemt." in page
    chosen = queries.paces_of(applicant)
    assert (chosen[MailKind.CASE_NEWS], chosen[MailKind.NEIGHBOURHOOD]) == ("DAILY", "NEVER")
    assert chosen[MailKind.CASEWORK] == Pace.AT_ONCE
    (event,) = AuditEvent.objects.filter(action=AuditAction.MAIL_CHOICES_CHANGED)
    assert event.data == {"kinds": ["CASE_NEWS", "NEIGHBOURHOOD"]}
    with pytest.raises(PaceNotAllowed):
        actions.choose(applicant.pk, paces={MailKind.CASEWORK: Pace.DAILY}, by=applicant)


def test_choice_that_is_left_out_is_asked_for_by_its_name(applicant: User, sign_in: SignIn) -> None:
    told = everything()
    del told["GUIDE"]
    page = sign_in(applicant).post(CHOICES, told).content.decode()
    assert "Vælg, hvornår vi skal sende mails om »Forløb med en fællesskabsguide«" in page
    assert sign_in(applicant).get(f"/en{CHOICES}").status_code == 200


def test_list_shows_given_up_first_says_whom_to_ring_and_nothing_of_the_content(
    lead: User, applicant: User, sign_in: SignIn
) -> None:
    applicant.phone = "+4541424344"
    applicant.save()
    given_up(
        recipient=applicant,
        address=applicant.email,
        created_at=timezone.now() - timedelta(days=2),
        context={"number": "HEMMELIG-1"},
    )
    DeliveryFactory.create(address="ny@example.org")
    page = sign_in(lead).get(LIST).content.decode()
    assert page.index(applicant.email) < page.index("ny@example.org")
    assert "41 42 43 44" in page
    assert "1 mail kunne ikke sendes" in page
    assert "HEMMELIG" not in page


def test_filters_stand_in_the_address(lead: User, sign_in: SignIn) -> None:
    old = timezone.now() - timedelta(days=40)
    DeliveryFactory.create(address="gammel@example.org", created_at=old)
    DeliveryFactory.create(address="uddannelse@example.org", kind=MailKind.TRAINING)
    given_up(address="tabt@example.org")
    client = sign_in(lead)

    def shown(**wanted: str) -> set[str]:
        page = client.get(LIST, wanted).content.decode()
        names = {"gammel", "uddannelse", "tabt"}
        return {name for name in names if f"{name}@example.org" in page.partition("<tbody>")[2]}

    day = timezone.localdate() - timedelta(days=10)
    assert shown() == {"gammel", "uddannelse", "tabt"}
    assert shown(status="GIVEN_UP") == {"tabt"}
    assert shown(kind="TRAINING") == {"uddannelse"}
    assert shown(since=f"{day:%d/%m/%Y}") == {"uddannelse", "tabt"}
    assert shown(until=f"{day:%d/%m/%Y}") == {"gammel"}
    assert shown(address="TABT@example.org") == {"tabt"}
    assert shown(address="tab@example.org") == set(), "the whole address, or nothing"
    assert "Skriv en e-mailadresse" in client.get(LIST, {"address": "tabt"}).content.decode()


def test_pages_follow_each_other_without_gap_while_mails_come_in(db: None) -> None:
    rows = [given_up() for _ in range(3)] + DeliveryFactory.create_batch(4)
    moment = timezone.now()
    Delivery.objects.filter(pk__in=[row.pk for row in rows[:5]]).update(created_at=moment)
    seen: list[int] = []
    after, more = "", True
    while more:
        page = queries.page_of(Delivery.objects.all(), after=after, size=2)
        seen += [row.pk for row in page.rows]
        DeliveryFactory.create(created_at=timezone.now() + timedelta(seconds=1))
        after, more = page.after, bool(page.after)
    assert len(seen) == len(set(seen))
    assert {row.pk for row in rows} <= set(seen)
    assert seen[:3] == [row.pk for row in reversed(rows[:3])]
    first = queries.page_of(Delivery.objects.all(), after="", size=2)
    for changed in ("!", "eA", "MSBpZGFnIDE"):
        assert queries.page_of(Delivery.objects.all(), after=changed, size=2).rows == first.rows


def test_trying_again_sends_to_the_address_of_today_and_is_logged(
    lead: User, applicant: User, sign_in: SignIn, run_jobs: Callable[[], int]
) -> None:
    lost = given_up(recipient=applicant, address="forkert@example.org")
    again = reverse("post:try-again", args=[lost.public_id])
    client = sign_in(lead)
    answer = client.post(again, {"back": f"{LIST}?status=GIVEN_UP"}, follow=True)
    assert "Mailen bliver sendt igen nu." in answer.content.decode()
    assert answer.redirect_chain == [(f"{LIST}?status=GIVEN_UP", 302)]
    run_jobs()
    (message,) = outbox.outbox
    assert message.to == [applicant.email]
    assert message.message()["Message-ID"] == lost.message_id
    lost.refresh_from_db()
    assert (lost.status, lost.attempts) == (DeliveryStatus.SENT, 1)
    assert AuditEvent.objects.filter(action=AuditAction.MAIL_SENT_AGAIN, actor=lead).count() == 1
    page = client.post(again, {"back": "https://ond.example/"}, follow=True)
    assert "Mailen kan ikke sendes igen." in page.content.decode()
    assert page.redirect_chain == [(LIST, 302)]
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize(
    "fields", [{"kind": MailKind.SIGN_IN}, {"given_up_at": timezone.now() - timedelta(days=31)}]
)
def test_mail_without_its_text_is_not_sent_again(lead: User, fields: dict[str, object]) -> None:
    with pytest.raises(NotToBeSentAgain):
        actions.try_again(given_up(**fields).pk, by=lead)
