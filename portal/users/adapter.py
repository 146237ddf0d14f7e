"""How allauth behaves here: our words, our mail, and who a person from the identity bridge is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.users import actions
from portal.users.errors import IdentityRefused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.users.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The account side: one door, a code by e-mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("Koden passer ikke. Tjek tallene i mailen"),
        "too_many_login_attempts": gettext_lazy(
            "Du har bedt om mange koder på kort tid. Vent fem minutter, og prøv igen"
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is no sign-up beside the code: an address that answers becomes an account."""
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The front page, in the language one was reading."""
        return translate_url("/", get_language() or "da")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse every mail of allauth's own; the portal writes its mails in `portal.mail`."""
        raise NotImplementedError(template_prefix)


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The identity bridge (OpenID Connect): who comes through it is known by a lasting UUID.

    Nothing the bridge tells is stored but that id, and name and address of a new account.
    """

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Leave allauth's unsaved user alone but for name and address: it is never saved."""
        user: User = sociallogin.user
        user.full_name = data.get("name") or ""
        user.email = data.get("email") or ""
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Put our account in place of allauth's unsaved one, or send the person back with a word.

        An address counts only when the bridge vouches for it, so that nobody comes into another's
        account by claiming their address.
        """
        vouched = [row.email for row in sociallogin.email_addresses if row.verified]
        try:
            sociallogin.user = actions.account_of_identity(
                external_id=_uuid(sociallogin.account.uid),
                email=vouched[0] if vouched else "",
                full_name=sociallogin.user.full_name,
            )
        except IdentityRefused as refused:
            _back_to_log_in(request, refused.message)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_kwargs: Any) -> None:
        """Send the person back to the log-in page, also when they broke off themselves."""
        _back_to_log_in(request, _("Du blev ikke logget på. Prøv igen, eller brug din e-mail."))


def _uuid(claim: str) -> UUID:
    try:
        return UUID(claim)
    except ValueError:
        raise IdentityRefused(
            _("Log-in-tjenesten sendte et id, vi ikke kan bruge. Brug din e-mail i stedet.")
        ) from None


def _back_to_log_in(request: HttpRequest, sentence: str) -> NoReturn:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("account_login"))
