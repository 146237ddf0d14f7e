"""The public catalogue: which initiatives everybody may find, by words, place, theme and stage.

Words are looked for in what a moderator let out alone (`Presentation`), never in what the group
writes for itself or told the municipality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchRank
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)

from initiatives.enums import COMMITTING, Stage
from initiatives.models import HelpNeed, Initiative, Presentation
from portal import searching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from portal.areas.models import Neighbourhood, Theme

MOST_FOUND = 1000
"""How many initiatives one search puts in order."""

ALIKE = 3
"""How many ideas like one's own are shown."""

_ENOUGH_ALIKE = 2
"""Words that two ideas must share to be alike; one, when only one word says anything."""

_WORDS = "presentation__words"


def listed() -> QuerySet[Initiative]:
    """Those in the catalogue: public, and not stopped."""
    return Initiative.objects.public().exclude(stage=Stage.STOPPED)


def narrowed(wanted: dict[str, Any]) -> QuerySet[Initiative]:
    """Those that the filter's clean values ask for, the words aside."""
    rows = listed()
    for name, lookup in (
        ("place", "neighbourhood__slug"),
        ("theme", "theme__slug"),
        ("stage", "stage"),
    ):
        if name in wanted:
            rows = rows.filter(**{lookup: wanted[name]})
    return needing_help(rows) if wanted.get("help") else rows


def needing_help(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Those that lack something now, as their public page says."""
    open_needs = HelpNeed.objects.open().filter(initiative=OuterRef("pk"))
    return rows.exclude(stage=Stage.COMPLETED).filter(
        Exists(open_needs), presentation__summary__gt=""
    )


def matching(
    rows: QuerySet[Initiative],
    words: Sequence[str],
    *,
    places: Iterable[Neighbourhood] = (),
    themes: Iterable[Theme] = (),
) -> QuerySet[Initiative]:
    """Those that hold every word, the best first: in any Danish form, or within the title.

    The name of a place or a theme counts as a word of all that belong there.
    """
    places, themes = list(places), list(themes)
    for word in words[: searching.MOST_WORDS]:
        found = Q(**{_WORDS: searching.loosely(word)}) | Q(presentation__title__icontains=word)
        here = [row.pk for row in places if searching.begins_a_word(word, row.name)]
        about = [row.pk for row in themes if searching.begins_a_word(word, row.name)]
        if here:
            found |= Q(neighbourhood__in=here)
        if about:
            found |= Q(theme__in=about)
        rows = rows.filter(found)
    ranked = rows.annotate(rank=SearchRank(F(_WORDS), searching.query(words)))
    return ranked.order_by("-rank", "-created_at", "-pk")


def meant(text: str) -> str:
    """What was meant by a search that found nothing; empty when nothing is like it."""
    return searching.meant(text, texts())


def texts() -> Iterator[str]:
    """What the newest of the catalogue say, for the spelling of a search."""
    shown = Presentation.objects.filter(initiative__in=listed()).order_by("-pk")
    names = ("title", "summary", "place", "initiative__neighbourhood__name")
    rows = shown.values_list(*names)[: searching.READ_FOR_SPELLING]
    return (" ".join(row) for row in rows)


def alike(
    text: str, *, neighbourhood_id: int | None = None, but: int | None = None
) -> QuerySet[Initiative]:
    """The public initiatives most like an idea in somebody's own words; those next door first.

    Args: but: the key of the idea itself, where it is one of them already.
    """
    words = searching.telling_words(text)
    if not words:
        return Initiative.objects.none()
    asked = searching.query(words, any_of=True)
    shared = sum(
        (Case(When(Q(**{_WORDS: searching.loosely(word)}), then=1), default=0) for word in words),
        start=Value(0, output_field=IntegerField()),
    )
    rows = listed().filter(Q(**{_WORDS: _any_loosely(words)}))
    if but is not None:
        rows = rows.exclude(pk=but)
    near = When(neighbourhood=neighbourhood_id, then=1) if neighbourhood_id else None
    return (
        rows.annotate(
            shared=shared,
            is_near=Case(near, default=0) if near else Value(0),
            rank=SearchRank(F(_WORDS), asked),
        )
        .filter(shared__gte=min(_ENOUGH_ALIKE, len(words)))
        .select_related("neighbourhood", "presentation")
        .order_by("-is_near", "-shared", "-rank", "-pk")[:ALIKE]
    )


def _any_loosely(words: Sequence[str]) -> Any:
    first, *others = (searching.loosely(word) for word in words)
    for other in others:
        first |= other
    return first


def amounts() -> Subquery:
    """What an initiative has been granted in DKK, over all awards in force."""
    return Subquery(
        Initiative.objects.filter(pk=OuterRef("pk"), applications__awards__status__in=COMMITTING)
        .order_by()
        .values("pk")
        .annotate(sum=Sum("applications__awards__amount"))
        .values("sum")
    )


def cards() -> QuerySet[Initiative]:
    """Initiatives of the catalogue as cards show them: place, theme, picture, `amount` (DKK)."""
    return (
        listed()
        .select_related("neighbourhood", "theme", "presentation", "picture__stored_file")
        .defer("presentation__words")
        .annotate(amount=amounts())
    )


def counts_by_place(rows: QuerySet[Initiative]) -> dict[int, int]:
    """How many of some initiatives each neighbourhood has, by its key."""
    counted = rows.order_by().values("neighbourhood").annotate(number=Count("pk"))
    return dict(counted.values_list("neighbourhood", "number"))
