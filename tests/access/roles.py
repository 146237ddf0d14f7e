"""Who comes to the door, in the words of the access table."""

Roles = frozenset[str]

ANONYMOUS = "anonymous"
APPLICANT = "applicant"
STRANGER = "stranger"
GUIDE = "guide"
GUIDE_ELSEWHERE = "guide of the same organisation, elsewhere"
GUIDE_OF_OTHER_NGO = "guide of another organisation"
ORGANISATION_LEAD = "lead of an organisation's guides"
CASEWORKER = "caseworker"
APPROVER = "approver"
PAYER = "payer"
LEAD = "programme lead"
EDITOR = "editor"
MODERATOR = "moderator"
OPERATOR = "operator"
PANEL_MEMBER = "panel member"

NOBODY: Roles = frozenset()
SIGNED_IN: Roles = frozenset(
    {
        APPLICANT,
        STRANGER,
        GUIDE,
        GUIDE_ELSEWHERE,
        GUIDE_OF_OTHER_NGO,
        ORGANISATION_LEAD,
        CASEWORKER,
        APPROVER,
        PAYER,
        LEAD,
        EDITOR,
        MODERATOR,
        OPERATOR,
        PANEL_MEMBER,
    }
)
EVERYBODY: Roles = SIGNED_IN | {ANONYMOUS}
CASE_STAFF: Roles = frozenset({CASEWORKER, APPROVER, PAYER, LEAD})
GUIDES: Roles = frozenset({GUIDE, GUIDE_ELSEWHERE, GUIDE_OF_OTHER_NGO})
CMS_USERS: Roles = frozenset({CASEWORKER, LEAD, EDITOR, OPERATOR})
"""Who may come into the editors' admin."""

GROUP = frozenset({APPLICANT})
OWN_GUIDE, THEIR_GUIDE = frozenset({GUIDE}), frozenset({GUIDE_OF_OTHER_NGO})
