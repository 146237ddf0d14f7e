"""«Mit overblik»: everything that waits for one person, whatever they are to the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Prefetch, Q
from django.utils import timezone

from guides.models import Ambassador, Case, CaseNote, Enrolment
from guides.permissions import ORGANISATION_LEAD, active_guide, leadership
from home import queries, standing
from home.models import EventSignUp
from home.pictures import prefetch_renditions
from initiatives import moderation_queue
from initiatives.enums import (
    ENDED,
    IN_FAVOUR,
    ApplicationStatus,
    AwardStatus,
    MemberRole,
)
from initiatives.models import (
    Application,
    Award,
    Initiative,
    Message,
    PanelAssignment,
    Poll,
    SecondOpinion,
)
from initiatives.permissions import asks_neighbourhoods, keys_paper_ballots, moderates
from initiatives.views import progress
from initiatives.views.group import newest_award
from portal.users.models import User
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides.models import CommunityGuide

CMS_ROLES = frozenset({Role.EDITOR, Role.PROGRAMME_LEAD, Role.CASEWORKER})
"""Roles with work in the editors' admin."""

_OVER = {status.value for status in ENDED - IN_FAVOUR} | {AwardStatus.CLOSED, AwardStatus.LAPSED}

NOTES = 5
"""How many of the newest shared notes are shown."""


@dataclass(frozen=True)
class Matter:
    """One of my initiatives: the row, where it stands, and who helps."""

    initiative: Initiative
    application: Application | None
    standing: standing.Standing
    guide: CommunityGuide | None
    task: progress.Task | None = None
    unread: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether nobody waits for anything any more: no turn, no day, and no guide beside it."""
        return self.standing.code in _OVER


def matters(user: User) -> list[Matter]:
    """My initiatives with all that the overview says of them.

    What waits for me comes first, what is over last, and the newest before the older.
    """
    found = (
        Initiative.objects.of_member(user)
        .select_related("neighbourhood")
        .prefetch_related(
            Prefetch("applications", _applications(), to_attr="asked"),
            Prefetch("cases", _cases(), to_attr="followed"),
        )
        .order_by("-created_at")
    )
    led = set(user.memberships.filter(role=MemberRole.LEAD).values_list("initiative", flat=True))
    unread = _unread(user)
    rows = sorted(
        (_matter(initiative, is_lead=initiative.pk in led, unread=unread) for initiative in found),
        key=lambda row: (row.task is None and not row.unread, row.has_ended),
    )
    prefetch_renditions(row.guide.portrait for row in rows if row.guide)
    return rows


def _applications() -> Any:
    return (
        Application.objects.select_related("funding_round")
        .prefetch_related(
            Prefetch(
                "awards",
                Award.objects.select_related("payout", "repayment")
                .order_by("-awarded_at")
                .prefetch_related("payments", "plan_changes"),
            ),
            "inquiries",
            "decisions",
        )
        .order_by("-created_at")
    )


def _cases() -> Any:
    return Case.objects.select_related(
        "guide__user", "guide__organisation", "guide__portrait"
    ).order_by("-opened_at")


def _first(rows: Iterable[Any]) -> Any:
    return next(iter(rows), None)


def _unread(user: User) -> dict[int, int]:
    """Application → how many messages of others in its thread I have not read."""
    own = Initiative.objects.of_member(user).order_by()
    rows = Message.objects.unread_by(user).filter(application__initiative__in=own).order_by()
    counts = rows.values("application").annotate(number=Count("pk"))
    return {row["application"]: row["number"] for row in counts}


def _matter(initiative: Any, *, is_lead: bool, unread: dict[int, int]) -> Matter:
    case, application = _first(initiative.followed), _first(initiative.asked)
    guide = case.guide if case else None
    if application is None:
        return Matter(initiative, None, standing.of_idea(initiative, case=case), guide)
    application.initiative = initiative
    award, inquiry = newest_award(application), progress.open_inquiry(application)
    task = progress.task(application, award=award, inquiry=inquiry, is_lead=is_lead)
    return Matter(
        initiative,
        application,
        standing.of_application(application, award=award, inquiry=inquiry, is_lead=is_lead),
        guide,
        task or progress.answer_task(application),
        unread.get(application.pk, 0),
    )


def shared_notes(user: User) -> Any:
    """The newest notes that a guide shared with the groups I take part in."""
    return (
        CaseNote.objects.shared_with_citizen()
        .filter(case__initiative__in=Initiative.objects.of_member(user))
        .select_related("author", "case__initiative")[:NOTES]
    )


def enrolments(user: User) -> Any:
    """The training courses I am or was on."""
    return Enrolment.objects.filter(person=user).select_related("course").order_by("-enrolled_at")


def sign_ups(user: User) -> Any:
    """What I am signed up for that is not over, the next first."""
    rows = EventSignUp.objects.of_person(user).wanted()
    still = rows.filter(event__ends_at__gt=timezone.now())
    return still.select_related("event").order_by("event__starts_at", "pk")


def ambassador(user: User) -> Ambassador | None:
    """My role as ambassador, if I have it today."""
    found = Ambassador.objects.active().filter(user=user).prefetch_related("neighbourhoods")
    return found.first()


def guide_work(user: User) -> dict[str, int] | None:
    """What waits for me as a guide; None for all others."""
    if active_guide(user) is None:
        return None
    today = timezone.localdate()
    mine = Q(guide__user=user)
    counts: dict[str, int] = (
        Case.objects.at_hand_for(user)
        .open()
        .aggregate(
            queued=Count("pk", filter=Q(guide__isnull=True), distinct=True),
            late=Count("pk", filter=Q(guide__isnull=True, call_back_by__lt=today), distinct=True),
            mine=Count("pk", filter=mine, distinct=True),
            due=Count("pk", filter=mine & Q(next_step_on__lte=today), distinct=True),
        )
    )
    return counts


def case_work(user: User) -> dict[str, int] | None:
    """What waits in the municipality's casework; None for those who have no part in it."""
    if not user.has_role(*CASE_STAFF):
        return None
    waiting = Application.objects.visible_to(user).awaiting_decision()
    ready = Q(status=ApplicationStatus.READY_FOR_DECISION)
    counts: dict[str, int] = waiting.aggregate(
        new=Count("pk", filter=Q(status=ApplicationStatus.SUBMITTED)),
        mine=Count("pk", filter=Q(caseworker=user)),
        ready=Count("pk", filter=ready),
        overdue=Count("pk", filter=Q(answer_by__lt=timezone.localdate())),
    )
    return counts


def polls_owed(user: User) -> int | None:
    """How many polls lack their answer; None for those who ask no neighbourhood."""
    return Poll.objects.lacking_answer().count() if asks_neighbourhoods(user) else None


def is_asked_to_assess(user: User) -> bool:
    """Whether an application or a statement waits for the person's view; one query."""
    given = PanelAssignment.objects.visible_to(user)
    asked = SecondOpinion.objects.filter(asked_of=user).unanswered()
    waits = Exists(given.values("pk")) | Exists(asked.values("pk"))
    return User.objects.filter(waits, pk=user.pk).exists()


def moderation_work(user: User) -> int | None:
    """How much waits for a moderator; None for those who are none."""
    if not moderates(user):
        return None
    return moderation_queue.number_waiting()


def gather(user: User) -> dict[str, Any]:
    """All parts of the overview; each is empty for those it does not concern."""
    parts = {
        "claimable": list(Initiative.objects.claimable_by(user).select_related("neighbourhood")),
        "votes": list(queries.votes_for(user)),
        "matters": matters(user),
        "notes": list(shared_notes(user)),
        "enrolments": list(enrolments(user)),
        "ambassador": ambassador(user),
        "sign_ups": list(sign_ups(user)),
        "guide_work": guide_work(user),
        "leads": leadership(user) if ORGANISATION_LEAD in user.duties else None,
        "staffs_guides": user.has_role(Role.PROGRAMME_LEAD),
        "case_work": case_work(user),
        "moderation_work": moderation_work(user),
        "polls_owed": polls_owed(user),
        "assesses": is_asked_to_assess(user),
        "keys_paper": keys_paper_ballots(user),
        "pays": user.has_role(Role.PAYER),
        "sends_letters": user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD),
        "edits_pages": user.is_superuser or user.has_role(*CMS_ROLES),
    }
    # Asked only of those it may be true for: nobody else's page pays for the question.
    parts["sees_mails"] = parts["edits_pages"] and user.has_perm("post.view_delivery")
    work = ("guide_work", "leads", "case_work", "edits_pages", "assesses")
    parts["at_work"] = any(parts[name] for name in work) or parts["moderation_work"] is not None
    return parts
