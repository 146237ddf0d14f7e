"""What lets a guide's telephone keep a note that is not sent, for that guide's eyes alone.

The browser keeps it locked, and the key is in the page that only the same account is given. See
`docs/decisions/0052`.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from portal.users.models import User


def key_for(user: User) -> str:
    """The account's key, 256 bits, as base64."""
    made = salted_hmac("guides.note-draft", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(made).decode()


def mark_of(user: User) -> str:
    """What tells one account's drafts from another's on a shared telephone, and nothing more."""
    return salted_hmac("guides.note-mark", str(user.pk), algorithm="sha256").hexdigest()[:12]
