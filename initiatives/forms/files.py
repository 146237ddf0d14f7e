"""Choosing a file to go with the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.files.inspect import LARGEST_BYTES
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.docx"
"""For the browser's file chooser alone; the action looks into the file."""


def require_readable_size(chosen: UploadedFile[bytes]) -> None:
    """Refuse a file that is too large to read. Raises: ValidationError."""
    if (chosen.size or 0) > LARGEST_BYTES:
        raise ValidationError(_("Filen er for stor. Den må højst fylde 10 MB."))


class UploadForm(PortalForm):
    """One file. What is in it, the action finds out; here only its size is looked at."""

    upload = forms.FileField(
        label=gettext_lazy("Vælg fil"),
        help_text=gettext_lazy("pdf, jpg, png, heic eller docx. Højst 10 MB."),
        required=False,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-input"}),
        error_messages={
            "required": gettext_lazy("Vælg en fil"),
            "empty": gettext_lazy("Filen er tom. Vælg en anden fil."),
        },
    )

    def __init__(self, *args: Any, must_choose: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must_choose = must_choose

    def clean_upload(self) -> UploadedFile[bytes] | None:
        """Refuse no file, where one was to be chosen, and one that is too large to read."""
        chosen: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if chosen is None and self.must_choose:
            raise ValidationError(self.fields["upload"].error_messages["required"])
        if chosen is not None:
            require_readable_size(chosen)
        return chosen
