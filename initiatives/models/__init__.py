"""The rows of initiatives, money, applications and what becomes of them."""

from initiatives.models.application import (
    Application,
    ApplicationVersion,
    BudgetLine,
    ImpartialityDeclaration,
    Milestone,
)
from initiatives.models.award import Award, Payment, PlanChange, PlanChangeStatus
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
from initiatives.models.message import Letter, Message, MessageReading
from initiatives.models.pool import Criterion, FundingRound, GrantPool
from initiatives.models.public_life import (
    HelpNeed,
    InitiativePicture,
    InitiativeUpdate,
    ModerationDecision,
    Presentation,
)
from initiatives.models.report import (
    AwardFile,
    AwardFileKind,
    Report,
    ReportDraft,
    ReportLine,
    ReportReminder,
    WillContinue,
)
from initiatives.models.together import (
    INVITATION_LIFE,
    AnswerAuthor,
    AssistedEntry,
    Confirmation,
    Invitation,
    WritingConsent,
)

__all__ = [
    "HEARING_DAYS",
    "INVITATION_LIFE",
    "REASONS_MIN_LENGTH",
    "AnswerAuthor",
    "Application",
    "ApplicationFile",
    "ApplicationVersion",
    "AssistedEntry",
    "Award",
    "AwardFile",
    "AwardFileKind",
    "BudgetLine",
    "Confirmation",
    "Criterion",
    "Decision",
    "FundingRound",
    "GrantPool",
    "HelpNeed",
    "ImpartialityDeclaration",
    "Initiative",
    "InitiativeMember",
    "InitiativePicture",
    "InitiativeUpdate",
    "Inquiry",
    "InquiryKind",
    "Invitation",
    "Letter",
    "Message",
    "MessageReading",
    "Milestone",
    "ModerationDecision",
    "NumberSeries",
    "Payment",
    "PlanChange",
    "PlanChangeStatus",
    "Presentation",
    "Recommendation",
    "Report",
    "ReportDraft",
    "ReportLine",
    "ReportReminder",
    "WillContinue",
    "WritingConsent",
]
