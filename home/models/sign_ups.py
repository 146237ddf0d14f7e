"""Who comes to an event, and what those who come have last been told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.enums import COUNTS, SIGN_UP_TRANSITIONS, SignUpMove, SignUpStatus
from home.models.events import MOST_PEOPLE, EventPage
from home.permissions import keeps_lists
from portal.gate import GatedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class EventNotice(models.Model):
    """What is known of a published event: what stands in people's calendars.

    A row beside the page, because a revision that is published overwrites the page's own fields.
    `version` grows with each change that people are told of.
    """

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="notice")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.version}"


class EventSignUpQuerySet(GatedQuerySet["EventSignUp"]):
    """Sign-ups, and who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> EventSignUpQuerySet:
        """One's own; and all for those who keep the lists."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if keeps_lists(user) else self.of_person(user)

    def of_person(self, user: User) -> EventSignUpQuerySet:
        """One's own."""
        return self.filter(person=user)

    def wanted(self) -> EventSignUpQuerySet:
        """Those who want to come, with a place or without."""
        return self.filter(status__in=COUNTS)

    def with_a_place(self) -> EventSignUpQuerySet:
        """Those who have a place."""
        return self.filter(status=SignUpStatus.SIGNED_UP)

    def waiting(self) -> EventSignUpQuerySet:
        """The waiting list, whoever has waited longest first."""
        return self.filter(status=SignUpStatus.WAITING_LIST).order_by("queued_at", "pk")

    def people(self) -> int:
        """How many people have a place."""
        number: int = self.with_a_place().aggregate(number=Sum("people", default=0))["number"]
        return number


class EventSignUp(models.Model):
    """One person's sign-up, for themselves and those they bring.

    Without history: it is no case, and gone when it is erased some time after the event.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(EventPage, on_delete=models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="event_sign_ups"
    )
    people = models.PositiveSmallIntegerField(_("Hvor mange kommer I?"), default=1)
    answer = models.CharField(_("Svar"), max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=SignUpStatus.choices)
    signed_up_at = models.DateTimeField(auto_now_add=True)
    # From when the turn in the queue counts: coming back goes to its end.
    queued_at = models.DateTimeField(default=timezone.now)
    # A number for each time the person got a place or a turn, so that each is told once.
    turn = models.PositiveSmallIntegerField(default=1)

    objects = EventSignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        ordering = ["person__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="event_sign_up_once"),
            models.CheckConstraint(
                condition=Q(status__in=SignUpStatus.values), name="event_sign_up_status_known"
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, MOST_PEOPLE)), name="event_sign_up_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.person_id}"

    def allows(self, move: SignUpMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in SIGN_UP_TRANSITIONS[move][0]
