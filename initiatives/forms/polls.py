"""«Spørg kvarteret»: the question as staff write it, and the answer a resident gives."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.enums import Influence
from initiatives.models.poll import FEWEST_OPTIONS, MOST_OPTIONS, OPTION_LIMIT
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from initiatives.models import Poll

USUAL_DAYS = 14


class InfluenceButtons(forms.RadioSelect):
    """What the residents' voice can weigh, each with what it binds those who ask to."""

    WORDS = {
        Influence.HEARD: gettext_lazy("I læser alle svar og siger bagefter, hvad I gjorde."),
        Influence.CO_DECIDE: gettext_lazy("Svarene tæller med og afvejes mod andet, I nævner."),
        Influence.DECIDE: gettext_lazy("I gør det, som flest svarer. Vælg det kun, hvis I kan."),
    }

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the words of one weight."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.WORDS[Influence(value)]
        return option


class PollForm(PortalForm):
    """A poll that is being written."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    neighbourhood = forms.ModelChoiceField(
        label=gettext_lazy("Hvilket kvarter spørger I?"),
        queryset=Neighbourhood.objects.none(),
        error_messages={"required": gettext_lazy("Vælg et kvarter")},
    )
    question = TextField(
        label=gettext_lazy("Spørgsmål"),
        help_text=gettext_lazy("Ét kort spørgsmål. Fx: Hvor skal den nye bænk stå?"),
        limit=160,
        rows=2,
        error_messages={"required": gettext_lazy("Skriv spørgsmålet")},
    )
    why = TextField(
        label=gettext_lazy("Hvorfor spørger I, og hvad bruger I svarene til?"),
        help_text=gettext_lazy("Skriv også, hvad der allerede er besluttet."),
        limit=600,
        rows=4,
        error_messages={"required": gettext_lazy("Skriv, hvad I bruger svarene til")},
    )
    influence = forms.ChoiceField(
        label=gettext_lazy("Hvad betyder svarene?"),
        choices=Influence.choices,
        widget=InfluenceButtons,
        error_messages={"required": gettext_lazy("Vælg, hvad svarene betyder")},
    )
    options = TextField(
        label=gettext_lazy("Svar at vælge imellem"),
        help_text=gettext_lazy("Ét svar på hver linje, mellem 2 og 8."),
        rows=6,
        error_messages={"required": gettext_lazy("Skriv mindst to svar")},
    )
    takes_several = forms.TypedChoiceField(
        label=gettext_lazy("Hvor mange svar må man vælge?"),
        coerce=lambda value: value == "yes",
        choices=[("no", gettext_lazy("Ét")), ("yes", gettext_lazy("Alle, man vil"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvor mange svar man må vælge")},
    )
    opens_on = DateField(
        label=gettext_lazy("Første dag"),
        error_messages={"required": gettext_lazy("Skriv den første dag")},
    )
    closes_on = DateField(
        label=gettext_lazy("Sidste dag"),
        help_text=gettext_lazy("Man kan svare hele dagen."),
        error_messages={"required": gettext_lazy("Skriv den sidste dag")},
    )

    def __init__(self, *args: Any, poll: Poll | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
        day = timezone.localdate()
        known: dict[str, Any] = {
            "opens_on": day,
            "closes_on": day + datetime.timedelta(days=USUAL_DAYS),
            "takes_several": "no",
        }
        if poll is not None:
            names = ("neighbourhood", "question", "why", "influence", "opens_on", "closes_on")
            known = {name: getattr(poll, name) for name in (*names, "version")}
            known["options"] = "\n".join(poll.options)
            known["takes_several"] = "yes" if poll.takes_several else "no"
        self.initial = {**known, **dict(self.initial)}

    def clean_options(self) -> list[str]:
        """Read the lines; say which is too long or stands twice."""
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        found = [line for line in lines if line]
        if not FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS:
            raise ValidationError(_("Skriv mellem 2 og 8 svar, ét på hver linje"))
        for line in found:
            if len(line) > OPTION_LIMIT:
                raise ValidationError(
                    _("Et svar må højst fylde %(limit)s tegn: »%(line)s«")
                    % {"limit": OPTION_LIMIT, "line": line}
                )
        if len({line.casefold() for line in found}) < len(found):
            raise ValidationError(_("To af svarene er ens"))
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, at the field where they are mended."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("opens_on"), said.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("Sidste dag skal være efter første dag."))
        elif last and last < timezone.localdate():
            self.add_error("closes_on", _("Sidste dag skal være i dag eller senere."))
        return said

    def frame(self) -> dict[str, Any]:
        """What a valid form says, as the actions take it."""
        said = {key: self.cleaned_data[key] for key in self.cleaned_data}
        place = said.pop("neighbourhood")
        for name in ("token", "version"):
            said.pop(name, None)
        return {**said, "influence": Influence(said["influence"]), "neighbourhood_id": place.pk}


class PollWordsForm(PortalForm):
    """The words of a move: why it closes before its day, or what was done."""

    marks_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, label: str = "", limit: int = 0, asks_why: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["words"] = TextField(
                label=label, limit=limit, rows=5, error_messages={"required": _("Skriv det her")}
            )
        if asks_why:
            self.fields["reason"] = TextField(
                label=_("Hvorfor retter I? Alle kan læse det."),
                max_length=200,
                error_messages={"required": _("Skriv, hvorfor I retter")},
            )


class PollAnswerForm(PortalForm):
    """One answer, or several where the poll allows it."""

    marks_optional = False

    writer = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", poll.version)
        kind = forms.TypedMultipleChoiceField if poll.takes_several else forms.TypedChoiceField
        buttons = forms.CheckboxSelectMultiple if poll.takes_several else forms.RadioSelect
        missing = _("Vælg et eller flere svar") if poll.takes_several else _("Vælg et svar")
        self.fields["choices"] = kind(
            label=_("Vælg alle, du vil") if poll.takes_several else _("Vælg ét svar"),
            coerce=int,
            choices=list(enumerate(poll.options)),
            widget=buttons,
            error_messages={"required": missing, "invalid_choice": _("Vælg af svarene her")},
        )
        self.fields["lives_here"] = forms.BooleanField(
            label=_("Jeg bor i kvarteret"),
            error_messages={"required": _("Spørgsmålet er til dem, der bor i kvarteret.")},
        )

    def chosen(self) -> list[int]:
        """The places of the options a valid form chose."""
        said = self.cleaned_data["choices"]
        return said if isinstance(said, list) else [said]
