"""Messages of the guides app, one function each."""

from guides.emails import introductions, links
from guides.emails.cases import guide_found, new_case, note_shared
from guides.emails.communities import (
    community_confirm,
    referral_due,
    referred_in,
    referred_on,
    suggestion_answered,
    suggestion_waiting,
)
from guides.emails.staffing import (
    case_assigned,
    cover_arranged,
    cover_told,
    guide_changed,
    guide_invitation,
    handover_answered,
    handover_offered,
    late_call_backs,
    lead_digest,
    opened_in_emergency,
)
from guides.emails.training import ambassador_welcome, enrolled

__all__ = [
    "ambassador_welcome",
    "case_assigned",
    "community_confirm",
    "cover_arranged",
    "cover_told",
    "enrolled",
    "guide_changed",
    "guide_found",
    "guide_invitation",
    "handover_answered",
    "handover_offered",
    "introductions",
    "late_call_backs",
    "lead_digest",
    "links",
    "new_case",
    "note_shared",
    "opened_in_emergency",
    "referral_due",
    "referred_in",
    "referred_on",
    "suggestion_answered",
    "suggestion_waiting",
]
