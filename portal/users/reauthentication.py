"""«Er det stadig dig?»: money is given by one who signed in a short while ago, or says a new code.

The question stands between a form and its action, and carries the form's answers along, so that
nothing typed is lost.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.mail import MailNotSent
from portal.post import actions as post

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest, HttpResponse

    from portal.users.models import User

SIGNED_IN_AT = "signed_in_at"
CODE_FIELD = "identity_code"
AGAIN_FIELD = "identity_again"
CODE_LIFE_MINUTES = 5
_STATE = "identity_code"
_MOST_TRIES = 5
_SALT = "portal.users.reauthentication"


class IdentityForm(PortalForm):
    """The code from the mail; spaces and dashes in it do no harm."""

    identity_code = forms.CharField(
        label=_("Kode"),
        help_text=_("6 tal fra mailen"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "portal-input--short",
            }
        ),
        error_messages={"required": _("Skriv koden fra mailen")},
    )

    def __init__(self, *args: Any, session: SessionBase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_identity_code(self) -> str:
        """Compare with the code on its way; after five wrong ones it is dead."""
        said: str = "".join(c for c in self.cleaned_data["identity_code"] if c.isdigit())
        if not _is_right(self.session, said):
            raise ValidationError(
                _("Koden passer ikke. Tjek tallene i den nyeste mail"), code="wrong"
            )
        return said


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest | None, **_more: Any) -> None:
    """Remember in the session when the person signed in, however they did."""
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = int(time.time())


def is_fresh(session: SessionBase) -> bool:
    """Tell whether the log-in, or the last code, is young enough to give money on."""
    age = time.time() - session.get(SIGNED_IN_AT, 0)
    return bool(age <= settings.FRESH_SIGN_IN_MINUTES * 60)


def question(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for a code, or None when the person may go on.

    Call it once the posted form is valid. The page posts the same answers again, with the code.

    Effects: sends a code by mail, when none is on its way; a right one makes the log-in fresh.
    """
    session = request.session
    if is_fresh(session):
        return None
    wants_new = AGAIN_FIELD in request.POST
    said = CODE_FIELD in request.POST and not wants_new
    form = IdentityForm(request.POST if said else None, session=session)
    if said and form.is_valid():
        session.pop(_STATE, None)
        session[SIGNED_IN_AT] = int(time.time())
        return None
    is_lost = (wants_new or not _is_alive(session)) and not _send(request)
    context = {
        "form": form,
        "is_lost": is_lost,
        "carried": _carried(request),
        "again": AGAIN_FIELD,
        "email": cast("User", request.user).email,
        "minutes": CODE_LIFE_MINUTES,
        "demo_mail": settings.DEMO,
    }
    return render(request, "users/reauthenticate.html", context)


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was typed, but what is the question's own."""
    own = {"csrfmiddlewaretoken", CODE_FIELD, AGAIN_FIELD}
    lists = request.POST.lists()
    return [(name, str(value)) for name, values in lists if name not in own for value in values]


def _send(request: HttpRequest) -> bool:
    """Send a new code; an earlier one dies. Tells whether the mail went."""
    code = f"{secrets.randbelow(10**6):06d}"
    try:
        post.send_now(
            "users/sign_in_code",
            to=cast("User", request.user).email,
            context={"code": code, "minutes": CODE_LIFE_MINUTES},
            locale=get_language() or "da",
        )
    except MailNotSent:
        return False
    until = int(time.time()) + CODE_LIFE_MINUTES * 60
    request.session[_STATE] = {"digest": _digest(code), "until": until, "tries": 0}
    return True


def _is_alive(session: SessionBase) -> bool:
    state = session.get(_STATE)
    return bool(state and state["until"] >= time.time() and state["tries"] < _MOST_TRIES)


def _is_right(session: SessionBase, said: str) -> bool:
    if not _is_alive(session):
        return False
    state = session[_STATE]
    session[_STATE] = {**state, "tries": state["tries"] + 1}
    return constant_time_compare(state["digest"], _digest(said))


def _digest(code: str) -> str:
    return salted_hmac(_SALT, code, algorithm="sha256").hexdigest()
