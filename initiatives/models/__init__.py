"""The rows of initiatives, money, applications and what becomes of them."""

from initiatives.models.application import (
    Application,
    ApplicationVersion,
    BudgetLine,
    ImpartialityDeclaration,
)
from initiatives.models.award import Award, Payment, Report, WillContinue
from initiatives.models.decision import (
    HEARING_DAYS,
    REASONS_MIN_LENGTH,
    Decision,
    Inquiry,
    InquiryKind,
    Recommendation,
)
from initiatives.models.file import ApplicationFile
from initiatives.models.initiative import Initiative, InitiativeMember, NumberSeries
from initiatives.models.pool import Criterion, FundingRound, GrantPool

__all__ = [
    "HEARING_DAYS",
    "REASONS_MIN_LENGTH",
    "Application",
    "ApplicationFile",
    "ApplicationVersion",
    "Award",
    "BudgetLine",
    "Criterion",
    "Decision",
    "FundingRound",
    "GrantPool",
    "ImpartialityDeclaration",
    "Initiative",
    "InitiativeMember",
    "Inquiry",
    "InquiryKind",
    "NumberSeries",
    "Payment",
    "Recommendation",
    "Report",
    "WillContinue",
]
