"""The part of the permits step where files are chosen: kept at once, whatever else is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.utils.translation import gettext as _

from initiatives.actions import files
from initiatives.forms.files import UploadForm
from portal.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from initiatives.models import Application
    from portal.users.models import User


def upload_form(request: HttpRequest, *, must_choose: bool = False) -> UploadForm:
    """The form for one file, with what was posted in it."""
    if request.method != "POST":
        return UploadForm()
    return UploadForm(request.POST, request.FILES, must_choose=must_choose)


def keep(request: HttpRequest, upload: UploadForm, application: Application) -> bool:
    """Put the chosen file with the application, if one was chosen.

    Returns: whether all is well; if not, the sentence about it stands on the form.
    """
    if not upload.is_valid():
        return False
    chosen = upload.cleaned_data["upload"]
    if chosen is None:
        return True
    try:
        row = files.add(
            application.pk,
            data=chosen.read(),
            name=chosen.name or "",
            by=cast("User", request.user),
        )
    except DomainError as refusal:
        upload.add_error("upload", refusal.message)
        return False
    told = _("Filen “%(name)s” er lagt ved.") % {"name": row.stored_file.name}
    messages.success(request, told)
    return True
