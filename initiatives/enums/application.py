"""An application: the answers' choices, its steps, statuses, and the table of moves between them.

Source: the domain specification, which follows Danish administrative practice.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Track(TextChoices):
    """How a funding round takes applications in."""

    FAST = "FAST", _("Straks")
    ROUND = "ROUND", _("Runde")


class DecisionLevel(TextChoices):
    """Who decides in a round. The approver always makes the decision itself, by their advice."""

    ADMINISTRATION = "ADMINISTRATION", _("Forvaltningen")
    PANEL = "PANEL", _("Forvaltningen efter panelets råd")
    COMMITTEE = "COMMITTEE", _("Et politisk udvalg")
    LOCAL_VOTE = "LOCAL_VOTE", _("Forvaltningen efter kvarterets afstemning")


class ApplicantKind(TextChoices):
    """Who asks."""

    GROUP = "GROUP", _("En gruppe af borgere")
    ASSOCIATION = "ASSOCIATION", _("En forening")
    PERSON = "PERSON", _("En privatperson")
    OTHER = "OTHER", _("Andet")


class OpenToAll(TextChoices):
    """Whether anybody may join: a grant is for an activity open to the public."""

    YES = "YES", _("Ja")
    TARGET_GROUP = "TARGET_GROUP", _("Ja, men den er for en målgruppe")
    NO = "NO", _("Nej")


class Audience(TextChoices):
    """Whom the activity is for."""

    CHILDREN = "CHILDREN", _("Børn under 15 år")
    YOUTH = "YOUTH", _("Unge")
    FAMILIES = "FAMILIES", _("Familier")
    ADULTS = "ADULTS", _("Voksne")
    OLDER = "OLDER", _("Ældre")
    EVERYONE = "EVERYONE", _("Alle")


class PlacePermission(TextChoices):
    """Whether the group may use the place."""

    YES = "YES", _("Ja")
    ASKED = "ASKED", _("Vi har spurgt")
    NO_HELP = "NO_HELP", _("Nej, hjælp os")


class Permit(TextChoices):
    """What needs a permit; the guide helps to get it."""

    FOOD = "FOOD", _("Mad")
    FIRE = "FIRE", _("Bål")
    MUSIC = "MUSIC", _("Musik")
    ROAD = "ROAD", _("Spærring af vej")


class PayoutWay(TextChoices):
    """How the money would reach the applicant; no account number is ever asked for."""

    ASSOCIATION_CVR = "ASSOCIATION_CVR", _("Til foreningen (CVR)")
    PERSON_CPR = "PERSON_CPR", _("Til en privatperson")
    MUNICIPALITY_PAYS = "MUNICIPALITY_PAYS", _("Kommunen betaler regningen")
    HOST_ASSOCIATION = "HOST_ASSOCIATION", _("Gennem en værtsforening")


class Step(TextChoices):
    """The steps of the application form; the value is the step's address.

    There are seven, and one more where the round has questions of its own.
    """

    ELIGIBILITY = "eligibility", _("Kan I søge?")
    IDEA = "idea", _("Jeres idé")
    COMMUNITY = "community", _("Fællesskabet")
    TIME_AND_PLACE = "time-and-place", _("Tid og sted")
    MONEY = "money", _("Penge")
    PERMITS = "permits", _("Tilladelser")
    EXTRA_QUESTIONS = "extra-questions", _("Rundens spørgsmål")
    ABOUT_YOU = "about-you", _("Om jer")


STEP_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.ELIGIBILITY: (
        "applicant_kind", "in_municipality", "open_to_all", "has_begun", "what_remains",
    ),
    Step.IDEA: ("title", "description", "why_here", "theme", "audience"),
    Step.COMMUNITY: (
        "organisers", "organiser_count", "participant_count", "outreach", "has_met_guide",
    ),
    Step.TIME_AND_PLACE: ("neighbourhood", "place", "starts_on", "ends_on"),
    Step.MONEY: ("other_funding", "has_sought_elsewhere", "sought_where", "can_do_without"),
    Step.PERMITS: ("place_permission", "permits", "declares_child_certificates"),
    Step.EXTRA_QUESTIONS: (),
    Step.ABOUT_YOU: (
        "contact_name", "contact_phone", "contact_email", "association_name", "association_cvr",
        "payout_way", "wants_names_public",
    ),
}  # fmt: skip
"""Step → the answers it holds. The budget lines belong to the step about money."""

INITIATIVE_FIELDS = frozenset(
    {"title", "description", "theme", "neighbourhood", "place", "starts_on", "ends_on"}
)
"""Answers that stand on the initiative, the hub; all others stand on the application."""


class ApplicationStatus(TextChoices):
    """Where an application is in the municipality's hands."""

    DRAFT = "DRAFT", _("Kladde")
    SUBMITTED = "SUBMITTED", _("Indsendt")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under behandling")
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED", _("Mangler oplysninger")
    IN_HEARING = "IN_HEARING", _("I partshøring")
    READY_FOR_DECISION = "READY_FOR_DECISION", _("Klar til beslutning")
    AWARDED = "AWARDED", _("Bevilget")
    PARTLY_AWARDED = "PARTLY_AWARDED", _("Delvist bevilget")
    REFUSED = "REFUSED", _("Afslag")
    DISMISSED = "DISMISSED", _("Afvist")
    WITHDRAWN = "WITHDRAWN", _("Trukket tilbage")


class ApplicationMove(TextChoices):
    """What can be done to an application; each has one action of the same name."""

    SUBMIT = "SUBMIT", _("Send ansøgning")
    TAKE_UP = "TAKE_UP", _("Begynd behandling")
    REQUEST_INFORMATION = "REQUEST_INFORMATION", _("Bed om oplysninger")
    ANSWER_INFORMATION = "ANSWER_INFORMATION", _("Send svar")
    PASS_INFORMATION_DEADLINE = "PASS_INFORMATION_DEADLINE", _("Frist udløbet")
    OPEN_HEARING = "OPEN_HEARING", _("Begynd partshøring")
    CLOSE_HEARING = "CLOSE_HEARING", _("Afslut partshøring")
    RECOMMEND = "RECOMMEND", _("Indstil")
    SEND_BACK = "SEND_BACK", _("Send tilbage")
    AWARD_IN_FULL = "AWARD_IN_FULL", _("Bevilg hele beløbet")
    AWARD_IN_PART = "AWARD_IN_PART", _("Bevilg en del")
    REFUSE = "REFUSE", _("Giv afslag")
    DISMISS = "DISMISS", _("Afvis")
    WITHDRAW = "WITHDRAW", _("Træk ansøgning tilbage")
    REOPEN = "REOPEN", _("Genoptag")


_S, _M = ApplicationStatus, ApplicationMove

BEFORE_DECISION = frozenset(
    {_S.SUBMITTED, _S.UNDER_REVIEW, _S.INFORMATION_REQUESTED, _S.IN_HEARING, _S.READY_FOR_DECISION}
)
"""Sent, and not yet decided: the municipality owes an answer."""

ASSESSABLE = BEFORE_DECISION - {_S.READY_FOR_DECISION}
"""Sent, and not yet recommended: assessments and statements can still be given and changed."""

IN_FAVOUR = frozenset({_S.AWARDED, _S.PARTLY_AWARDED})
DECIDED = IN_FAVOUR | {_S.REFUSED, _S.DISMISSED}
ENDED = DECIDED | {_S.WITHDRAWN}

APPLICATION_TRANSITIONS: dict[
    ApplicationMove, tuple[frozenset[ApplicationStatus], ApplicationStatus]
] = {
    _M.SUBMIT: (frozenset({_S.DRAFT}), _S.SUBMITTED),
    _M.TAKE_UP: (frozenset({_S.SUBMITTED}), _S.UNDER_REVIEW),
    _M.REQUEST_INFORMATION: (frozenset({_S.UNDER_REVIEW}), _S.INFORMATION_REQUESTED),
    _M.ANSWER_INFORMATION: (frozenset({_S.INFORMATION_REQUESTED}), _S.UNDER_REVIEW),
    _M.PASS_INFORMATION_DEADLINE: (frozenset({_S.INFORMATION_REQUESTED}), _S.UNDER_REVIEW),
    _M.OPEN_HEARING: (frozenset({_S.UNDER_REVIEW}), _S.IN_HEARING),
    _M.CLOSE_HEARING: (frozenset({_S.IN_HEARING}), _S.UNDER_REVIEW),
    _M.RECOMMEND: (frozenset({_S.UNDER_REVIEW}), _S.READY_FOR_DECISION),
    _M.SEND_BACK: (frozenset({_S.READY_FOR_DECISION}), _S.UNDER_REVIEW),
    _M.AWARD_IN_FULL: (frozenset({_S.READY_FOR_DECISION}), _S.AWARDED),
    _M.AWARD_IN_PART: (frozenset({_S.READY_FOR_DECISION}), _S.PARTLY_AWARDED),
    _M.REFUSE: (frozenset({_S.READY_FOR_DECISION}), _S.REFUSED),
    _M.DISMISS: (frozenset({_S.SUBMITTED, _S.UNDER_REVIEW}), _S.DISMISSED),
    _M.WITHDRAW: (frozenset({_S.DRAFT}) | BEFORE_DECISION, _S.WITHDRAWN),
    _M.REOPEN: (frozenset({_S.REFUSED, _S.DISMISSED, _S.PARTLY_AWARDED}), _S.UNDER_REVIEW),
}
"""Move → (from which statuses, to which status)."""


class NextStep(TextChoices):
    """Where a refusal that says «not now» sends the group on to."""

    GUIDE = "GUIDE", _("Tal idéen igennem med en guide")
    OTHER_ROUND = "OTHER_ROUND", _("Søg i en anden runde")
    LATER = "LATER", _("Søg igen senere")


class CitizenStep(TextChoices):
    """The six plain steps a citizen sees."""

    DRAFT = "DRAFT", _("Kladde")
    SENT = "SENT", _("Sendt")
    IN_PROGRESS = "IN_PROGRESS", _("Vi behandler den")
    NEEDS_YOU = "NEEDS_YOU", _("Vi mangler noget fra dig")
    ANSWER = "ANSWER", _("Svar")
    FOLLOW_UP = "FOLLOW_UP", _("Afslutning")


CITIZEN_STEPS: dict[ApplicationStatus, CitizenStep] = {
    _S.DRAFT: CitizenStep.DRAFT,
    _S.SUBMITTED: CitizenStep.SENT,
    _S.UNDER_REVIEW: CitizenStep.IN_PROGRESS,
    _S.READY_FOR_DECISION: CitizenStep.IN_PROGRESS,
    _S.INFORMATION_REQUESTED: CitizenStep.NEEDS_YOU,
    _S.IN_HEARING: CitizenStep.NEEDS_YOU,
    _S.AWARDED: CitizenStep.ANSWER,
    _S.PARTLY_AWARDED: CitizenStep.ANSWER,
    _S.REFUSED: CitizenStep.ANSWER,
    _S.DISMISSED: CitizenStep.ANSWER,
    _S.WITHDRAWN: CitizenStep.ANSWER,
}
