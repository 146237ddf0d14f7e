"""The places on the steps where files are chosen: kept at once, whatever else is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.utils.translation import gettext as _

from initiatives.actions import files
from initiatives.forms.files import UploadForm
from initiatives.forms.questions import QuestionsForm
from portal.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from initiatives.forms.step import StepForm
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
    told = _("Filen »%(name)s« er lagt ved.") % {"name": row.stored_file.name}
    messages.success(request, told)
    return True


def keep_answers(request: HttpRequest, form: StepForm) -> bool:
    """Keep the files chosen as answers to the round's own questions.

    Returns: whether all is well; if not, the sentences stand on the form.
    """
    if not isinstance(form, QuestionsForm):
        return True
    for name, chosen in form.chosen_files().items():
        try:
            files.answer(
                form.application.pk,
                question_id=name,
                data=chosen.read(),
                name=chosen.name or "",
                by=cast("User", request.user),
            )
        except DomainError as refusal:
            form.add_error(name, refusal.message)
    form.application.refresh_from_db(fields=["extra_answers"])
    return not form.errors


def keep_all(request: HttpRequest, form: StepForm, upload: UploadForm | None) -> bool:
    """Keep every file chosen on a step, and tell whether all is well with the files."""
    kept = upload is None or keep(request, upload, form.application)
    return keep_answers(request, form) and kept
