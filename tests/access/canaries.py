"""The words that mark what is not for everybody, and whose screens they may stand on."""

from __future__ import annotations

from tests.access import roles as who

OWN, FOREIGN = "own", "foreign"

OF_GROUP = {
    "TITLE", "STORY", "CONTACT", "NOTE-CITIZEN", "DRAFT", "IDEA", "IDEACONTACT", "NEWS", "DEED",
    "PLAN", "COMING",
}  # fmt: skip
OF_GUIDE = {
    "DEED",
    "TITLE",
    "STORY",
    "CONTACT",
    "NOTE-CITIZEN",
    "NOTE-STAFF",
    "NOTE-NGO",
    "STEP",
    "IDEA",
    "PLAN",
}
OF_STAFF = {"TITLE", "STORY", "CONTACT", "NOTE-CITIZEN", "NOTE-STAFF", "IDEA"}
OF_LEAD = {"TITLE", "IDEA"}


# The directory and offers of help. A contact is for the place's guides until it says yes, a
# suggestion too; what is passed on, for the course's guide and the person. Who offers is known to
# guides alone, and how to reach them to nobody while one of the two has not said yes.
OF_GUIDE |= {"KEPT", "SUGGESTED", "PASSED-ON", "VEJVISER", "OFFERER", "OFFER"}
OF_GROUP |= {"PASSED-ON", "OFFER"}
OF_NOBODY = {"TEL"}
OF_WRITER = {"COMMENT", "POLL"}
"""A comment that waits is for its writer and for moderators; a poll's draft for who asks."""


def canary(side: str, what: str) -> str:
    """The word that marks one kind of text of one side."""
    return f"KANARI-{side.upper()}-{what}"


def may_see() -> dict[str, set[str]]:
    """Role → the canaries that may stand on its screens; whoever is not here may see none."""

    def on(side: str, kinds: set[str]) -> set[str]:
        return {canary(side, kind) for kind in kinds}

    every_case = on(OWN, OF_STAFF) | on(FOREIGN, OF_STAFF)
    read_first = {"NEWS", "OFFER", "COMMENT"}
    every_news = on(OWN, read_first) | on(FOREIGN, read_first)
    every_course = on(OWN, {"PUPIL"}) | on(FOREIGN, {"PUPIL"})
    every_deed = on(OWN, {"DEED"}) | on(FOREIGN, {"DEED"})
    every_draft = on(OWN, {"POLL"}) | on(FOREIGN, {"POLL"})
    return {
        who.APPLICANT: on(OWN, OF_GROUP),
        who.STRANGER: on(OWN, {"COMMENT"}),
        who.GUIDE: on(OWN, OF_GUIDE | {"PUPIL"}),
        who.GUIDE_OF_OTHER_NGO: on(FOREIGN, OF_GUIDE | {"PUPIL"}),
        # What a lead may list: the title and the place, and nothing that was said; ambassadors.
        who.ORGANISATION_LEAD: on(OWN, OF_LEAD | {"PUPIL"}),
        # The list of ambassadors, who they are and where.
        who.CASEWORKER: every_case | every_course | every_draft,
        who.APPROVER: every_case,
        who.PAYER: every_case,
        who.LEAD: every_case | every_course | every_news | every_deed | every_draft,
        who.MODERATOR: every_news,
        # Who comes to the events that they put up.
        who.EDITOR: on(OWN, {"COMING"}) | on(FOREIGN, {"COMING"}),
        # What is to be assessed, without whom to call.
        who.PANEL_MEMBER: on(OWN, {"TITLE", "STORY"}),
    }
