"""Who is at the screen. All else about access is the gate's (`visible_to`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, QueryDict

from guides import permissions
from guides.models import Case
from portal.users.models import User

if TYPE_CHECKING:
    from uuid import UUID

    from guides.models import CommunityGuide


def person(request: HttpRequest) -> User:
    """The one who is signed in. Raises: Http404, if the log-in rule ever let somebody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def guide_at_work(request: HttpRequest) -> CommunityGuide:
    """The guide at the screen. Raises: Http404 for everybody else, ended guides too."""
    guide = permissions.active_guide(person(request))
    if guide is None:
        raise Http404
    return guide


def own_case(request: HttpRequest, public_id: UUID) -> Case:
    """A course the guide has taken: in a queued one nothing is written. Raises: Http404."""
    guide = guide_at_work(request)
    return Case.objects.with_initiative().get_for(guide.user, public_id, guide=guide)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: None when the page is only asked for, also if nothing was filled."""
    return request.POST if request.method == "POST" else None
