"""What people are to the pool by rows of their own: panel members, and those asked for a view."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from initiatives.models import PanelMember, SecondOpinion
from portal.users.models import register_duty

PANEL_MEMBER = "panel_member"
ASKED_FOR_OPINION = "asked_for_opinion"


def name_duties() -> None:
    """Name the duties, so that they come along with the person; called once, in `apps.ready`."""
    own = {"user": OuterRef("pk")}
    asked = {"asked_of": OuterRef("pk")}
    register_duty(PANEL_MEMBER, lambda: Exists(PanelMember.objects.active().filter(**own)))
    register_duty(
        ASKED_FOR_OPINION, lambda: Exists(SecondOpinion.objects.unanswered().filter(**asked))
    )
