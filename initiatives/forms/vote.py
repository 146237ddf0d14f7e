"""What is typed about a local vote: by staff, by an invited group, and on the ballot."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives import pabulib
from initiatives.enums import CountRule
from initiatives.models import PoolShare, VoteCandidate
from initiatives.models.vote import PITCH_LIMIT, YOUNGEST_VOTER
from initiatives.models.vote_paper import MOST_AT_ONCE
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm
from portal.templatetags.portal_tags import kr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from initiatives.models import Application, LocalVote

LARGEST_ELECTION = 5 * 2**20
"""Bytes of an election file that is counted for show."""


class RuleButtons(forms.RadioSelect):
    """The ways of counting, each with what it means for the neighbourhood."""

    WORDS = {
        CountRule.EQUAL_SHARES: _(
            "Pengene deles lige mellem stemmesedlerne. Også et mindretal får noget."
        ),
        CountRule.GREEDY: _("Den med flest stemmer får først, så længe der er råd."),
    }

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the words of one way."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.WORDS[CountRule(value)]
        return option


class VoteForm(PortalForm):
    """A vote that is being prepared."""

    share = forms.ModelChoiceField(
        label=_("Kvarterets andel"),
        queryset=PoolShare.objects.none(),
        error_messages={"required": _("Vælg, hvilken andel det gælder")},
    )
    title = TextField(
        label=_("Titel"),
        max_length=80,
        error_messages={"required": _("Skriv en titel")},
    )
    intro = TextField(
        label=_("Til kvarteret"),
        help_text=_("Hvad stemmer I om, og hvad sker der bagefter?"),
        limit=800,
        rows=5,
        required=False,
    )
    amount = MoneyField(
        label=_("Beløb, I stemmer om (kr.)"),
        min_value=1,
        error_messages={
            "required": _("Skriv et beløb"),
            "invalid": _("Indtast et beløb i hele kroner"),
            "min_value": _("Beløbet skal være over 0 kr."),
        },
    )
    rule = forms.ChoiceField(
        label=_("Sådan tæller vi"),
        help_text=_("Det kan ikke ændres, når afstemningen er begyndt. Resultatet viser begge."),
        choices=CountRule.choices,
        widget=RuleButtons,
        error_messages={"required": _("Vælg, hvordan der tælles")},
    )
    min_age = forms.TypedChoiceField(
        label=_("Yngste, der kan stemme (år)"),
        coerce=int,
        choices=[(age, str(age)) for age in range(YOUNGEST_VOTER, 19)],
        error_messages={"required": _("Vælg en alder")},
    )
    opens_on = DateField(
        label=_("Første dag"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv den første dag")},
    )
    closes_on = DateField(
        label=_("Sidste dag"),
        help_text=_("Man kan stemme hele dagen."),
        error_messages={"required": _("Skriv den sidste dag")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, vote: LocalVote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shares = cast("forms.ModelChoiceField[PoolShare]", self.fields["share"])
        rows = PoolShare.objects.select_related("pool", "neighbourhood")
        shares.queryset = rows.order_by("neighbourhood__name")
        if vote is not None:
            del self.fields["share"]
            names = [name for name in self.fields if name != "version"]
            self.initial = {name: getattr(vote, name) for name in names} | dict(self.initial)
            self.initial["version"] = vote.version
        day = timezone.localdate()
        self.initial.setdefault("opens_on", day + datetime.timedelta(days=14))
        self.initial.setdefault("closes_on", day + datetime.timedelta(days=28))
        self.initial.setdefault("rule", CountRule.EQUAL_SHARES)

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, at the field where they are mended."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("opens_on"), said.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("Sidste dag skal være efter første dag."))
        return said


class InvitationForm(PortalForm):
    """A group's answer: on the ballot or not, and a few words to the neighbours."""

    marks_optional = False
    is_yes = forms.TypedChoiceField(
        label=_("Vil I være med i afstemningen?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Ja, sæt os på stemmesedlen")), ("no", _("Nej tak"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
    pitch = TextField(
        label=_("Til naboerne"),
        help_text=_("Hvad vil I, og hvem er det for? Alle kan læse det."),
        limit=PITCH_LIMIT,
        rows=4,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words with a yes."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("is_yes") and not said.get("pitch"):
            self.add_error("pitch", _("Skriv lidt til naboerne"))
        return said


class InviteForm(PortalForm):
    """Which applications to ask whether they will stand on the ballot."""

    marks_optional = False
    application = forms.MultipleChoiceField(
        label=_("Kan også være med"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Sæt kryds ved dem, du vil invitere."),
            "invalid_choice": _("Vælg kun af dem, der kan være med."),
        },
    )

    def __init__(self, *args: Any, could_be: Iterable[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["application"])
        field.choices = [
            (str(row.public_id), f"{row.initiative.title} · {kr(row.amount_requested)}")
            for row in could_be
        ]


class CandidateBoxes(forms.CheckboxSelectMultiple):
    """A box for each candidate, with what it costs, its words, and the language they are in."""

    rows: Mapping[int, VoteCandidate]
    shows_pitch = True

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says and counts of one candidate."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        row = self.rows[int(value)]
        option["cost"] = str(row.cost)
        option["hint"] = row.pitch if self.shows_pitch else ""
        option["lang"] = settings.LANGUAGE_CODE if get_language() != settings.LANGUAGE_CODE else ""
        return option


class ChoicesForm(PortalForm):
    """The ballot itself: any number of what stands on it."""

    marks_optional = False
    choices = forms.TypedMultipleChoiceField(
        label=_("Hvad vil du støtte?"),
        help_text=_("Sæt så mange krydser, du vil. Du kan også stemme blankt."),
        coerce=int,
        widget=CandidateBoxes,
        required=False,
        error_messages={"invalid_choice": _("Vælg kun af dem, der står på stemmesedlen.")},
    )

    def __init__(self, *args: Any, candidates: Iterable[VoteCandidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedMultipleChoiceField", self.fields["choices"])
        rows = {row.pk: row for row in candidates}
        cast("CandidateBoxes", field.widget).rows = rows
        field.choices = [(pk, self.told(row)) for pk, row in rows.items()]

    def told(self, row: VoteCandidate) -> str:
        """One candidate's line, as the resident reads it."""
        return f"{row.title} · {kr(row.cost)}"


def _past(day: datetime.date) -> datetime.date:
    if day >= timezone.localdate():
        raise ValidationError(_("Fødselsdagen skal ligge før i dag"), code="future")
    return day


def _name_field() -> TextField:
    """Asks for a name, which is compared and never kept."""
    return TextField(
        label=_("Navn"),
        help_text=_("Som i pas eller sundhedskort. Vi gemmer det ikke."),
        max_length=120,
        error_messages={"required": _("Skriv navnet")},
    )


class BornForm(PortalForm):
    """Asks for the birth date, which is compared and never kept."""

    born_on = DateField(
        label=_("Fødselsdag"),
        help_text=_("Skriv dag/måned/år. Vi gemmer den ikke."),
        error_messages={"required": _("Skriv din fødselsdag")},
    )

    def clean_born_on(self) -> datetime.date:
        """Refuse a day to come."""
        return _past(self.cleaned_data["born_on"])


class BallotForm(ChoicesForm, BornForm):
    """One resident's ballot; somebody whose account has no name is asked for it."""

    field_order = ["choices", "full_name", "born_on", "lives_here"]
    lives_here = forms.BooleanField(
        label=_("Jeg bor i kvarteret"),
        error_messages={"required": _("Kun de, der bor i kvarteret, kan stemme.")},
    )

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_name:
            self.fields["full_name"] = _name_field()
            self.order_fields(self.field_order)


class PaperVoterForm(BornForm):
    """Somebody who hands in a paper ballot."""

    marks_optional = False
    full_name = _name_field()
    field_order = ["full_name", "born_on"]


class PaperBallotForm(ChoicesForm):
    """One numbered paper ballot: the lines are numbered, as they are on paper."""

    number = forms.IntegerField(
        label=_("Stemmeseddel nr."),
        min_value=1,
        max_value=1_000_000,
        error_messages={
            "required": _("Skriv nummeret på stemmesedlen"),
            "invalid": _("Skriv nummeret med tal"),
            "min_value": _("Numrene begynder med 1"),
            "max_value": _("Så højt går numrene ikke"),
        },
    )
    field_order = ["number", "choices"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["choices"]
        choices.label = _("Krydser på sedlen")
        choices.help_text = _("Uden krydser er det en blank stemme.")
        cast("CandidateBoxes", choices.widget).shows_pitch = False

    def told(self, row: VoteCandidate) -> str:
        """One candidate's line, as it stands on the paper."""
        return f"{row.position}. {row.title}"


class PrintForm(PortalForm):
    """A pile of numbered paper ballots."""

    count = forms.IntegerField(
        label=_("Hvor mange stemmesedler?"),
        help_text=_("Lav hellere flere, end I får brug for."),
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={
            "required": _("Skriv, hvor mange"),
            "invalid": _("Skriv antallet med tal"),
            "min_value": _("Lav mindst 1"),
            "max_value": _("Lav højst 200 ad gangen"),
        },
    )
    place = TextField(
        label=_("Hvor skal de hen?"),
        help_text=_("Fx Beboerhuset. Skriv ikke, hvem der får dem."),
        max_length=80,
        required=False,
    )
    with_letters = forms.BooleanField(
        label=_("De skal sendes med posten: lav også et brev til hver"), required=False
    )


class ReasonForm(PortalForm):
    """A line in words, and the version of the vote that the person saw."""

    words = TextField(label=_("Begrundelse"), limit=400, rows=3, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ElectionForm(PortalForm):
    """An election in the `.pb` format, to be counted for show."""

    marks_optional = False
    file = forms.FileField(
        label=_("Fil med en afstemning (.pb)"),
        help_text=_("Fra Pabulib eller hentet her. Den bliver talt op og ikke gemt."),
        error_messages={
            "required": _("Vælg en fil"),
            "empty": _("Filen er tom"),
        },
    )
    skip_unknown = forms.BooleanField(
        label=_("Spring stemmer over, der gælder noget ukendt"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read the election. The file is refused with the ballot and the project named."""
        said: dict[str, Any] = super().clean() or {}
        file = said.get("file")
        if file is None:
            return said
        if file.size > LARGEST_ELECTION:
            self.add_error("file", _("Filen må højst fylde 5 MB"))
            return said
        try:
            text = file.read().decode("utf-8-sig")
            said["election"] = pabulib.read(text, skip_unknown=said.get("skip_unknown", False))
        except UnicodeDecodeError:
            self.add_error("file", _("Filen er ikke tekst i UTF-8"))
        except pabulib.UnknownProject as unknown:
            told = _("Stemmeseddel %(voter)s gælder »%(project)s«, som ikke er i filen.")
            names = {"voter": unknown.voter, "project": unknown.project}
            self.add_error("file", told % names)
        except pabulib.NotReadable:
            self.add_error("file", _("Filen er ikke en afstemning med krydser i .pb-format"))
        return said
