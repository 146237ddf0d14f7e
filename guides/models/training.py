"""The courses («hold») that train ambassadors, and who may see their people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.postgres.search import SearchVector
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import HOLDS_A_PLACE, EnrolmentStatus
from guides.models.guide import CommunityGuide
from guides.models.programme import TrainingProgramme
from portal import searching
from portal.areas.models import Neighbourhood
from portal.gate import GatedQuerySet
from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User


class TrainingCourseQuerySet(GatedQuerySet["TrainingCourse"]):
    """Courses and who may see their participants."""

    def visible_to(self, user: User | AnonymousUser) -> TrainingCourseQuerySet:
        """A trainer's own courses; all of them for the programme lead."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(Role.PROGRAMME_LEAD):
            return self
        trainers = CommunityGuide.objects.active().filter(user=user, courses=OuterRef("pk"))
        return self.filter(Exists(trainers))

    def public(self) -> TrainingCourseQuerySet:
        """Those that have a page for everybody."""
        return self.filter(is_public=True)

    def upcoming(self) -> TrainingCourseQuerySet:
        """Public ones that are not over, the next one first."""
        return self.public().filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")

    def matching(self, words: Sequence[str]) -> TrainingCourseQuerySet:
        """Those that hold every word in title, text or place, or in the name of a neighbourhood."""
        told = SearchVector("title", "about", "place", config=searching.SEARCH_CONFIGURATION)
        rows = self.annotate(words=told)
        for word in words[: searching.MOST_WORDS]:
            begun = searching.beginning_of_a_word(word)
            here = Neighbourhood.objects.filter(courses=OuterRef("pk"), name__iregex=begun)
            rows = rows.filter(
                Q(words=searching.loosely(word)) | Q(title__icontains=word) | Exists(here)
            )
        return rows

    def with_places(self) -> TrainingCourseQuerySet:
        """With `taken`, `waiting` and `completed`: how many people there are of each."""
        count = "enrolments"
        return self.annotate(
            taken=Count(count, filter=Q(enrolments__status__in=HOLDS_A_PLACE)),
            waiting=Count(count, filter=Q(enrolments__status=EnrolmentStatus.WAITING_LIST)),
            completed=Count(count, filter=Q(enrolments__status=EnrolmentStatus.COMPLETED)),
        )


class TrainingCourse(models.Model):
    """A «hold» that learns to be ambassadors, with guides as trainers.

    `starts_on` and `ends_on` follow the sessions once there are any. `signup_until` is the last day
    for signing up oneself; empty: until the course begins.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        TrainingProgramme, on_delete=models.PROTECT, related_name="courses"
    )
    title = models.CharField(_("Titel"), max_length=80)
    about = models.TextField(_("Om holdet"), max_length=1000, blank=True)
    trainers = models.ManyToManyField(CommunityGuide, related_name="courses")
    neighbourhoods = models.ManyToManyField(Neighbourhood, related_name="courses", blank=True)
    starts_on = models.DateField(_("Starter"))
    ends_on = models.DateField(_("Slutter"))
    place = models.CharField(_("Sted"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("Pladser"), default=12, validators=[MinValueValidator(1)]
    )
    is_public = models.BooleanField(_("Åbent for tilmelding"), default=False)
    signup_until = models.DateField(_("Tilmelding senest"), null=True, blank=True)

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("hold")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="course_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def takes_signups(self) -> bool:
        """Whether a citizen can sign up today."""
        last = self.signup_until or self.starts_on
        return self.is_public and timezone.localdate() <= last
