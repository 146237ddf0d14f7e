"""Signing in with a code sent by e-mail: the same steps for an address known or unknown.

allauth keeps the pending log-in, counts the wrong codes and lets an old code die. What differs here
is that an unknown address gets a code too, and becomes an account once the code comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from allauth.account import app_settings
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.db import transaction
from django.utils.translation import get_language

from portal.post import actions as post
from portal.users import actions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.users.models import User


class SignInProcess(LoginCodeVerificationProcess):  # type: ignore[misc]
    """One log-in on its way, from the code that is sent to the code that comes back."""

    @classmethod
    def begin(
        cls, request: HttpRequest, *, user: User | None, email: str, going_to: str | None
    ) -> Self:
        """Send a code and remember the log-in in the session; an earlier code dies.

        Args: going_to: a safe address to go on to afterwards, however one finds back to the code.
        Raises: MailNotSent, and then nothing is remembered.
        """
        login = Login(user=user, email=email, redirect_url=going_to)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> Self | None:
        """Find the log-in of this session; None when there is none, or its time is up."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        process: Self | None = cls(stage).abort_if_invalid() if stage else None
        return process

    @property
    def email(self) -> str:
        """Where the code was sent."""
        address: str = self.state["email"]
        return address

    @property
    def attempts_left(self) -> int:
        """How many wrong codes there may still be before this code dies."""
        left: int = self.max_attempts - self.state["failed_attempts"]
        return left

    def send(self, skip_enumeration_mails: bool = False) -> None:
        """Send a fresh code at once, in the language of the page that asked for it.

        It is not left to a job, so that no code ever lies in a table.
        Raises: MailNotSent.
        """
        post.send_now(
            "users/sign_in_code",
            to=self.email,
            context={"code": self.generate_code(), "minutes": minutes_to_live()},
            locale=get_language() or "da",
        )

    @transaction.atomic
    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign the person in; who was unknown until now gets an account."""
        if self.user is None:
            self._user = actions.ensure_account(email=self.email, locale=get_language() or "da")
        response: HttpResponse = super().finish(redirect_url or self.stage.login.redirect_url)
        return response


def minutes_to_live() -> int:
    """How long a code can be used, in whole minutes."""
    seconds: int = app_settings.LOGIN_BY_CODE_TIMEOUT
    return seconds // 60
