"""How an editor links to an initiative or a community: by the address of its public page.

A chooser of Wagtail's would give the admin a model of citizens' cases; an address gives it what
everybody may see and nothing else.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from guides.models import Community
from initiatives.models import Initiative

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class PublicRowField(forms.CharField):
    """A row that everybody may see, as the address of its page."""

    address: ClassVar[str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)

    def rows(self) -> Any:
        """What may be linked to."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        """Show the address of a row that is chosen already; what was typed stays."""
        if not isinstance(value, int):
            return value
        row = self.rows().filter(pk=value).first()
        return reverse(self.address, args=[row.public_id]) if row else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare addresses."""
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def clean(self, value: Any) -> Any:
        """Find the row. Raises: ValidationError, also for one that is there and not public."""
        text = super().clean(value)
        if not text:
            return None
        found = _KEY.search(text)
        row = self.rows().filter(public_id=UUID(found[0])).first() if found else None
        if row is None:
            raise ValidationError(_("Vi kan ikke finde en offentlig side på den adresse."))
        return row


class PublicInitiativeField(PublicRowField):
    """An initiative of the catalogue."""

    address = "initiatives:initiative-detail"

    def rows(self) -> Any:
        """Those that are public."""
        return Initiative.objects.public()


class ListedCommunityField(PublicRowField):
    """A community of the directory."""

    address = "guides:community"

    def rows(self) -> Any:
        """Those in the directory."""
        return Community.objects.listed()


class EventPageForm(WagtailAdminPageForm):
    """An event as an editor writes it."""

    initiative = PublicInitiativeField(
        label=_("Initiativ"), help_text=_("Sæt adressen på initiativets side ind.")
    )
    community = ListedCommunityField(
        label=_("Fællesskab"), help_text=_("Sæt adressen på fællesskabets side ind.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse that the page of an event people sign up for goes before it is over."""
        said: dict[str, Any] = super().clean() or {}
        goes, ends = said.get("expire_at"), said.get("ends_at") or said.get("starts_at")
        if goes and ends and goes < ends and said.get("takes_sign_ups"):
            self.add_error(
                "expire_at",
                _("Siden må ikke forsvinde, før det er slut: folk er tilmeldt. Aflys i stedet."),
            )
        return said
