"""The directory of communities, people sent on, and neighbours who offer to help."""

from __future__ import annotations

import datetime
from typing import Any

from guides.actions import cases, communities, introductions, referrals, suggestions
from guides.enums import ContactWay, IntroductionOutcome, ReferralOutcome
from guides.models import Case, Community, CommunityGuide
from home.demo.clock import Calendar, Story
from home.demo.data import Row, read, token
from initiatives.actions import offers
from initiatives.enums import NeedKind
from initiatives.models import HelpNeed, HelpOffer
from portal.areas.models import Neighbourhood, Theme
from portal.users.actions import ensure_account
from portal.users.models import User
from portal.users.roles import Role

_PLAIN = ("name", "what", "when_note", "languages", "access_note", "cost", "age_from", "age_to")
_ABSENT = {"age_from": None, "age_to": None}
_FOLLOW_UP = 14


def directory_stories(calendar: Calendar) -> list[Story]:
    """One for each entry, suggestion and offer, and for people sent on."""
    told = read("communities")
    return [
        *(_entry(row, calendar) for row in told["community"]),
        *(_suggestion(row, calendar) for row in told["suggestion"]),
        *(_offer(row, calendar) for row in told["offer"]),
        _sent_on(calendar),
        _sent_in(calendar),
    ]


def _keeper(place: Neighbourhood) -> User:
    return CommunityGuide.objects.select_related("user").get(neighbourhoods=place).user


def _place(slug: str) -> Neighbourhood:
    return Neighbourhood.objects.get(slug=slug)


def _values(row: Row, place: Neighbourhood) -> dict[str, Any]:
    """An entry of the file as the action takes it."""
    name, phone, email = row.get("contact", ["", "", ""])
    point = row.get("point", [None, None])
    values = {field: row.get(field, _ABSENT.get(field, "")) for field in _PLAIN}
    return values | {
        "neighbourhood": place.pk,
        "theme": Theme.objects.get(slug=row["theme"]).pk if "theme" in row else None,
        "place": row.get("where", ""),
        "rhythm": row.get("rhythm", "WEEKLY"),
        "weekdays": row.get("weekdays", []),
        "starts_at": _clock(row.get("starts")),
        "ends_at": _clock(row.get("ends")),
        "is_step_free": row.get("step_free", False),
        "is_quiet": row.get("quiet", False),
        "is_free": row.get("free", False),
        "website": "",
        "contact_name": name,
        "contact_phone": f"+45{phone.replace(' ', '')}" if phone else "",
        "contact_email": email,
        "latitude": point[0],
        "longitude": point[1],
    }


def _clock(told: str | None) -> str | None:
    if told is None:
        return None
    hour, minute = told.split(".")
    return datetime.time(int(hour), int(minute)).isoformat()


def _entry(row: Row, calendar: Calendar) -> Story:
    """Somebody writes a community up, the place's guide says yes, and the contact perhaps too."""
    yield calendar.ago(row["days"], hour=11)
    place = _place(row["place"])
    keeper = _keeper(place)
    told = suggestions.suggest(
        token=token("community", row["name"]), community_id=None, changes=_values(row, place),
        note="", sender_name="", sender_email="",
    )  # fmt: skip
    suggestions.approve(told.pk, reason="", by=keeper)
    if row.get("shown"):
        community = Community.objects.get(suggestions=told)
        communities.show_contact(community.pk, shown=True, by=keeper)


def _suggestion(row: Row, calendar: Calendar) -> Story:
    """A suggestion that nobody has answered."""
    yield calendar.ago(row["days"], hour=18)
    about = Community.objects.filter(name=row.get("about", "")).first()
    changes = dict(row["changes"])
    if about is None:
        changes["neighbourhood"] = _place(row["place"]).pk
    name, email = row["sender"]
    suggestions.suggest(
        token=token("suggestion", row["days"], *changes), changes=changes, note=row["note"],
        community_id=about.pk if about else None, sender_name=name, sender_email=email,
    )  # fmt: skip


def _offer(row: Row, calendar: Calendar) -> Story:
    """A neighbour offers help, a moderator reads it, and the guide perhaps introduces two."""
    yield calendar.ago(row["days"], hour=20)
    email, name, phone = row["who"]
    neighbour = ensure_account(email=email, full_name=name, phone=phone)
    offer = offers.make(
        token=token("offer", row["text"]), kind=NeedKind(row["kind"]), text=row["text"],
        neighbourhood_id=_place(row["place"]).pk, theme_id=None, need_id=None,
        active_until=calendar.day(150), by=neighbour,
    )  # fmt: skip
    if row["shown"]:
        yield calendar.work(row["days"] - 1, hour=9)
        moderator = User.objects.filter(groups__name=Role.MODERATOR).earliest("pk")
        offers.moderate(offer.pk, shown=True, reason="", by=moderator)
    if row["then"]:
        yield calendar.work(row["days"] - 2, hour=14)
        _go_on(offer, row["then"], neighbour)


def _go_on(offer: HelpOffer, then: str, neighbour: User) -> None:
    if then == "withdrawn":
        offers.withdraw(offer.pk, by=neighbour)
        return
    needs = HelpNeed.objects.open().filter(
        initiative__neighbourhood=offer.neighbourhood, kind=offer.kind
    )
    need = needs.select_related("initiative").earliest("pk")
    keeper = _keeper(offer.neighbourhood)
    row = introductions.ask(offer.pk, need_id=need.pk, by=keeper)
    lead = need.initiative.lead
    if then == "declined" and lead is not None:
        introductions.decline(row.pk, by=lead)
    if then in {"offerer-yes", "introduced", "helped"}:
        introductions.accept(row.pk, way=ContactWay.PHONE, by=neighbour)
    if then in {"introduced", "helped"} and lead is not None:
        introductions.accept(row.pk, way=ContactWay.EMAIL, by=lead)
    if then == "helped":
        introductions.end(row.pk, outcome=IntroductionOutcome.HELPED, by=neighbour)


def _sent_on(calendar: Calendar) -> Story:
    """Two people of one guide's courses go on to a community; one of them came along."""
    yield calendar.work(20, hour=13)
    guide = CommunityGuide.objects.select_related("user").get(user__email="amina.guide@example.org")
    open_ones = Case.objects.open().filter(guide=guide).order_by("pk")
    names = ("Kaffe og kort i biblioteket", "Kolonihavens naboer")
    made = [
        referrals.refer(
            case.pk, token=token("referral", name),
            community_id=Community.objects.get(name=name).pk,
            passed_on="Vil gerne med første gang sammen med en, der kender stedet.",
            has_agreed=True, follow_up_on=calendar.day(_FOLLOW_UP - 20), by=guide.user,
        )
        for case, name in zip(open_ones, names, strict=False)
    ]  # fmt: skip
    yield calendar.work(5, hour=11)
    for row in made[:1]:
        referrals.follow_up(row.pk, outcome=ReferralOutcome.CAME, again_on=None, by=guide.user)


def _sent_in(calendar: Calendar) -> Story:
    """A librarian sends somebody to a guide, who takes the course."""
    yield calendar.work(6, hour=10)
    place = _place("sengeloese")
    case = referrals.refer_in(
        token=token("referred in"),
        text="Savner nogen at tale med. Er lige flyttet hertil.",
        neighbourhood_id=place.pk, name="Karla Mose", phone="+4520105090", email="",
        has_agreed=True, sender_name="Signe Thorup", sender_work="Biblioteket",
        sender_phone="+4520105091", sender_email="",
    )  # fmt: skip
    yield calendar.work(5, hour=9, minute=20)
    cases.take(case.pk, by=_keeper(place))
