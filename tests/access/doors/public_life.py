"""What a group shows of its initiative, and its moderation."""

from tests.access.roles import GROUP, LEAD, MODERATOR, NOBODY
from tests.access.rows import about, button, page, read

MODERATORS = frozenset({MODERATOR, LEAD})

PUBLIC_LIFE = [
    read("initiatives:initiative-group", "public", GROUP),
    read("initiatives:initiative-group", "initiative", GROUP),
    about("initiatives:initiative-present", "public", GROUP),
    read("initiatives:initiative-preview", "public", GROUP),
    *(
        button(f"initiatives:initiative-{slug}", "public", GROUP)
        for slug in ("ask", "take-back", "name", "picture-remove")
    ),
    about("initiatives:initiative-stage", "public", GROUP),
    button("initiatives:initiative-picture-withdraw", "news picture", GROUP),
    # No moderator has let this picture out.
    read(
        "initiatives:initiative-picture",
        "news picture",
        GROUP | MODERATORS,
        MODERATORS,
        is_open=True,
    ),
    about("initiatives:update-write", "public", GROUP),
    button("initiatives:update-remove", "news", GROUP),
    about("initiatives:need-add", "public", GROUP),
    about("initiatives:need-edit", "need", GROUP),
    button("initiatives:need-met", "need", GROUP),
    button("initiatives:need-remove", "need", GROUP),
    page("initiatives:moderation-queue", MODERATORS),
    about("initiatives:moderation-initiative", "public", MODERATORS, MODERATORS),
    # Nobody has asked that it be shown.
    about("initiatives:moderation-initiative", "initiative", NOBODY),
    about("initiatives:moderation-update", "news", MODERATORS, MODERATORS),
    button("initiatives:moderation-need-remove", "need", MODERATORS, MODERATORS),
]
