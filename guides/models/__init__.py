"""The rows of guides, their courses with citizens, and the training of ambassadors."""

from guides.models.ambassador import Ambassador
from guides.models.assignment import Escalation, Handover
from guides.models.case import Case
from guides.models.community import Community, CommunitySuggestion
from guides.models.cover import Cover, EmergencyAccess
from guides.models.employment import GuideInvitation, OrganisationLead
from guides.models.guide import CommunityGuide, Organisation
from guides.models.introduction import Introduction
from guides.models.note import CaseNote, NoteDraft
from guides.models.plan import (
    Appointment,
    FollowUp,
    PlanStep,
)
from guides.models.ready_plan import PlanTemplate, PlanTemplateStep
from guides.models.referral import IncomingReferral, Referral
from guides.models.training import Enrolment, TrainingCourse

__all__ = [
    "Ambassador",
    "Appointment",
    "Case",
    "CaseNote",
    "Community",
    "CommunityGuide",
    "CommunitySuggestion",
    "Cover",
    "EmergencyAccess",
    "Enrolment",
    "Escalation",
    "FollowUp",
    "GuideInvitation",
    "Handover",
    "IncomingReferral",
    "Introduction",
    "NoteDraft",
    "Organisation",
    "OrganisationLead",
    "PlanStep",
    "PlanTemplate",
    "PlanTemplateStep",
    "Referral",
    "TrainingCourse",
]
