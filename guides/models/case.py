"""A guide's course with the people behind one initiative."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides import capacity
from guides.enums import (
    CASE_TRANSITIONS,
    OPEN_CASE,
    CaseMove,
    CaseOrigin,
    CaseOutcome,
    CaseStatus,
)
from guides.models.cover import Cover, EmergencyAccess
from guides.models.employment import OrganisationLead
from guides.models.guide import CommunityGuide
from initiatives.enums import MemberRole
from initiatives.models import Initiative, InitiativeMember
from portal.gate import GatedQuerySet
from portal.prepared import slot
from portal.users.roles import Role

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


MAY_BE_SILENT = frozenset({CaseStatus.NEW, CaseStatus.CONTACTED, CaseStatus.ACTIVE})
"""A paused or closed course may be silent without anybody asking why."""


def _covered(user: User) -> Exists:
    """Over courses: whether this person covers it today for the guide who has it."""
    running = Cover.objects.running().filter(by__user=user)
    return Exists(running.of_case(OuterRef("pk")).filter(guide=OuterRef("guide")))


def _at_hand(user: User) -> Q:
    """Over courses: own, covered today, or untaken in a place the person serves."""
    guides = CommunityGuide.objects.active().filter(user=user)
    # Exists, not a join: rows stay single, and can still be locked.
    serving = guides.filter(neighbourhoods=OuterRef("initiative__neighbourhood"))
    queued = Q(Exists(serving), guide__isnull=True, status=CaseStatus.NEW)
    return Q(guide__in=guides) | Q(_covered(user)) | queued


@dataclass(frozen=True)
class Reach:
    """What a guide at work reaches, by keys: read once for a screen that asks for it many times."""

    guide: int
    covered: list[int]
    places: list[int]

    @classmethod
    def of_anybody(cls, *, covered: int, places: int = 0) -> Reach:
        """One with so many of each, for a statement that is told a guide's own `keys`."""
        guide, *others = (slot(place) for place in range(1 + covered + places))
        return cls(guide, others[:covered], others[covered:])

    @property
    def keys(self) -> list[int]:
        """The keys in the order of the slots of `of_anybody`."""
        return [self.guide, *self.covered, *self.places]


class CaseQuerySet(GatedQuerySet["Case"]):
    """Courses, who may see them and which wait."""

    def visible_to(self, user: User | AnonymousUser) -> CaseQuerySet:
        """A guide's own courses, those they cover, and the untaken ones of places they serve.

        Besides, what a guide or lead opened in an emergency, for some hours. Nobody else: a course
        belongs to the guide's organisation, and the municipality reads only what is shared with it.
        Source: docs/decisions/0048.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        opened = EmergencyAccess.objects.in_force().of(user).filter(case=OuterRef("pk"))
        return self.filter(_at_hand(user) | Q(Exists(opened)))

    def at_hand_for(self, user: User) -> CaseQuerySet:
        """What a guide has to do with in daily work: own and covered courses, and the queue."""
        return self.filter(_at_hand(user))

    def worked_by(self, user: User) -> CaseQuerySet:
        """The courses this person writes in as a guide: their own, and those they cover today."""
        guides = CommunityGuide.objects.active().filter(user=user)
        return self.filter(Q(guide__in=guides) | Q(_covered(user)))

    def worked_within(self, reach: Reach) -> CaseQuerySet:
        """The same as `worked_by`, of a guide whose reach has been read: found by the index."""
        own = Q(guide=reach.guide)
        return self.filter(own | Q(pk__in=reach.covered) if reach.covered else own)

    def at_hand_within(self, reach: Reach) -> CaseQuerySet:
        """The same as `at_hand_for`, of a guide whose reach has been read."""
        served = Q(guide__isnull=True, initiative__neighbourhood__in=reach.places)
        at_hand = Q(guide=reach.guide) | (served & Q(status=CaseStatus.NEW))
        return self.filter(at_hand | Q(pk__in=reach.covered) if reach.covered else at_hand)

    def overseen_by(self, user: User) -> CaseQuerySet:
        """What a lead may list: title, place, guide, status and dates, and nothing that was said.

        A lead: their organisation's courses, and the queue where its guides work. The programme
        lead: those nobody has been in touch about. Source: docs/decisions/0048.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(Role.PROGRAMME_LEAD):
            return self.filter(status=CaseStatus.NEW)
        led = OrganisationLead.objects.in_agreement().filter(user=user).values("organisation")
        serving = CommunityGuide.objects.active().filter(
            organisation__in=led, neighbourhoods=OuterRef("initiative__neighbourhood")
        )
        return self.filter(
            Q(guide__organisation__in=led)
            | Q(Exists(serving), guide__isnull=True, status=CaseStatus.NEW)
        )

    def get_overseen(self, user: User, public_id: UUID) -> Case:
        """Fetch one that the person may list. Raises: Http404."""
        try:
            return self.overseen_by(user).get(public_id=public_id)
        except Case.DoesNotExist as missing:
            raise Http404 from missing

    def left_behind(self) -> CaseQuerySet:
        """Open ones whose guide is not at work any more: they need a new one."""
        return self.open().filter(guide__isnull=False).exclude(
            guide__in=CommunityGuide.objects.active()
        )  # fmt: skip

    def waiting_for_guide(self) -> CaseQuerySet:
        """Those somebody can be given: untaken, or left behind by a guide who stopped."""
        gone = ~Q(guide__in=CommunityGuide.objects.active())
        return self.open().filter(Q(guide__isnull=True) | gone)

    def late(self) -> CaseQuerySet:
        """Those whose promised call-back is late."""
        return self.filter(status=CaseStatus.NEW, call_back_by__lt=timezone.localdate())

    def silent(self, days: int = min(capacity.SILENT_DAYS)) -> CaseQuerySet:
        """Those under way without contact with the citizen for so many days."""
        since = timezone.now() - datetime.timedelta(days=days - 1)
        midnight = timezone.localtime(since).replace(hour=0, minute=0, second=0, microsecond=0)
        contact_at = Coalesce("last_contact_at", "taken_at", "opened_at")
        rows = self.annotate(contact_at=contact_at)
        return rows.filter(status__in=MAY_BE_SILENT, contact_at__lt=midnight)

    def with_contact(self) -> CaseQuerySet:
        """With `contact_at`: the last contact with the citizen, or since when none is made."""
        return self.annotate(contact_at=Coalesce("last_contact_at", "taken_at", "opened_at"))

    def without_step(self) -> CaseQuerySet:
        """Those under way without a next step: nobody holds them."""
        return self.filter(status__in=[CaseStatus.CONTACTED, CaseStatus.ACTIVE], next_step="")

    def lacking_data(self) -> CaseQuerySet:
        """Open ones without a place, or with no way to reach the citizen."""
        led = Exists(
            InitiativeMember.objects.filter(initiative=OuterRef("initiative"), role=MemberRole.LEAD)
        )
        told = {"initiative__contact_phone": "", "initiative__contact_email": ""}
        return self.open().filter(Q(initiative__neighbourhood__isnull=True) | Q(~led, **told))

    def assigned_to(self, user: User) -> CaseQuerySet:
        """The courses this person has as a guide."""
        return self.filter(guide__user=user)

    def queued(self) -> CaseQuerySet:
        """New ones that no guide has taken."""
        return self.filter(guide__isnull=True, status=CaseStatus.NEW)

    def open(self) -> CaseQuerySet:
        """Those not closed."""
        return self.filter(status__in=OPEN_CASE)

    def to_ring(self) -> CaseQuerySet:
        """Untaken ones, and those whose promised call-back is late."""
        late = Q(status=CaseStatus.NEW, call_back_by__lt=timezone.localdate())
        return self.filter(late | Q(guide__isnull=True, status=CaseStatus.NEW))

    def by_promise(self) -> CaseQuerySet:
        """Most urgent first: the promised day, then who has waited longest."""
        return self.order_by(F("call_back_by").asc(nulls_last=True), "opened_at", "pk")

    def by_next_step(self) -> CaseQuerySet:
        """Those without a next step first, since nobody holds them; then by its day."""
        return self.order_by(F("next_step_on").asc(nulls_first=True), "opened_at", "pk")

    def count_by_status(self) -> dict[str, int]:
        """How many there are in each status; one without courses is left out."""
        rows = self.order_by().values("status").annotate(number=Count("pk"))
        return {row["status"]: row["number"] for row in rows}

    def with_initiative(self) -> CaseQuerySet:
        """With all that a list row shows, in the same query."""
        return self.select_related(
            "initiative__neighbourhood", "initiative__theme", "guide__user", "guide__organisation"
        )


@pghistory.track()
class Case(models.Model):
    """A «forløb»: one initiative and the guide who follows it, if any yet."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="cases")
    guide = models.ForeignKey(
        CommunityGuide, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    origin = models.CharField(max_length=12, choices=CaseOrigin.choices)
    status = models.CharField(max_length=12, choices=CaseStatus.choices, default=CaseStatus.NEW)
    outcome = models.CharField(max_length=12, choices=CaseOutcome.choices, blank=True)
    next_step = models.CharField(_("Næste skridt"), max_length=160, blank=True)
    next_step_on = models.DateField(_("Hvornår"), null=True, blank=True)
    call_back_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    last_contact_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("forløb")
        verbose_name_plural = _("forløb")
        ordering = ["next_step_on", "opened_at"]
        indexes = [
            models.Index(fields=["guide", "status", "next_step_on"], name="case_by_guide"),
            models.Index(
                fields=["call_back_by"], condition=Q(guide__isnull=True), name="case_queue"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CaseStatus.values), name="case_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.NEW) | Q(guide__isnull=False),
                name="case_begun_has_guide",
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(status=CaseStatus.CLOSED),
                name="case_closed_has_outcome",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=~Q(status=CaseStatus.CLOSED),
                name="case_one_open_per_initiative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}"

    def allows(self, move: CaseMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in CASE_TRANSITIONS[move][0]

    @property
    def status_label(self) -> str:
        """The status in words. Django's own way builds all the words anew for each row."""
        return str(CaseStatus(self.status).label)

    @property
    def origin_label(self) -> str:
        """Where the course came from, in words."""
        return str(CaseOrigin(self.origin).label)

    @property
    def is_open(self) -> bool:
        """Whether somebody still follows it, or waits for a guide to do so."""
        return self.status in OPEN_CASE

    @property
    def is_call_back_overdue(self) -> bool:
        """Whether nobody has been in touch, though the promised day has passed."""
        return (
            self.status == CaseStatus.NEW
            and self.call_back_by is not None
            and self.call_back_by < timezone.localdate()
        )

    @property
    def is_step_overdue(self) -> bool:
        """Whether the day of the next step has passed."""
        return (
            self.is_open
            and self.next_step_on is not None
            and self.next_step_on < timezone.localdate()
        )

    @property
    def silent_days(self) -> int:
        """30 or 14, when the last contact with the citizen is so many days ago; else 0.

        A paused or closed course may be silent.
        """
        if self.status not in MAY_BE_SILENT:
            return 0
        since = self.last_contact_at or self.taken_at or self.opened_at
        return capacity.silence(timezone.localdate(since), today=timezone.localdate())
