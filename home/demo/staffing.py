"""What a lead and her guides arranged: a course offered, a colleague away, and one emergency."""

from __future__ import annotations

import datetime

from guides.actions import absences, emergencies, employment, handovers
from guides.enums import Post
from guides.models import Case, CommunityGuide, Organisation
from guides.models.case import CaseQuerySet
from home.demo.clock import Calendar, Story
from home.demo.ground import ORGANISATION
from portal.users.actions import ensure_account
from portal.users.models import User

LEAD = ("leder.guider@example.org", "Ditte Kragelund")
_TELLS = {"full_name": "", "phone": "", "languages": "", "greeting": ""}


def lead_story(calendar: Calendar) -> Story:
    """The programme lead invites a lead, who once reads a course in an emergency."""
    yield calendar.work(90, hour=9)
    programme_lead = User.objects.get(email="programleder@example.org")
    organisation = Organisation.objects.get(name=ORGANISATION)
    invitation = employment.invite(
        organisation.pk, email=LEAD[0], post=Post.LEAD, by=programme_lead
    )
    yield calendar.work(89, hour=14)
    lead = ensure_account(email=LEAD[0], full_name=LEAD[1])
    employment.accept(invitation.pk, **_TELLS, by=lead)
    yield calendar.work(6, hour=16)
    course = _courses("safiya.guide@example.org").filter(initiative__applications__isnull=False)
    emergencies.open_course(
        course[0].initiative.number,
        reason="Borgeren ringede om et møde samme aften, og guiden lå syg uden telefon.",
        by=lead,
    )
    yield calendar.work(2, hour=10)
    employment.invite(organisation.pk, email="ny.guide@example.org", post=Post.GUIDE, by=lead)


def away_story(calendar: Calendar) -> Story:
    """Safiya is on a course for a week, and Amina looks after three of her groups."""
    yield calendar.work(4, hour=11)
    safiya = CommunityGuide.objects.get(user__email="safiya.guide@example.org")
    amina = CommunityGuide.objects.get(user__email="amina.guide@example.org")
    courses = list(_courses(safiya.user.email).values_list("pk", flat=True)[:3])
    absences.arrange(
        safiya.pk,
        by_guide_id=amina.pk,
        starts_on=calendar.today - datetime.timedelta(days=1),
        ends_on=calendar.today + datetime.timedelta(days=5),
        case_ids=courses,
        by=safiya.user,
    )


def offer_story(calendar: Calendar) -> Story:
    """Amina has much to do, and asks Safiya to take a group over."""
    yield calendar.work(1, hour=13)
    amina = User.objects.get(email="amina.guide@example.org")
    safiya = CommunityGuide.objects.get(user__email="safiya.guide@example.org")
    course = _courses(amina.email).last()
    if course is not None:
        words = "De mødes lige ved dig om torsdagen. Vil du tage dem?"
        handovers.offer([course.pk], to_guide_id=safiya.pk, words=words, by=amina)


def staffing_stories(calendar: Calendar) -> list[Story]:
    """All of them."""
    return [lead_story(calendar), away_story(calendar), offer_story(calendar)]


def _courses(email: str) -> CaseQuerySet:
    """A guide's courses under way, the oldest first."""
    return Case.objects.open().filter(guide__user__email=email).order_by("opened_at", "pk")
