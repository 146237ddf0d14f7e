"""What a group writes for everybody to read, and what a moderator says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.actions.pictures import NewPicture
from initiatives.enums import NeedKind, Stage, Verdict
from portal.files.inspect import LARGEST_BYTES
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterable

STAGE_WORDS = {
    Stage.IDEA: gettext_lazy("En idé, der er fortalt."),
    Stage.PREPARING: gettext_lazy("Gruppen gør klar."),
    Stage.RUNNING: gettext_lazy("Det er begyndt, og naboer kan være med."),
    Stage.COMPLETED: gettext_lazy("Det er gjort."),
    Stage.STOPPED: gettext_lazy("Det bliver ikke til noget mere."),
}
"""What each stage means, in words for those who live nearby."""


class PictureForm(PortalForm):
    """A picture for everybody, which may be left out; with it go its words and a yes."""

    upload = forms.FileField(
        label=gettext_lazy("Billede"),
        help_text=gettext_lazy("jpg, png eller heic. Højst 10 MB."),
        required=False,
        max_length=None,
        widget=forms.FileInput(
            attrs={"accept": ".jpg,.jpeg,.png,.heic,image/*", "class": "form-input"}
        ),
        error_messages={"empty": gettext_lazy("Filen er tom. Vælg et andet billede.")},
    )
    alt_text = TextField(
        label=gettext_lazy("Hvad viser billedet?"),
        help_text=gettext_lazy("Én sætning til dem, der ikke kan se det."),
        limit=120,
        required=False,
    )
    has_consent = forms.BooleanField(
        label=gettext_lazy("Alle på billedet har sagt ja. Forældre har sagt ja for børn."),
        required=False,
    )

    def clean_upload(self) -> Any:
        """Refuse a picture that is too large to read."""
        chosen = self.cleaned_data["upload"]
        if chosen is not None and (chosen.size or 0) > LARGEST_BYTES:
            raise ValidationError(_("Billedet er for stort. Det må højst fylde 10 MB."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Ask for the words and the yes that go with a picture."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("upload") is None:
            return cleaned
        if not cleaned.get("alt_text") and "alt_text" not in self.errors:
            self.add_error("alt_text", _("Skriv, hvad billedet viser"))
        if not cleaned.get("has_consent"):
            self.add_error("has_consent", _("Sæt kryds, når alle på billedet har sagt ja"))
        return cleaned

    def picture(self) -> NewPicture | None:
        """The picture of a valid form; None when there is none."""
        chosen = self.cleaned_data["upload"]
        if chosen is None:
            return None
        return NewPicture(
            data=chosen.read(),
            name=chosen.name or "",
            alt_text=self.cleaned_data["alt_text"],
            has_consent=self.cleaned_data["has_consent"],
        )


class PresentationForm(PictureForm):
    """What the group tells its neighbours."""

    field_order = ["summary", "upload", "alt_text", "has_consent"]

    summary = TextField(
        label=gettext_lazy("Hvad vil I fortælle naboerne?"),
        help_text=gettext_lazy("Skriv, hvad I laver, og hvem der kan være med."),
        limit=300,
        rows=4,
        error_messages={"required": gettext_lazy("Skriv lidt om jeres initiativ")},
    )


class UpdateForm(PictureForm):
    """A piece of news. The token makes the form sent twice one piece."""

    field_order = ["token", "text", "upload", "alt_text", "has_consent"]

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=gettext_lazy("Hvad er der sket?"),
        help_text=gettext_lazy("Skriv ikke navne på nogen, der ikke har sagt ja."),
        limit=1500,
        rows=8,
        error_messages={"required": gettext_lazy("Skriv, hvad der er nyt")},
    )


class NeedForm(PortalForm):
    """Something the group lacks."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad mangler I?"),
        choices=NeedKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad I mangler")},
    )
    text = TextField(
        label=gettext_lazy("Fortæl kort"),
        help_text=gettext_lazy("Fx: Fire, der kan bære borde lørdag. Skriv ikke telefonnummer."),
        limit=200,
        rows=3,
        error_messages={"required": gettext_lazy("Skriv kort, hvad I mangler")},
    )
    how_many = forms.IntegerField(
        label=gettext_lazy("Hvor mange?"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        error_messages={
            "invalid": gettext_lazy("Skriv antallet med tal, fx 4"),
            "min_value": gettext_lazy("Skriv et antal fra 1 til 999"),
            "max_value": gettext_lazy("Skriv et antal fra 1 til 999"),
        },
    )
    until = DateField(label=gettext_lazy("Til og med hvilken dag?"), required=False)

    def clean_until(self) -> Any:
        """Refuse a day that is past."""
        day = self.cleaned_data["until"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Vælg i dag eller en senere dag"))
        return day


class StageForm(PortalForm):
    """How far the initiative has come; only where it can go from here."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Hvor langt er I nu?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvor langt I er")},
    )

    def __init__(self, *args: Any, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(s.value, f"{s.label}. {STAGE_WORDS[s]}") for s in stages]
        cast("forms.ChoiceField", self.fields["stage"]).choices = choices


class VerdictForm(PortalForm):
    """What a moderator says. The group reads the reason."""

    marks_optional = False

    verdict = forms.ChoiceField(
        label=gettext_lazy("Hvad siger du?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske")},
    )
    reason = TextField(
        label=gettext_lazy("Hvorfor?"),
        help_text=gettext_lazy(
            "Skriv til gruppen, hvad den skal ændre. Lad feltet stå tomt ved ja."
        ),
        limit=800,
        rows=4,
        required=False,
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, verdicts: Iterable[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(verdict.value, verdict.label) for verdict in verdicts]
        cast("forms.ChoiceField", self.fields["verdict"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the answer is not a plain yes."""
        cleaned = super().clean() or self.cleaned_data
        against = cleaned.get("verdict") not in {None, "", Verdict.PUBLISH.value}
        if against and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv til gruppen, hvorfor"))
        return cleaned
