"""The directory of communities, people sent on, and offers of help."""

from tests.access.doors.public_life import MODERATORS
from tests.access.roles import EVERYBODY, GROUP, GUIDES, NOBODY, OWN_GUIDE, SIGNED_IN, THEIR_GUIDE
from tests.access.rows import about, button, form, page, read

GONE = frozenset({410})
"""A link that is not ours; the right ones are tried in `tests/guides/directory/test_links.py`."""

DIRECTORY = [
    page("guides:directory", EVERYBODY),
    read("guides:community", "community", EVERYBODY, EVERYBODY, is_open=True),
    form("guides:community-suggest-new", EVERYBODY),
    about("guides:community-suggest", "community", EVERYBODY, EVERYBODY, is_open=True),
    page("guides:suggestion-receipt", EVERYBODY),
    page("guides:suggestion-answer", EVERYBODY, more={"token": "x"}, shown=GONE),
    form("guides:community-confirm", EVERYBODY, more={"token": "x"}, shown=GONE),
    page("guides:suggestions", GUIDES),
    about("guides:suggestion", "suggestion", OWN_GUIDE, THEIR_GUIDE),
    read("guides:community-keep", "community", OWN_GUIDE, THEIR_GUIDE),
    about("guides:community-edit", "community", OWN_GUIDE, THEIR_GUIDE),
    button("guides:community-keep-confirm", "community", OWN_GUIDE, THEIR_GUIDE),
    button("guides:community-contact", "community", OWN_GUIDE, THEIR_GUIDE),
    button("guides:community-move", "community", OWN_GUIDE, THEIR_GUIDE, more={"move": "close"}),
    form("guides:refer-in", EVERYBODY),
    page("guides:referred-in", EVERYBODY),
    about("guides:case-refer", "case", OWN_GUIDE, THEIR_GUIDE),
    about("guides:case-refer", "queued", NOBODY),
    about("guides:referral", "referral", OWN_GUIDE, THEIR_GUIDE),
    page("initiatives:offers", SIGNED_IN),
    form("initiatives:offer-new", SIGNED_IN),
    about("initiatives:offer-edit", "offer", GROUP),
    button("initiatives:offer-withdraw", "offer", GROUP),
    about("initiatives:moderation-offer", "offer", MODERATORS, MODERATORS),
    page("guides:matches", GUIDES),
    button("guides:introduce", "neighbour offer", OWN_GUIDE, THEIR_GUIDE),
    # The «tovholder» of the initiative is a party to it; its guide reads it on the list.
    read("guides:offers-to-us", "public", GROUP),
    about("guides:introduction", "introduction", GROUP),
    button("guides:introduction-decline", "introduction", GROUP),
    about("guides:introduction-end", "introduction", GROUP),
]
