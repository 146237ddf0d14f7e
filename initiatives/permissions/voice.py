"""Who speaks for whom below a comment, and who judges one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from initiatives import permissions
from initiatives.enums import Speaker
from initiatives.permissions.standing import ever_helped, is_lead, is_member
from portal.users.roles import Role

if TYPE_CHECKING:
    from initiatives.models import Comment, Initiative
    from portal.users.models import User

SPOKESPEOPLE = (Role.CASEWORKER, Role.PROGRAMME_LEAD, Role.MODERATOR)
"""Who answers residents for the municipality."""


def speaks_for(user: User, initiative: Initiative) -> Speaker | None:
    """For whom the person can answer below this initiative; for nobody in most cases.

    The «tovholder» speaks for the group. Staff who are in the group, or have helped it, do not
    speak for the municipality there.
    """
    if is_lead(user, initiative):
        return Speaker.GROUP
    if not user.has_role(*SPOKESPEOPLE):
        return None
    involved = is_member(user, initiative) or ever_helped(user, initiative)
    return None if involved else Speaker.MUNICIPALITY


def judges(user: User, comment: Comment) -> bool:
    """Tell whether the person may moderate it: nobody judges their own or their initiative's."""
    return comment.author_id != user.pk and permissions.can_moderate(user, comment.initiative)
