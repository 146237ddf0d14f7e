"""The rows of guides, their courses with citizens, and the training of ambassadors."""

from guides.models.activity import AmbassadorActivity
from guides.models.ambassador import ActivityQuestion, Ambassador, Renewal
from guides.models.assignment import Escalation, Handover
from guides.models.case import Case
from guides.models.certificate import Certificate, CertificateSeries
from guides.models.community import Community, CommunitySuggestion
from guides.models.cover import Cover, EmergencyAccess
from guides.models.employment import GuideInvitation, OrganisationLead
from guides.models.enrolment import Enrolment, EnrolmentNeeds, RequirementAssessment
from guides.models.guide import CommunityGuide, Organisation
from guides.models.introduction import Introduction
from guides.models.note import CaseNote, NoteDraft
from guides.models.plan import (
    Appointment,
    FollowUp,
    PlanStep,
)
from guides.models.programme import TrainingModule, TrainingProgramme, TrainingRequirement
from guides.models.ready_plan import PlanTemplate, PlanTemplateStep
from guides.models.referral import IncomingReferral, Referral
from guides.models.session import Attendance, SessionGuest, SessionMaterial, TrainingSession
from guides.models.training import TrainingCourse

__all__ = [
    "ActivityQuestion",
    "Ambassador",
    "AmbassadorActivity",
    "Appointment",
    "Attendance",
    "Case",
    "CaseNote",
    "Certificate",
    "CertificateSeries",
    "Community",
    "CommunityGuide",
    "CommunitySuggestion",
    "Cover",
    "EmergencyAccess",
    "Enrolment",
    "EnrolmentNeeds",
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
    "Renewal",
    "RequirementAssessment",
    "SessionGuest",
    "SessionMaterial",
    "TrainingCourse",
    "TrainingModule",
    "TrainingProgramme",
    "TrainingRequirement",
    "TrainingSession",
]
