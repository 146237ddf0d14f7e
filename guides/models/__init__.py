"""The rows of guides, their courses with citizens, and the training of ambassadors."""

from guides.models.ambassador import Ambassador
from guides.models.case import Case
from guides.models.guide import CommunityGuide, Organisation
from guides.models.note import CaseNote, NoteDraft
from guides.models.plan import (
    Appointment,
    FollowUp,
    PlanStep,
)
from guides.models.ready_plan import PlanTemplate, PlanTemplateStep
from guides.models.training import Enrolment, TrainingCourse

__all__ = [
    "Ambassador",
    "Appointment",
    "Case",
    "CaseNote",
    "CommunityGuide",
    "Enrolment",
    "FollowUp",
    "NoteDraft",
    "Organisation",
    "PlanStep",
    "PlanTemplate",
    "PlanTemplateStep",
    "TrainingCourse",
]
