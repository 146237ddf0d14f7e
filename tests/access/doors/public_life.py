"""What a group shows of its initiative, and its moderation."""

from tests.access.roles import (
    CASEWORKER,
    EVERYBODY,
    GROUP,
    LEAD,
    MODERATOR,
    NOBODY,
    SIGNED_IN,
    STRANGER,
)
from tests.access.rows import about, button, page, read

MODERATORS = frozenset({MODERATOR, LEAD})
SPOKESPEOPLE = MODERATORS | {CASEWORKER}

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
    # Comments. One is shown, on which the group and the municipality answer; one waits.
    read("initiatives:comments", "public", EVERYBODY, EVERYBODY, is_open=True),
    about("initiatives:comment-write", "public", SIGNED_IN, SIGNED_IN),
    about("initiatives:comments-switch", "public", GROUP),
    page("initiatives:comments-own", SIGNED_IN),
    page("initiatives:comment-reported", EVERYBODY),
    about("initiatives:comment-answer", "comment", GROUP | SPOKESPEOPLE, SPOKESPEOPLE),
    about("initiatives:comment-withdraw", "waiting comment", frozenset({STRANGER})),
    about("initiatives:comment-report", "comment", EVERYBODY, EVERYBODY, is_open=True),
    # Whose it is sees it; nobody reports what nobody can read.
    about("initiatives:comment-report", "waiting comment", NOBODY, is_open=True),
    about("initiatives:moderation-comment", "waiting comment", MODERATORS, MODERATORS),
]
