"""Following: two yeses for an address, one tap for an account, one mail a week, one click out."""

import datetime
from email.message import Message
from typing import Any, cast

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives import emails_to_followers as links
from initiatives import following as reads
from initiatives.actions import following
from initiatives.enums import Stage, UpdateStatus, Visibility
from initiatives.models import Follow, Follower, Initiative, InitiativeUpdate, Presentation
from portal.areas.models import Neighbourhood
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post import sending
from portal.post.enums import DeliveryStatus, MailKind, Pace
from portal.post.models import Delivery, MailChoice
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.communities import CommunityFactory, HelpNeedFactory
from tests.factories.guides import TrainingCourseFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.factories.votes import published, share

pytestmark = pytest.mark.django_db
FOLLOW, OWN = reverse("initiatives:follow"), reverse("initiatives:followed")
ADDRESS = "nabo@example.org"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    cache.clear()
    settings.IDEA_FORM_MIN_SECONDS = 0


@pytest.fixture
def park(db: None) -> Neighbourhood:
    return NeighbourhoodFactory.create(name="Parkbyen", slug="parkbyen")


@pytest.fixture
def user(db: None) -> User:
    return UserFactory.create(full_name="Nanna Nabo")


def shown(title: str, **fields: Any) -> Initiative:
    """A public initiative, and the line of the log that says since when."""
    fields = {"stage": Stage.PREPARING, "visibility": Visibility.PUBLIC} | fields
    made = InitiativeFactory.create(title=title, **fields)
    Presentation.objects.create(initiative=made, title=title, summary="Kom og vær med.")
    record(AuditAction.INITIATIVE_PUBLISHED, target=made, by=None)
    return made


def ask(client: Client, place: Neighbourhood, email: str = ADDRESS) -> Any:
    page = client.get(FOLLOW, {"place": place.slug})
    opened = page.context["form"].initial["opened"]
    return client.post(f"{FOLLOW}?place={place.slug}", {"email": email, "opened": opened})


def post_all() -> list[EmailMultiAlternatives]:
    mail.outbox.clear()
    for row in Delivery.objects.filter(status=DeliveryStatus.WAITING):
        sending.attempt(row.pk)
    return cast("list[EmailMultiAlternatives]", mail.outbox)


def week_later() -> datetime.datetime:
    """A moment after the next mail of the week is due."""
    return timezone.now() + datetime.timedelta(days=8)


def test_an_address_follows_only_after_its_reader_said_yes(
    client: Client, park: Neighbourhood
) -> None:
    answer = ask(client, park, "Nabo@Example.org")
    assert answer.url == reverse("initiatives:follow-asked")
    row = Follow.objects.get()
    assert (row.follower.email, row.confirmed_at) == (ADDRESS, None)
    [message] = post_all()
    assert message.to == [ADDRESS]
    assert "Parkbyen" in str(message.body)
    address = reverse("initiatives:follow-confirm", args=[links.to_confirm(row.public_id)])
    assert address in str(message.body)
    client.get(address)  # mail programs read links: nothing is written
    assert not Follow.objects.confirmed().exists()
    answer = client.post(address, follow=True)
    assert "Det følger du" in answer.text
    assert Follow.objects.confirmed().count() == 1
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {AuditAction.FOLLOW_ASKED, AuditAction.FOLLOWED} <= actions
    assert ADDRESS not in str(list(AuditEvent.objects.values_list("data", flat=True)))


def test_asking_again_sends_nothing_and_tells_nothing(client: Client, park: Neighbourhood) -> None:
    first = ask(client, park)
    again = ask(client, park)
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Delivery.objects.count() == 1


def test_an_address_that_nobody_confirms_is_forgotten(client: Client, park: Neighbourhood) -> None:
    ask(client, park)
    following.forget(timezone.localdate() + datetime.timedelta(days=7))
    assert Follower.objects.count() == 1
    following.forget(timezone.localdate() + datetime.timedelta(days=9))
    assert Follower.objects.count() == 0
    assert post_all() == []


def test_mailboxes_are_not_flooded(client: Client) -> None:
    for number in range(6):
        place = NeighbourhoodFactory.create()
        answer = ask(client, place)
        assert answer.status_code == (302 if number < 5 else 200)
    assert Delivery.objects.count() == 5


def test_bad_address_and_machine(client: Client, park: Neighbourhood) -> None:
    assert "Skriv en rigtig e-mail" in ask(client, park, "nabo").text
    client.post(f"{FOLLOW}?place=parkbyen", {"email": ADDRESS})  # no token: faster than one writes
    assert Follow.objects.count() == 0
    assert client.get(FOLLOW, {"place": "nowhere"}).status_code == 404
    assert client.get(FOLLOW, {"initiative": "x"}).status_code == 404
    hidden = InitiativeFactory.create()
    assert client.get(FOLLOW, {"initiative": hidden.public_id}).status_code == 404


def test_one_tap_for_those_signed_in(client: Client, park: Neighbourhood, user: User) -> None:
    client.force_login(user)
    made = shown("Fælles haver", neighbourhood=park)
    page = reverse("initiatives:initiative-detail", args=[made.public_id])
    assert f'action="{FOLLOW}?initiative={made.public_id}"' in client.get(page).text
    for _tap in range(2):
        answer = client.post(f"{FOLLOW}?initiative={made.public_id}", follow=True)
    assert "Fælles haver" in answer.text
    assert Follow.objects.get().confirmed_at is not None
    assert "Du følger" in client.get(page).text
    client.post(OWN, {"follow": Follow.objects.get().public_id})
    assert "Du følger ikke noget" in client.get(OWN).text
    assert Follower.objects.count() == 0


def test_nobody_stops_what_another_follows(client: Client, park: Neighbourhood, user: User) -> None:
    row = following.follow(park, by=UserFactory.create())
    following.follow(park, by=user)
    client.force_login(user)
    assert client.post(OWN, {"follow": row.public_id}).status_code == 404
    assert client.post(OWN, {"follow": "x"}).status_code == 404
    assert Follow.objects.filter(pk=row.pk).exists()


def test_what_an_address_followed_comes_along_to_its_account(park: Neighbourhood) -> None:
    following.ask(park, email=ADDRESS, locale="da")
    following.confirm(Follow.objects.get().pk)
    user = UserFactory.create(email=ADDRESS)
    following.follow(ThemeFactory.create(), by=user)
    following.follow(park, by=user)
    assert Follower.objects.get().user == user
    assert Follow.objects.count() == 2


def test_an_address_with_an_account_follows_as_the_account(park: Neighbourhood) -> None:
    user = UserFactory.create(email=ADDRESS)
    following.ask(park, email=ADDRESS, locale="da")
    following.confirm(Follow.objects.get().pk)
    assert Follower.objects.get().user == user


# --- The week's mail ---------------------------------------------------------------------------


def test_one_mail_a_week_with_what_is_public(park: Neighbourhood, user: User) -> None:
    following.follow(park, by=user)
    made = shown("Fælles haver", neighbourhood=park)
    shown("Langt borte")
    shown("Gemt igen", neighbourhood=park, visibility=Visibility.HIDDEN)
    HelpNeedFactory.create(initiative=made, text="En trailer")
    CommunityFactory.create(name="Kaffeklubben", neighbourhood=park)
    soon = timezone.localdate() + datetime.timedelta(days=25)
    course = TrainingCourseFactory.create(
        title="Hold i parken", starts_on=soon, ends_on=soon, is_public=True
    )
    course.neighbourhoods.add(park)
    InitiativeUpdate.objects.create(
        initiative=made, text="Vi har sået", status=UpdateStatus.PUBLIC, written_by=user,
        published_at=timezone.now(), submission_token=made.public_id,
    )  # fmt: skip
    now = week_later()
    assert following.tell_all(now) == 1
    assert following.tell_all(now) == 0
    assert following.tell_all(now + datetime.timedelta(hours=5)) == 0
    [message] = post_all()
    text = str(message.body)
    for word in (
        "Nyt initiativ, Parkbyen: Fælles haver", "Mangler hjælp", "Nyt fra initiativet",
        "Nyt fællesskab", "Kaffeklubben", "Hold i parken",
    ):  # fmt: skip
        assert word in text, word
    for word in ("Langt borte", "Gemt igen", user.full_name, "Vi har sået", "En trailer"):
        assert word not in text, word
    assert following.tell_all(now + datetime.timedelta(days=7)) == 0  # nothing new, no mail


def test_who_follows_a_place_is_told_what_it_chose(park: Neighbourhood, user: User) -> None:
    following.follow(park, by=user)
    made = published(of=share(park))
    published()
    assert following.tell_all(week_later()) == 1
    [message] = [one for one in post_all() if user.email in one.to]
    assert str(message.body).count("Kvarteret har valgt") == 1
    assert f"/votes/{made.public_id}/result/" in str(message.body)


def test_every_mail_has_one_click_out(client: Client, park: Neighbourhood) -> None:
    following.ask(park, email=ADDRESS, locale="da")
    following.confirm(Follow.objects.get().pk)
    shown("Fælles haver", neighbourhood=park)
    following.tell_all(week_later())
    [message] = post_all()
    headers = cast("Message", message.message())
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    out = headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    out = out[out.index("/follow/") :]
    assert out in str(message.body)
    strict = Client(enforce_csrf_checks=True)  # a mail program has no token of ours
    assert strict.get(out).status_code == 302
    assert Follow.objects.count() == 1
    assert strict.post(out, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Follower.objects.count() == 0
    assert strict.post(out).status_code == 200  # twice does no harm
    assert strict.post(out[:-3] + "x/").status_code == 410


def test_list_by_link_stops_one_or_all(client: Client, park: Neighbourhood) -> None:
    for subject in (park, ThemeFactory.create(name="Grøn")):
        following.ask(subject, email=ADDRESS, locale="da")
    for row in Follow.objects.all():
        following.confirm(row.pk)
    follower = Follower.objects.get()
    own = reverse("initiatives:follow-by-link", args=[links.to_own(follower.public_id)])
    assert "Parkbyen" in client.get(own).text
    client.post(own, {"follow": Follow.objects.get(neighbourhood=park).public_id})
    assert [str(row) for row in Follow.objects.all()] == ["Grøn"]
    client.post(own, {"all": "1"})
    assert "Du følger ikke noget" in client.get(own).text
    assert client.get(own[:-3] + "x/").status_code == 410
    # A link to say yes is no link to the list.
    other = links.to_confirm(follower.public_id)
    assert client.get(reverse("initiatives:follow-by-link", args=[other])).status_code == 410


def test_who_switched_such_mails_off_gets_none(park: Neighbourhood, user: User) -> None:
    MailChoice.objects.create(user=user, kind=MailKind.NEIGHBOURHOOD, pace=Pace.NEVER)
    following.follow(park, by=user)
    shown("Fælles haver", neighbourhood=park)
    following.tell_all(week_later())
    assert post_all() == []


def test_what_is_hidden_before_the_mail_is_written_is_not_in_it(
    park: Neighbourhood, user: User
) -> None:
    following.follow(park, by=user)
    made = shown("Fælles haver", neighbourhood=park)
    following.tell_all(week_later())
    Initiative.objects.filter(pk=made.pk).update(visibility=Visibility.HIDDEN)
    assert post_all() == []
    assert Delivery.objects.get().status == DeliveryStatus.NOT_WANTED
    assert "Fælles haver" not in str(Delivery.objects.get().context)


def test_words_let_out_anew_are_no_new_initiative(park: Neighbourhood) -> None:
    made = shown("Fælles haver", neighbourhood=park)
    since = timezone.now()
    record(AuditAction.INITIATIVE_PUBLISHED, target=made, by=None)
    subjects = reads.Subjects(neighbourhoods=frozenset({park.pk}))
    assert reads.news(subjects, since, timezone.now()) == []
    before = since - datetime.timedelta(days=1)
    assert [row.title for row in reads.news(subjects, before, timezone.now())] == ["Fælles haver"]


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-11-27T07:59+01:00", "2026-11-20T08:00+01:00"),
        ("2026-11-27T08:00+01:00", "2026-11-27T08:00+01:00"),
        ("2026-12-03T23:00+01:00", "2026-11-27T08:00+01:00"),
        ("2026-03-29T12:00+02:00", "2026-03-27T08:00+01:00"),
    ],
)
def test_moment_of_the_week(now: str, moment: str) -> None:
    asked = datetime.datetime.fromisoformat(now)
    assert following.moment_of_week(asked) == datetime.datetime.fromisoformat(moment)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_three(client: Client, user: User, number: int) -> None:
    for row in range(number):
        following.follow(shown(f"Have {row}"), by=user)
    client.force_login(user)
    client.get(OWN)
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(OWN).context["follows"]) == number
    assert len(captured) == 6, [row["sql"][:150] for row in captured]
