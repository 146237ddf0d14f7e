"""Messages about courses. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides.emails.addresses import address
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from guides.models import Case, CaseNote
    from portal.users.models import User

_DANISH = "da"


def new_case(case: Case, *, to: User) -> None:
    """Tell a guide that the queue has something new, or a lead that a place has no guide."""
    is_guide = hasattr(to, "guide")
    context = {"neighbourhood": str(case.initiative.neighbourhood), "is_guide": is_guide}
    if is_guide:
        context["url"] = address("guides:radar", to.locale)
    post.put(
        MailKind.GUIDE,
        template="guides/new_case",
        to=to,
        context=context,
        key=f"guides.new_case:{case.pk}",
    )


def guide_found(case: Case) -> None:
    """Tell the citizen who their guide is, with the telephone number; nothing without a guide."""
    initiative, guide = case.initiative, case.guide
    to = initiative.lead or initiative.contact_email
    if guide is None or not to:
        return
    context = {
        "name": str(guide.user),
        "organisation": str(guide.organisation),
        "phone": guide.phone,
        "call_back_by": case.call_back_by,
    }
    post.put(
        MailKind.GUIDE,
        template="guides/guide_found",
        to=to,
        context=context,
        key=f"guides.guide_found:{case.pk}:{guide.pk}",
        locale=_DANISH,
    )


def note_shared(note: CaseNote) -> None:
    """Tell the «tovholder», who can sign in and read it, that the guide wrote something."""
    initiative = note.case.initiative
    lead = initiative.lead
    if lead is None:
        return
    post.put(
        MailKind.GUIDE,
        template="guides/note_shared",
        to=lead,
        context={
            "url": address("initiatives:initiative-detail", lead.locale, initiative.public_id)
        },
        key=f"guides.note:{note.pk}",
    )
