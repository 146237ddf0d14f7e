"""The signed-in person's own work, for the main menu: no list is reached by a detour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guides.permissions import GUIDE, ORGANISATION_LEAD
from initiatives.models import SENDERS
from initiatives.permissions import (
    asks_neighbourhoods,
    keys_paper_ballots,
    moderates,
    takes_part_in_meetings,
)
from initiatives.permissions.duties import ASKED_FOR_OPINION, PANEL_MEMBER
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from portal.users.models import User

_WORK: list[tuple[str | Promise, str, Callable[[User], bool]]] = [
    (_("Sager"), "initiatives:casework-list", lambda user: user.has_role(*CASE_STAFF)),
    (_("Møder"), "initiatives:meetings", takes_part_in_meetings),
    (_("Afstemninger"), "initiatives:vote-staff-list", keys_paper_ballots),
    (_("Spørg kvarteret"), "initiatives:poll-staff-list", asks_neighbourhoods),
    (_("Udbetalinger"), "initiatives:payments", lambda user: user.has_role(Role.PAYER)),
    (_("Forsendelser"), "initiatives:dispatch-list", lambda user: user.has_role(*SENDERS)),
    (_("Mine forløb"), "guides:radar", lambda user: GUIDE in user.duties),
    (
        _("Hold"),
        "guides:course-list",
        lambda user: GUIDE in user.duties or user.has_role(Role.PROGRAMME_LEAD),
    ),
    (_("Guider"), "guides:lead", lambda user: ORGANISATION_LEAD in user.duties),
    (
        _("Køen"),
        "guides:queue",
        lambda user: ORGANISATION_LEAD in user.duties or user.has_role(Role.PROGRAMME_LEAD),
    ),
    (
        _("Vurderinger"),
        "initiatives:assessments",
        lambda user: bool(user.duties & {PANEL_MEMBER, ASKED_FOR_OPINION}),
    ),
    (_("Gennemsyn"), "initiatives:moderation-queue", moderates),
]
"""Title, address, and for whom. Each question is about the person alone and costs no query."""


_TRAINING = ("enrolments/", "sessions/", "certificates/", "ambassadors/", "activities/")
_UNDER = {"guides:course-list": _TRAINING}
"""Pages that lie beside a list in the address, below «guide/», and belong under it in the menu."""


def work_of(user: User) -> list[dict[str, Any]]:
    """The lists this person works from, as rows of the menu."""
    above = reverse("guides:radar")
    return [
        {
            "title": str(title),
            "url": reverse(name),
            "under": [f"{above}{part}" for part in _UNDER.get(name, ())],
        }
        for title, name, is_for in _WORK
        if is_for(user)
    ]
