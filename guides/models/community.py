"""The directory of communities that exist already, and what people suggest should stand there."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import (
    COMMUNITY_TRANSITIONS,
    SUGGESTION_TRANSITIONS,
    CommunityMove,
    CommunityStatus,
    Rhythm,
    SuggestionMove,
    SuggestionStatus,
    Weekday,
)
from guides.models.guide import CommunityGuide
from portal import searching
from portal.areas.models import Neighbourhood, Theme
from portal.gate import GatedQuerySet
from portal.searching import SEARCH_CONFIGURATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

CONFIRMED_FOR_DAYS = 365
"""An entry that nobody has confirmed for so long is marked."""


class CommunityQuerySet(GatedQuerySet["Community"]):
    """Entries of the directory: which are listed, and which of them are looked for."""

    def visible_to(self, user: User | AnonymousUser) -> CommunityQuerySet:
        """Listed ones for everybody; closed ones also for the place's guides at work."""
        seen = Q(status=CommunityStatus.LISTED)
        if user.is_authenticated and user.is_active:
            seen |= Q(Exists(_serving(user)))
        return self.filter(seen)

    def kept_by(self, user: User) -> CommunityQuerySet:
        """Those of the neighbourhoods in which this person is a guide at work."""
        return self.filter(Exists(_serving(user)))

    def listed(self) -> CommunityQuerySet:
        """Those that stand in the directory."""
        return self.filter(status=CommunityStatus.LISTED)

    def unconfirmed(self, on: datetime.date | None = None) -> CommunityQuerySet:
        """Listed ones that nobody has confirmed for a year (as of today by default)."""
        day = on or timezone.localdate()
        return self.listed().filter(
            confirmed_on__lte=day - datetime.timedelta(days=CONFIRMED_FOR_DAYS)
        )

    def for_age(self, age: int) -> CommunityQuerySet:
        """Those a person of this age may join."""
        return self.filter(
            Q(age_from__isnull=True) | Q(age_from__lte=age),
            Q(age_to__isnull=True) | Q(age_to__gte=age),
        )

    def matching(self, words: list[str]) -> CommunityQuerySet:
        """Those that hold every word: in any Danish form, as its beginning, or in the name.

        «kaffe» finds «kaffeklub» and «klub» does too. A place's or theme's name counts as a word of
        all that belong there. What holds the very words stands first.
        """
        rows = self
        for word in words:
            begun = searching.beginning_of_a_word(word)
            rows = rows.filter(
                Q(words=searching.loosely(word))
                | Q(name__icontains=word)
                | Q(neighbourhood__name__iregex=begun)
                | Q(theme__name__iregex=begun)
            )
        if not words:
            return rows
        return rows.annotate(rank=SearchRank("words", searching.query(words))).order_by(
            "-rank", "name"
        )

    def meant(self, text: str) -> str:
        """What was meant by a search that found nothing; empty when nothing is like it."""
        return searching.meant(text, self.texts())

    def texts(self) -> Iterator[str]:
        """What those of the directory say, for the spelling of a search."""
        rows = self.listed().values_list("name", "what", "place", "neighbourhood__name")
        return (" ".join(row) for row in rows[: searching.READ_FOR_SPELLING])


def _serving(user: User) -> Any:
    guides = CommunityGuide.objects.active().filter(user=user)
    return guides.filter(neighbourhoods=OuterRef("neighbourhood"))


@pghistory.track(exclude=["words", "contact_name", "contact_phone", "contact_email"])
class Community(models.Model):
    """A «fællesskab» that exists already: what, where, when, for whom, and whom to ask."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("Navn"), max_length=80)
    what = models.TextField(_("Hvad laver I?"), max_length=600)
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        on_delete=models.PROTECT,
        related_name="communities",
        verbose_name=_("Kvarter"),
    )
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="communities",
        verbose_name=_("Tema"),
    )
    place = models.CharField(_("Sted"), max_length=120, blank=True)
    latitude = models.FloatField(
        _("Breddegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("Længdegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    rhythm = models.CharField(
        _("Hvor tit?"), max_length=12, choices=Rhythm.choices, default=Rhythm.WEEKLY
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name=_("Ugedage"),
        default=list,
        blank=True,
    )
    starts_at = models.TimeField(_("Fra kl."), null=True, blank=True)
    ends_at = models.TimeField(_("Til kl."), null=True, blank=True)
    when_note = models.CharField(_("Mere om hvornår"), max_length=120, blank=True)
    languages = models.CharField(_("Sprog"), max_length=120, blank=True)
    is_step_free = models.BooleanField(_("Uden trin"), default=False)
    is_quiet = models.BooleanField(_("Roligt, uden meget larm"), default=False)
    access_note = models.CharField(_("Mere om adgang"), max_length=160, blank=True)
    is_free = models.BooleanField(_("Gratis"), default=False)
    cost = models.CharField(_("Hvad koster det?"), max_length=80, blank=True)
    age_from = models.PositiveSmallIntegerField(_("Fra alder"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("Til alder"), null=True, blank=True)
    website = models.URLField(_("Webadresse"), blank=True)

    # Whom to ask. Public only by the person's own yes, given from the address itself or to a guide.
    contact_name = models.CharField(_("Kontakt"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    contact_email = models.EmailField(_("E-mail"), blank=True)
    contact_public_since = models.DateTimeField(null=True, blank=True)

    status = models.CharField(
        max_length=8, choices=CommunityStatus.choices, default=CommunityStatus.LISTED
    )
    confirmed_on = models.DateField(default=timezone.localdate)
    # Each confirmation ends all links that were sent before it.
    confirmations = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)
    words = models.GeneratedField(
        expression=models.Func(
            F("name"), F("what"), F("place"), F("languages"), F("when_note"),
            template=f"to_tsvector('{SEARCH_CONFIGURATION}'::regconfig, %(expressions)s)",
            arg_joiner=" || ' ' || ",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )  # fmt: skip

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("fællesskab")
        verbose_name_plural = _("fællesskaber")
        ordering = ["name"]
        indexes = [
            GinIndex(fields=["words"], name="community_words"),
            models.Index(
                fields=["neighbourhood"],
                condition=Q(status=CommunityStatus.LISTED),
                name="community_by_place",
            ),
            models.Index(fields=["confirmed_on"], name="community_confirmed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CommunityStatus.values), name="community_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=CommunityStatus.CLOSED, closed_at__isnull=False)
                | Q(status=CommunityStatus.LISTED, closed_at__isnull=True),
                name="community_closed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                name="community_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="community_point_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def allows(self, move: CommunityMove) -> bool:
        """Tell whether the table lets this move be made from the present status."""
        return self.status in COMMUNITY_TRANSITIONS[move][0]

    @property
    def is_listed(self) -> bool:
        """Whether it stands in the directory."""
        return self.status == CommunityStatus.LISTED

    @property
    def is_unconfirmed(self) -> bool:
        """Whether nobody has said for a year that what stands here is right."""
        return (timezone.localdate() - self.confirmed_on).days >= CONFIRMED_FOR_DAYS

    @property
    def shows_contact(self) -> bool:
        """Whether everybody may see whom to ask."""
        return self.contact_public_since is not None

    @property
    def has_contact(self) -> bool:
        """Whether there is anybody to ask."""
        return bool(self.contact_phone or self.contact_email)


class CommunitySuggestionQuerySet(GatedQuerySet["CommunitySuggestion"]):
    """Suggestions, who answers them and which wait."""

    def visible_to(self, user: User | AnonymousUser) -> CommunitySuggestionQuerySet:
        """Those of the neighbourhoods in which this person is a guide at work."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Exists(_serving(user)))

    def waiting(self) -> CommunitySuggestionQuerySet:
        """Those nobody has answered, the oldest first."""
        return self.filter(status=SuggestionStatus.WAITING).order_by("suggested_at", "pk")


class CommunitySuggestion(models.Model):
    """A new entry, or a change to one, as somebody without an account wrote it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Empty for an entry that is not there yet; then `neighbourhood` says whose queue it is in.
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    # Field → value, as `guides.actions.suggestions` writes and reads them.
    changes = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(blank=True)
    status = models.CharField(
        max_length=8, choices=SuggestionStatus.choices, default=SuggestionStatus.WAITING
    )
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # One telling of the form: the same form sent twice is the same suggestion.
    submission_token = models.UUIDField(unique=True, editable=False)
    suggested_at = models.DateTimeField(auto_now_add=True)

    objects = CommunitySuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-suggested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["neighbourhood", "suggested_at"],
                condition=Q(status=SuggestionStatus.WAITING),
                name="suggestion_queue",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SuggestionStatus.values), name="suggestion_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=SuggestionStatus.WAITING)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="suggestion_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=SuggestionStatus.DECLINED) | ~Q(reason=""),
                name="suggestion_declined_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.community or self.changes.get("name", ""))

    def allows(self, move: SuggestionMove) -> bool:
        """Tell whether the table lets this answer be given now."""
        return self.status in SUGGESTION_TRANSITIONS[move][0]

    @property
    def is_new_entry(self) -> bool:
        """Whether it is about a community that is not in the directory."""
        return self.community_id is None
