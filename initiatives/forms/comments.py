"""Comments, answers and reports, and what a moderator says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.enums import CommentMove, CommentsClosed, ReportKind
from initiatives.models import COMMENT_LIMIT
from portal.form_fields import TextField
from portal.forms import PortalForm
from portal.open_form import OpenForm

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST, FULL = "first", "full"


class CommentForm(PortalForm):
    """A comment, and the name it is shown under. `writer` says whose page it was (signed)."""

    marks_optional = False

    token = forms.UUIDField(widget=forms.HiddenInput)
    writer = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TextField(
        label=gettext_lazy("Din kommentar"),
        help_text=gettext_lazy("Skriv ikke om andres private forhold, og ikke telefonnummer."),
        limit=COMMENT_LIMIT,
        rows=6,
        error_messages={"required": gettext_lazy("Skriv, hvad du vil sige")},
    )
    name = forms.ChoiceField(
        label=gettext_lazy("Hvilket navn skal stå ved den?"),
        choices=[(FIRST, ""), (FULL, "")],
        initial=FIRST,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, first_name: str, full_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not first_name or first_name == full_name:  # nothing to choose between
            del self.fields["name"]
            return
        only = _("Kun fornavn: %(name)s") % {"name": first_name}
        whole = _("Hele navnet: %(name)s") % {"name": full_name}
        names = cast("forms.ChoiceField", self.fields["name"])
        names.choices = [(FIRST, only), (FULL, whole)]

    @property
    def shows_full_name(self) -> bool:
        """Whether the writer of a valid form chose the whole name."""
        return bool(self.cleaned_data.get("name") == FULL)


class AnswerForm(PortalForm):
    """An official answer; the token makes the form sent twice one answer."""

    marks_optional = False

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=gettext_lazy("Jeres svar"),
        limit=COMMENT_LIMIT,
        rows=6,
        error_messages={"required": gettext_lazy("Skriv, hvad du vil sige")},
    )


class ReportForm(OpenForm):
    """What is wrong with a comment; anybody may say so."""

    SALT = "initiatives.comment_report"

    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad er galt med kommentaren?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der er galt")},
    )
    text = TextField(
        label=gettext_lazy("Fortæl kort"),
        help_text=gettext_lazy("Kun dem, der læser kommentarer igennem, ser det."),
        limit=300,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the ready ones do not do."""
        cleaned = super().clean() or self.cleaned_data
        is_other = cleaned.get("kind") == ReportKind.OTHER
        if is_other and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Skriv kort, hvad der er galt"))
        return cleaned


class CommentsClosedForm(PortalForm):
    """Whether neighbours may comment, and if not, why."""

    marks_optional = False

    because = forms.ChoiceField(
        label=gettext_lazy("Må naboer skrive kommentarer?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("", gettext_lazy("Ja")),
            *[
                (row.value, format_lazy("{} {}", gettext_lazy("Nej:"), row.label))
                for row in CommentsClosed
            ],
        ],
    )


class CommentVerdictForm(PortalForm):
    """What a moderator says of a comment. Its writer reads the reason."""

    marks_optional = False

    move = forms.ChoiceField(
        label=gettext_lazy("Hvad siger du?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske")},
    )
    reason = TextField(
        label=gettext_lazy("Hvorfor?"),
        help_text=gettext_lazy(
            "Ved et nej læser personen det. Ved et første ja kan feltet stå tomt."
        ),
        limit=800,
        rows=4,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, moves: Iterable[CommentMove], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(move.value, move.label) for move in moves]
        cast("forms.ChoiceField", self.fields["move"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the answer is not a first yes."""
        cleaned = super().clean() or self.cleaned_data
        needs_reason = cleaned.get("move") not in {None, "", CommentMove.PUBLISH.value}
        if needs_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv, hvorfor"))
        return cleaned
