"""What the pages and the overview read: one query for each part of a screen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Window
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.models import Ambassador, Community, CommunityGuide
from guides.models import Case as GuideCase
from initiatives import catalogue, commenting
from initiatives.enums import CandidateStatus, Stage, VoteStatus
from initiatives.models import (
    FundingRound,
    HelpNeed,
    HelpOffer,
    Initiative,
    InitiativeUpdate,
    LocalVote,
    Poll,
    PoolShare,
    VoteCandidate,
)
from initiatives.permissions import voice
from initiatives.vote_results import funded_keys
from portal.money import ZERO
from portal.templatetags.portal_tags import kr

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from portal.areas.models import Neighbourhood
    from portal.users.models import User

SHOWN = 18
"""How many initiatives at work a neighbourhood page shows; the figures count them all."""

DONE = 6
"""How many it shows that are done, so that what came of things is never crowded out."""

LATEST = 6
"""How many initiatives the front page shows."""

STORIES = 3
"""How many stories a page shows."""

EVENTS = 3
"""How many of the next events a page shows; their own list has them all."""

NEWS = 6
"""How many needs, and how many pieces of news, a neighbourhood page shows."""

COMMUNITIES = 6
"""How many communities a neighbourhood page shows; the directory has them all."""

VOTES = 3
"""How many local votes a page shows."""

RESULT_IS_NEWS = datetime.timedelta(days=180)
"""How long a neighbourhood page shows what was decided."""

_NAMED = ("initiative__public_id", "initiative__title", "initiative__presentation__title")
"""What a line about an initiative names it by."""

_LAST_IN_THE_ALPHABET = str.maketrans({"æ": "z{", "ø": "z|", "å": "z}"})

_STAGE_ORDER = Case(
    *[
        When(stage=stage, then=Value(place))
        for place, stage in enumerate([Stage.RUNNING, Stage.PREPARING, Stage.IDEA])
    ],
    default=Value(9),
    output_field=IntegerField(),
)


def danish_order(name: str) -> str:
    """A key that sorts names as Danes do: æ, ø and å last."""
    return name.casefold().translate(_LAST_IN_THE_ALPHABET)


def _guide_name() -> Subquery:
    """Who follows an initiative: the guide of its newest course that has one."""
    return Subquery(
        GuideCase.objects.filter(initiative=OuterRef("pk"), guide__isnull=False)
        .order_by("-opened_at")
        .values("guide__user__full_name")[:1]
    )


def public_initiatives() -> QuerySet[Initiative]:
    """Public initiatives as cards show them: with place, theme, `amount` (DKK) and `guide_name`."""
    return catalogue.cards().annotate(guide_name=_guide_name())


def latest_initiatives() -> QuerySet[Initiative]:
    """The newest public initiatives of all neighbourhoods."""
    return public_initiatives().order_by("-created_at")[:LATEST]


def initiatives_in(neighbourhood: Neighbourhood) -> QuerySet[Initiative]:
    """A neighbourhood's public initiatives at work or to come, by stage, then the newest.

    Each row also carries `amount_in_all` (DKK) and `number_in_all` of all such in the place.
    """
    rows = _with_sums(neighbourhood).exclude(stage=Stage.COMPLETED)
    return rows.annotate(stage_order=_STAGE_ORDER).order_by("stage_order", "-created_at")[:SHOWN]


def done_in(neighbourhood: Neighbourhood) -> QuerySet[Initiative]:
    """Its initiatives that are done, the newest first, with the same sums of all such."""
    rows = _with_sums(neighbourhood).filter(stage=Stage.COMPLETED)
    return rows.order_by("-created_at")[:DONE]


def _with_sums(neighbourhood: Neighbourhood) -> QuerySet[Initiative]:
    rows = public_initiatives().filter(neighbourhood=neighbourhood)
    return rows.annotate(amount_in_all=Window(Sum("amount")), number_in_all=Window(Count("pk")))


def shares_in(neighbourhood: Neighbourhood) -> QuerySet[PoolShare]:
    """What is set aside for a neighbourhood this year."""
    rows = PoolShare.objects.filter(
        neighbourhood=neighbourhood, pool__fiscal_year=timezone.localdate().year
    )
    return rows.only("amount", "amount_committed").order_by("pk")


def needs_in(neighbourhood: Neighbourhood) -> QuerySet[HelpNeed]:
    """What initiatives in a neighbourhood lack now, of those a moderator has let out."""
    shown = Initiative.objects.public().exclude(stage__in=[Stage.STOPPED, Stage.COMPLETED])
    return (
        HelpNeed.objects.open()
        .filter(initiative__in=shown.filter(neighbourhood=neighbourhood))
        .exclude(initiative__presentation=None)
        .exclude(initiative__presentation__summary="")
        .select_related("initiative__presentation")
        .only("public_id", "kind", "text", "how_many", "until", *_NAMED)[:NEWS]
    )


def communities_in(neighbourhood: Neighbourhood) -> QuerySet[Community]:
    """The communities of a neighbourhood that stand in the directory, one more than are shown."""
    rows = Community.objects.listed().filter(neighbourhood=neighbourhood).order_by("name")
    shown = ("public_id", "name", "rhythm", "weekdays", "starts_at", "ends_at", "is_free")
    return rows.only(*shown)[: COMMUNITIES + 1]


def offers_in(neighbourhood: Neighbourhood) -> QuerySet[HelpOffer]:
    """What neighbours offer, as a moderator let it out; whose it is stays unread."""
    rows = HelpOffer.objects.shown().filter(neighbourhood=neighbourhood)
    return rows.only("kind", "text").order_by("-offered_at")[:NEWS]


def votes_in(neighbourhood: Neighbourhood) -> QuerySet[LocalVote]:
    """A neighbourhood's votes, open ones and fresh results.

    Each row also carries `ballot`, what stands on it by the drawn order.
    """
    accepted = VoteCandidate.objects.filter(vote=OuterRef("pk"), status=CandidateStatus.ACCEPTED)
    told = JSONObject(key="pk", title="title")
    return (
        LocalVote.objects.shown()
        .exclude(status=VoteStatus.CANCELLED)
        .filter(
            share__neighbourhood=neighbourhood,
            closes_on__gte=timezone.localdate() - RESULT_IS_NEWS,
        )
        .annotate(ballot=ArraySubquery(accepted.order_by("position").values_list(told)))
        .only("public_id", "title", "amount", "rule", "closes_on", "status", "result")
        .order_by("-closes_on", "-pk")[:VOTES]
    )


def tell_who_won(votes: Iterable[Any]) -> None:
    """Give each of the rows of `votes_in` `won`, the titles that the neighbourhood chose."""
    for row in votes:
        chosen = funded_keys(row) if row.status == VoteStatus.PUBLISHED else set()
        row.won = [one["title"] for one in row.ballot if str(one["key"]) in chosen]


def polls_in(neighbourhood: Neighbourhood) -> QuerySet[Poll]:
    """What a neighbourhood is asked now, and what its fresh answers became."""
    fresh = timezone.localdate() - RESULT_IS_NEWS
    rows = Poll.objects.shown().filter(neighbourhood=neighbourhood, closes_on__gte=fresh)
    return rows.order_by("-closes_on", "-pk")[:VOTES]


def open_polls() -> QuerySet[Poll]:
    """Questions one can answer today, those that close first in front."""
    rows = Poll.objects.open().select_related("neighbourhood")
    return rows.order_by("closes_on", "pk")[:VOTES]


def open_votes() -> QuerySet[LocalVote]:
    """Votes one can take part in today, those that close first in front."""
    rows = LocalVote.objects.open().filter(closes_on__gte=timezone.localdate())
    shown = ("public_id", "title", "amount", "closes_on", "share__neighbourhood__name")
    return (
        rows.select_related("share__neighbourhood").only(*shown).order_by("closes_on", "pk")[:VOTES]
    )


def votes_for(user: User) -> QuerySet[LocalVote]:
    """The same without those in which the person has voted; where they do something, comes first.

    The portal does not know where anybody lives: a vote is for whoever says so on the ballot.
    """
    theirs = Initiative.objects.of_member(user).filter(
        neighbourhood=OuterRef("share__neighbourhood")
    )
    rows = LocalVote.objects.waiting_for(user).with_place().annotate(is_near=Exists(theirs))
    return rows.order_by("-is_near", "closes_on", "pk")[:VOTES]


def updates_in(neighbourhood: Neighbourhood) -> QuerySet[InitiativeUpdate]:
    """The newest news from a neighbourhood's public initiatives."""
    shown = Initiative.objects.public().filter(neighbourhood=neighbourhood)
    return (
        InitiativeUpdate.objects.public()
        .filter(initiative__in=shown)
        .select_related("initiative__presentation", "picture")
        .only(
            "text",
            "published_at",
            "picture",
            "picture_alt_text",
            "picture_consent_withdrawn_at",
            *_NAMED,
        )
        .order_by("-published_at")[:NEWS]
    )


def parts_of(neighbourhood: Neighbourhood) -> dict[str, QuerySet[Any]]:
    """The parts of a neighbourhood's page by the names in its template, to be read at once.

    They are made once a day for all places: nothing may be asked of the neighbourhood but its key.
    """
    return {
        "initiatives": initiatives_in(neighbourhood),
        "done": done_in(neighbourhood),
        "shares": shares_in(neighbourhood),
        "guides": guides_in(neighbourhood),
        "votes": votes_in(neighbourhood),
        "polls": polls_in(neighbourhood),
        "needs": needs_in(neighbourhood),
        "offers": offers_in(neighbourhood),
        "communities": communities_in(neighbourhood),
        "updates": updates_in(neighbourhood),
        "ambassadors": ambassadors_in(neighbourhood),
    }


def figures(parts: dict[str, list[Any]], neighbourhood: Neighbourhood) -> list[dict[str, str]]:
    """Count and money of a neighbourhood, and what is left, from the rows of `parts_of`."""
    counted = [rows[0] for rows in (parts["initiatives"], parts["done"]) if rows]
    number = sum(row.number_in_all for row in counted)
    amount = sum((row.amount_in_all or ZERO for row in counted), start=ZERO)
    shares = parts["shares"]
    rows = [{"value": str(number), "label": _("initiativer i kvarteret")}] if number else []
    if amount:
        rows.append({"value": kr(amount), "label": _("givet i støtte fra puljen")})
    if amount and neighbourhood.population:
        each = Decimal(amount) * 1000 / neighbourhood.population
        rows.append(
            {"value": kr(each.quantize(Decimal(1))), "label": _("i støtte pr. 1.000 indbyggere")}
        )
    if shares:
        left = kr(sum((share.amount_available for share in shares), start=ZERO))
        rows.append({"value": left, "label": _("tilbage i år af kvarterets andel")})
    return rows


def guides_in(neighbourhood: Neighbourhood) -> QuerySet[CommunityGuide]:
    """The guides at work in a neighbourhood, with face and organisation."""
    return (
        CommunityGuide.objects.active()
        .in_neighbourhood(neighbourhood)
        .select_related("user", "organisation", "portrait")
        .only("languages", "phone", "greeting", "portrait", "user__full_name", "organisation__name")
        .order_by("user__full_name")
    )


def ambassadors_in(neighbourhood: Neighbourhood) -> QuerySet[Ambassador]:
    """The ambassadors of a neighbourhood who said yes to being shown."""
    return (
        Ambassador.objects.shown_publicly()
        .filter(neighbourhoods=neighbourhood)
        .select_related("user")
        .only("public_id", "words", "picture", "user__full_name")
        .order_by("-since", "user__full_name")
    )


def public_names(initiative: Initiative) -> list[str]:
    """Who of a group said yes to being named, as of now."""
    named = initiative.members.filter(name_public_since__isnull=False).select_related("user")
    return [
        member.user.full_name for member in named.order_by("joined_at") if member.user.full_name
    ]


def open_rounds() -> QuerySet[FundingRound]:
    """Rounds that take applications today, the smallest ceiling first."""
    return FundingRound.objects.open().order_by("ceiling", "title")


def with_counts(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Add to neighbourhood pages how many public initiatives each place has (`number`)."""
    there = catalogue.listed().filter(neighbourhood=OuterRef("neighbourhood")).order_by()
    number = there.values("neighbourhood").annotate(number=Count("pk")).values("number")
    counted: QuerySet[Any] = pages.annotate(number=Coalesce(Subquery(number), 0))
    return counted


def in_danish_order(pages: Iterable[Any]) -> list[Any]:
    """Neighbourhood pages by name."""
    return sorted(pages, key=lambda page: danish_order(page.title))


def conversation(initiative: Initiative, reader: User | AnonymousUser) -> dict[str, Any]:
    """The newest comments on a public initiative, and for whom the reader can answer them."""
    speaker = voice.speaks_for(reader, initiative) if reader.is_authenticated else None
    return {
        "initiative": initiative,
        "comments": commenting.page_of(initiative, reader, limit=commenting.LATEST),
        "speaker": speaker or "",
    }
