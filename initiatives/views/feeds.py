"""News as RSS and Atom: all of it, or that of one neighbourhood, theme or initiative."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import following
from initiatives.models import Initiative
from initiatives.views.following import name_of, page_of, subject_of
from portal.areas.models import Neighbourhood, Theme

BACK = datetime.timedelta(days=120)
"""How old the oldest news of a feed may be."""

TEN_MINUTES = 600
_KINDS: dict[str, type[Rss201rev2Feed | Atom1Feed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


@login_not_required
@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Write what is public and new; the same for everybody."""
    asked = any(request.GET.get(name) for name in ("place", "theme", "initiative"))
    subject = subject_of(request.GET) if asked else None
    now = timezone.now()
    written = _KINDS[kind](
        title=_title(subject),
        link=_absolute(page_of(subject) if subject else reverse("initiatives:catalogue")),
        description=_("Nyt fra initiativer, fællesskaber og hold"),
        language=get_language(),
        feed_url=_absolute(request.get_full_path()),
    )
    for row in following.news(_subjects(subject), now - BACK, now):
        address = _absolute(row.path)
        written.add_item(
            title=f"{row.what}: {row.title}",
            link=address,
            description=row.text or row.place,
            pubdate=row.when,
            unique_id=f"{address}#{row.when:%Y%m%dT%H%M%S}",
            unique_id_is_permalink=False,
        )
    answer = HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
    patch_cache_control(answer, public=True, max_age=TEN_MINUTES)
    return answer


def _title(subject: Any) -> str:
    return (
        _("Nyt fra %(name)s") % {"name": name_of(subject)} if subject else _("Nyt fra kvartererne")
    )


def _subjects(subject: Any) -> following.Subjects:
    if isinstance(subject, Neighbourhood):
        return following.Subjects(neighbourhoods=frozenset({subject.pk}))
    if isinstance(subject, Theme):
        return following.Subjects(themes=frozenset({subject.pk}))
    if isinstance(subject, Initiative):
        return following.Subjects(initiatives=frozenset({subject.pk}))
    return following.Subjects(is_everything=True)


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
