"""The one page, case, meeting and pile of drafts that workloads open, filled as a busy year would.

Rows are put straight into their tables: the actions that would make them have tests of their own.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from home.models import StoryPage
from initiatives.actions import meetings
from initiatives.enums import ApplicationStatus, NeedKind, Stage, UpdateStatus, Visibility
from initiatives.models import (
    Application,
    ApplicationVersion,
    Assessment,
    AssessmentKind,
    CaseFileNote,
    CriterionScore,
    FileNoteKind,
    FundingRound,
    HelpNeed,
    ImpartialityDeclaration,
    Initiative,
    InitiativeUpdate,
    Inquiry,
    InquiryKind,
    Message,
    Presentation,
    Recommendation,
)
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.guides import guide_in
from tests.factories.home import ambassador_in, image, neighbourhood_page
from tests.factories.initiatives import FundingRoundFactory, application, led_by
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from home.models import NeighbourhoodPage
    from portal.areas.models import Neighbourhood, Theme
    from portal.users.models import User

TEXT = "Gruppen mødes hver torsdag og har talt med naboerne om højbede, fællesspisning og lys. " * 3


def session(user: User) -> str:
    """Sign a person in and give the key of the session."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "portal.users.backends.AccountBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


class Town(NamedTuple):
    """The places, themes and rounds of one municipality: everything made here lies in them.

    A list offers each of them as a choice, so that more than a town has would measure the choices.
    """

    places: list[Neighbourhood]
    themes: list[Theme]
    rounds: list[FundingRound]

    def application(self, number: int = 0, **fields: Any) -> Application:
        """An application of somebody new, in the round that is given or the first."""
        person = fields.pop("by", None) or UserFactory.create()
        place = fields.pop("place", self.places[number % len(self.places)])
        day = timezone.localdate()
        initiative = led_by(
            person, neighbourhood=place, theme=self.themes[number % len(self.themes)],
            starts_on=day + datetime.timedelta(days=60), ends_on=day + datetime.timedelta(days=90),
        )  # fmt: skip
        fields.setdefault("funding_round", self.rounds[0])
        return application(by=person, initiative=initiative, **fields)


# --- The case ----------------------------------------------------------------------------------


def fill_case(case: Application, by: User) -> None:
    """Put a hundred entries into the case's timeline: the log, and documents of every kind."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            action=AuditAction.APPLICATION_TAKEN_UP, actor=by,
            target_type="initiatives.application", target_id=case.pk,
        ) for _ in range(50)
    )  # fmt: skip
    Message.objects.bulk_create(
        Message(
            application=case, author=case.applicant if number % 2 else by, text=TEXT,
            submission_token=uuid4(),
        ) for number in range(30)
    )  # fmt: skip
    CaseFileNote.objects.bulk_create(
        CaseFileNote(
            application=case, kind=FileNoteKind.PHONE, text=TEXT, written_by=by,
            submission_token=uuid4(), is_internal=number % 2 == 0,
        ) for number in range(10)
    )  # fmt: skip
    _ask(case, by)
    _assess(case, by)


def _ask(case: Application, by: User) -> None:
    """Three questions with their answers, each followed by a new version of the application."""
    now = timezone.now()
    for number in range(1, 5):
        ApplicationVersion.objects.create(
            application=case, number=number, sha256="0" * 64, sent_by=case.applicant,
            answers={"title": f"Højbede {number}", "why_here": TEXT, "organiser_count": number},
        )  # fmt: skip
    Inquiry.objects.bulk_create(
        Inquiry(
            application=case, kind=InquiryKind.INFORMATION, text="Hvem passer højbedene?",
            due_on=now.date(), asked_by=by, answer=TEXT, closed_at=now,
        ) for _ in range(3)
    )  # fmt: skip


def _assess(case: Application, by: User) -> None:
    others = [by, *UserFactory.create_batch(2)]
    for person in others:
        kind = AssessmentKind.CASEWORKER if person == by else AssessmentKind.PANEL
        sheet = Assessment.objects.create(
            application=case, assessor=person, kind=kind, submitted_at=timezone.now()
        )
        CriterionScore.objects.bulk_create(
            CriterionScore(
                assessment=sheet, position=place, name=f"Kriterium {place}", weight=1, score=2
            ) for place in range(5)
        )  # fmt: skip
    Recommendation.objects.create(
        application=case, amount=Decimal(5000), reasons=TEXT, recommended_by=by
    )


# --- The decision meeting ----------------------------------------------------------------------


def fill_meeting(town: Town, approver: User, caseworker: User) -> dict[str, Any]:
    """Sixty ready cases of one pool with scores and advice, and an open meeting."""
    funding_round = FundingRoundFactory.create()
    pool = funding_round.pool
    pool.budget = Decimal(1_000_000)
    pool.save(update_fields=["budget"])
    ready = []
    for number in range(60):
        row = town.application(
            number, status=ApplicationStatus.READY_FOR_DECISION, funding_round=funding_round,
            amount=Decimal(1000 * (1 + number % 9)), caseworker=caseworker,
        )  # fmt: skip
        ImpartialityDeclaration.objects.create(application=row, user=approver, is_impartial=True)
        _assess(row, caseworker)
        ready.append(str(row.public_id))
    made = meetings.open_for(
        pool.pk, title="Decembermødet", meets_on=timezone.localdate(), by=approver
    )
    path = reverse("initiatives:meeting", args=[made.public_id])
    return {"path": path, "cases": ready, "session": session(approver)}


# --- Drafts to send ----------------------------------------------------------------------------


def make_drafts(town: Town, number: int) -> list[dict[str, str]]:
    """Drafts that lack nothing, each of a person of its own."""
    made = []
    for place in range(number):
        person = UserFactory.create()
        row = town.application(
            place, by=person, status=ApplicationStatus.DRAFT, funding_round=town.rounds[2]
        )
        made.append({"id": str(row.public_id), "session": session(person)})
    return made


# --- The page ----------------------------------------------------------------------------------


def fill_page(town: Town) -> str:
    """A neighbourhood's page with every part filled. Gives its address."""
    settings.MEDIA_ROOT = settings.VAR_DIR / "media-bench"
    place = NeighbourhoodFactory.create(population=4000)
    for number in range(3):
        guide = guide_in(place, portrait=image(f"Guide {number}"))
        ambassador_in(place, trained_by=guide)
    for number in range(30):
        _public_initiative(town, place, number)
    page = neighbourhood_page(
        place, image=image(), image_alt="Gården", intro="Her sker der noget hver uge."
    )
    page.body = [
        ("text", "<p>Velkommen til kvarteret.</p>"),
        ("picture", {"image": {"image": image(), "alt_text": "Fest"}, "caption": "Sommerfest"}),
    ]
    page.save_revision().publish()
    for number in range(3):
        _story(page, number)
    return str(page.url)


def shown_initiative() -> str:
    """The address of an initiative with needs and news."""
    row = Initiative.objects.filter(needs__isnull=False, updates__isnull=False).first()
    assert row is not None
    return reverse("initiatives:initiative-detail", args=[row.public_id])


def _public_initiative(town: Town, place: Any, number: int) -> None:
    sent = town.application(number, place=place, status=ApplicationStatus.UNDER_REVIEW)
    row = sent.initiative
    Initiative.objects.filter(pk=row.pk).update(visibility=Visibility.PUBLIC, stage=Stage.RUNNING)
    Presentation.objects.create(initiative=row, title=row.title, summary=TEXT[:200])
    by, now = row.members.get().user, timezone.now()
    if number < 6:
        HelpNeed.objects.create(
            initiative=row, kind=NeedKind.values[0], text="To par hænder på lørdag", added_by=by,
            until=now.date() + datetime.timedelta(days=30),
        )  # fmt: skip
        InitiativeUpdate.objects.create(
            initiative=row, text=TEXT, written_by=by, status=UpdateStatus.PUBLIC,
            published_at=now, submission_token=uuid4(),
        )  # fmt: skip


def _story(page: NeighbourhoodPage, number: int) -> None:
    story = StoryPage(
        title=f"Langbord nr. {number}", slug=f"langbord-{number}", image=image(),
        image_alt="Et langt bord", intro="Fyrre naboer spiste sammen.",
    )  # fmt: skip
    page.add_child(instance=story)
    story.save_revision().publish()
