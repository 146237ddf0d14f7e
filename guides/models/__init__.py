"""The rows of guides, their courses with citizens, and the training of ambassadors."""

from guides.models.ambassador import Ambassador
from guides.models.case import Case, CaseNote
from guides.models.guide import CommunityGuide, Organisation
from guides.models.training import Enrolment, TrainingCourse

__all__ = [
    "Ambassador",
    "Case",
    "CaseNote",
    "CommunityGuide",
    "Enrolment",
    "Organisation",
    "TrainingCourse",
]
