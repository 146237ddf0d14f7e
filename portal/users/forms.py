"""Forms about the person: the address, the code, and what one tells about oneself."""

from typing import Any

from allauth.account.forms import BaseConfirmCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.form_fields import PhoneField, TextField
from portal.forms import PortalForm, PortalFormRules
from portal.users.models import User


class SignInForm(PortalFormRules, RequestLoginCodeForm):  # type: ignore[misc]
    """Where shall the code go? Says the same about an address we know and one we do not."""

    email = forms.EmailField(
        label=_("Din e-mail"),
        help_text=_("Vi sender en kode med 6 tal til dig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv din e-mail"),
            "invalid": _("Skriv en e-mailadresse som navn@eksempel.dk"),
        },
    )

    @property
    def user(self) -> User | None:
        """The active account of this address, if there is one. Never to be told to the visitor."""
        found: User | None = self._user
        return found

    def clean_email(self) -> str:
        """Count the asking against the address's limit, and write it as we store it."""
        address: str = super().clean_email()
        return address.lower()


class SignInCodeForm(PortalFormRules, BaseConfirmCodeForm):  # type: ignore[misc]
    """The code from the mail; spaces and dashes in it do no harm."""

    code = forms.CharField(
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


class ProfileForm(PortalForm):
    """What a person tells about themselves."""

    full_name = TextField(
        label=_("Navn"),
        max_length=120,
        error_messages={"required": _("Skriv dit navn")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Telefon"),
        required=False,
        help_text=_("Så kan en guide eller kommunen ringe til dig om dit initiativ."),
    )
    locale = forms.ChoiceField(
        label=_("Sprog i mails og på siderne"),
        choices=[("da", "Dansk"), ("en", "English")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        if user is not None:
            kwargs.setdefault(
                "initial",
                {"full_name": user.full_name, "phone": user.phone, "locale": user.locale},
            )
        super().__init__(*args, **kwargs)
