"""What leaves the portal on paper: the words of its letters, gathered from the case."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from initiatives.enums import ApplicationStatus, NextStep
from initiatives.models import LetterText, RoundSetup
from portal.context_processors import site_at_base_url
from portal.letters.render import render
from portal.templatetags.portal_tags import dato, kr, telefon

if TYPE_CHECKING:
    import datetime

    from initiatives.models import Application, Award, Decision, Repayment, Revocation, Waiver

_OF_STAFF = {"spoken": "da"}
"""Marks what staff wrote: it is Danish, whatever the language of the rest."""


def decision_letter(
    decision: Decision, *, award: Award | None, sender: tuple[str, str], day: datetime.date
) -> bytes:
    """Set the letter of a decision, in the active language, as it is on this day.

    Outcome and reasons come first. Source: forvaltningsloven §§ 22, 24 and 25.

    Args: award: what the decision gave, None when it gave nothing. sender: who signs, and their
    title. day: the day on which it is sent; it stands in the letter.
    """
    application = decision.application
    heading = _headings()[ApplicationStatus(decision.outcome)]
    if decision.next_step:
        heading = _("Ikke nu")
    title = application.initiative.title
    data = {
        "heading": heading,
        "lead": _outcome(decision),
        "recipient": _recipient(application),
        "facts": _facts(decision, day),
        "sections": _sections(decision, award),
        "greeting": _("Venlig hilsen"),
        "sender": {"name": sender[0], "title": sender[1]},
        "footer": f"{application.initiative.number} · {title}",
    }
    return render("decision", data, title=f"{heading}: {title}", day=day)


def claim_letter(claim: Repayment, *, sender: tuple[str, str], day: datetime.date) -> bytes:
    """Set the letter of a claim for repayment, in the active language, as it is on this day.

    Args: sender: who signs, and their title. day: the day on which it is sent.
    """
    application = claim.award.application
    told = {"title": application.initiative.title, "amount": kr(claim.amount)}
    terms_of = _("Vilkårene for tilskuddet, som I har sagt ja til.")
    if claim.award.accepted_at:
        terms_of = _("Vilkårene for tilskuddet, som I sagde ja til %(day)s.") % {
            "day": dato(claim.award.accepted_at)
        }
    return _plain_letter(
        application,
        heading=_("I skal betale penge tilbage"),
        lead=_("I skal betale %(amount)s tilbage af tilskuddet til »%(title)s«.") % told,
        more=[
            [_("Beløb"), kr(claim.amount)],
            [_("Betal senest"), dato(claim.due_on)],
        ],
        parts=[
            {"heading": _("Begrundelse"), "text": claim.reason, **_OF_STAFF},
            {"heading": _("Kravet bygger på"), "text": terms_of},
            {"heading": _("Sådan betaler I"), "text": how_to_pay(application.initiative.number)},
        ],
        sender=sender,
        day=day,
    )


def waiver_letter(waiver: Waiver, *, sender: tuple[str, str], day: datetime.date) -> bytes:
    """Set the letter of what is waived of a claim, in the active language, as it is on this day.

    Args: sender: who signs, and their title. day: the day on which it is sent.
    """
    claim = waiver.repayment
    application = claim.award.application
    told = {"title": application.initiative.title, "amount": kr(waiver.amount)}
    rest = _("I skylder ikke mere.")
    parts = [{"heading": _("Begrundelse"), "text": waiver.reasons, **_OF_STAFF}]
    if waiver.amount_left:
        rest = _("I mangler at betale %(left)s tilbage senest %(day)s.") % {
            "left": kr(waiver.amount_left),
            "day": dato(claim.due_on),
        }
        how = how_to_pay(application.initiative.number)
        parts.append({"heading": _("Sådan betaler I resten"), "text": how})
    return _plain_letter(
        application,
        heading=_("I skal ikke betale pengene tilbage")
        if not waiver.amount_left
        else _("I skal betale mindre tilbage"),
        lead=_("I kan beholde %(amount)s af det, I skulle betale tilbage for »%(title)s«.") % told
        + " "
        + rest,
        more=[[_("Eftergivet"), kr(waiver.amount)], [_("Mangler"), kr(waiver.amount_left)]],
        parts=parts,
        sender=sender,
        day=day,
    )


def revocation_letter(taken: Revocation, *, sender: tuple[str, str], day: datetime.date) -> bytes:
    """Set the letter of a grant that lapses or is set down, in the active language, as of this day.

    Source: forvaltningsloven §§ 22, 24 and 25.

    Args: sender: who signs, and their title. day: the day on which it is sent.
    """
    award = taken.award
    application = award.application
    told = {
        "title": application.initiative.title,
        "before": kr(taken.amount_before),
        "after": kr(taken.amount_after),
    }
    heading, lead = (
        _("Tilskuddet bortfalder"),
        _("I får ikke længere tilskuddet på %(before)s til »%(title)s«.") % told,
    )
    if not taken.is_lapse:
        heading = _("Tilskuddet bliver mindre")
        lead = _("Tilskuddet til »%(title)s« er nu %(after)s Det var %(before)s") % told
    terms_of = _("Vilkårene for tilskuddet står i det brev, I fik med svaret.")
    return _plain_letter(
        application,
        heading=heading,
        lead=lead,
        more=[[_("Før"), kr(taken.amount_before)], [_("Nu"), kr(taken.amount_after)]],
        parts=[
            {"heading": _("Begrundelse"), "text": taken.reasons, **_OF_STAFF},
            {"heading": _("Svaret bygger på"), "text": award.decision.legal_basis, **_OF_STAFF},
            {"heading": _("Vilkår"), "text": terms_of},
        ],
        sender=sender,
        day=day,
    )


def signed_by_none() -> tuple[str, str]:
    """Who sends what the clock decides: the municipality itself."""
    return site_at_base_url().municipality_name or _("Kommunen"), ""


def _plain_letter(
    application: Application,
    *,
    heading: str,
    lead: str,
    more: list[list[str]],
    parts: list[dict[str, Any]],
    sender: tuple[str, str],
    day: datetime.date,
) -> bytes:
    """A letter about a grant's money: what it says, whom to turn to, and who signs."""
    initiative = application.initiative
    closing = [{"heading": _("Hvis I er uenige"), "text": complaint_guidance()}]
    if contact := _contact():
        closing.append({"heading": _("Har I spørgsmål?"), "text": contact})
    data = {
        "heading": heading,
        "lead": lead,
        "recipient": _recipient(application),
        "facts": [[_("Dato"), dato(day)], [_("Sagsnummer"), initiative.number], *more],
        "sections": [*parts, *closing],
        "greeting": _("Venlig hilsen"),
        "sender": {"name": sender[0], "title": sender[1]},
        "footer": f"{initiative.number} · {initiative.title}",
    }
    return render("decision", data, title=f"{heading}: {initiative.title}", day=day)


def how_to_pay(number: str) -> str:
    """How a group pays money back: the municipality's own text, or the usual one.

    Args: number: of the case, which stands where the text says [nummer].
    """
    own = site_at_base_url().repayment_guidance
    usual = _(
        "Overfør pengene til kommunen, og skriv %(number)s i beskeden. Ring til os, så får I "
        "kontonummeret. Kan I ikke betale det hele på én gang? Ring, før fristen er gået."
    ) % {"number": number}
    return fill_in(own, {"nummer": number}) if own else usual


def fill_in(text: str, words: dict[str, str]) -> str:
    """Put the words of one case where a letter's text names them in brackets, such as [beløb].

    What is in brackets and is not known stays as it is written, so that it is seen.
    """
    known = "|".join(re.escape(name) for name in words)
    return re.sub(rf"\[({known})\]", lambda found: words[found[1]], text)


def example_words() -> dict[str, str]:
    """What can stand in brackets in a letter's text, with an invented example of each."""
    return {
        "titel": "Højbede i gården",
        "nummer": "HTI-2026-0042",
        "kvarter": "Gærdehaven",
        "runde": "Straks",
        "beløb": kr(Decimal(8000)),
        "søgt": kr(Decimal(12000)),
    }


def _words(decision: Decision) -> dict[str, str]:
    application = decision.application
    initiative = application.initiative
    return {
        "titel": initiative.title,
        "nummer": initiative.number,
        "kvarter": str(initiative.neighbourhood or ""),
        "runde": application.funding_round.title,
        "beløb": kr(decision.amount),
        "søgt": kr(application.amount_requested),
    }


def terms(award: Award) -> list[str]:
    """What a group says yes to before it begins, one sentence each; its own conditions first."""
    days = {"days": settings.LAPSE_UNACCEPTED_DAYS}
    report = _("I fortæller bagefter, hvordan det gik.")
    if award.report_due_on:
        day = dato(award.report_due_on)
        report = _("I fortæller senest %(day)s, hvordan det gik.") % {"day": day}
    return [
        *award.decision.own_conditions,
        _("I siger ja inden %(days)s dage. Ellers kan tilskuddet bortfalde. Vi minder jer om det.")
        % days,
        _("Pengene går til det, I har søgt om. Ring, hvis planen ændrer sig."),
        _("Alle, det er tænkt for, kan være med."),
        _("I gemmer kvitteringerne i 5 år."),
        report,
        _("Har I mere end 100 kr. til overs, betaler I dem tilbage."),
        _("Går pengene til andet, eller hører vi ikke, hvordan det gik, kan vi kræve dem tilbage."),
        _("Titel, kvarter, tema og beløb står på hjemmesiden. Navne kun med jeres ja."),
    ]


def opening_line(decision: Decision) -> str:
    """The first line the group reads: the outcome, in one sentence."""
    return _outcome(decision)


def way_on(decision: Decision) -> str:
    """Where a refusal that says «not now» sends the group; empty for every other decision."""
    if decision.next_step == NextStep.OTHER_ROUND and decision.next_round:
        return _("Søg i stedet i »%(round)s«. Den passer bedre til jeres idé.") % {
            "round": decision.next_round.title
        }
    if decision.next_step == NextStep.LATER and decision.next_on:
        return _("Søg igen fra %(day)s. I kan bruge det, I allerede har skrevet.") % {
            "day": dato(decision.next_on)
        }
    if decision.next_step == NextStep.GUIDE:
        return _("Tal med guiden i kvarteret. Sammen kan I gøre idéen klar til en ny ansøgning.")
    return ""


def complaint_guidance() -> str:
    """Whom one can turn to about a decision: the municipality's own text, or the usual one.

    Source: forvaltningsloven § 25; there is normally no higher body for a pool's decisions.
    """
    return site_at_base_url().complaint_guidance or _(
        "Har vi misforstået noget, eller er der noget nyt? Skriv eller ring til os, og bed os se "
        "på sagen igen. Der er ikke en klageinstans for svar fra puljen. Mener I, at kommunen "
        "ikke har fulgt loven? Så kan I skrive til Ankestyrelsen eller Folketingets Ombudsmand. "
        "I kan også gå til domstolene."
    )


def _headings() -> dict[ApplicationStatus, str]:
    return {
        ApplicationStatus.AWARDED: _("I får tilskud"),
        ApplicationStatus.PARTLY_AWARDED: _("I får en del af tilskuddet"),
        ApplicationStatus.REFUSED: _("I får ikke tilskud"),
        ApplicationStatus.DISMISSED: _("Vi kan ikke behandle ansøgningen"),
    }


def _outcome(decision: Decision) -> str:
    application = decision.application
    told = {
        "title": application.initiative.title,
        "amount": kr(decision.amount),
        "asked": kr(application.amount_requested),
    }
    texts = {
        ApplicationStatus.AWARDED: _("I får %(amount)s til »%(title)s«. Det er det, I søgte om."),
        ApplicationStatus.PARTLY_AWARDED: _(
            "I får %(amount)s til »%(title)s«. I søgte om %(asked)s"
        ),
        ApplicationStatus.REFUSED: _("I får ikke tilskud til »%(title)s«. I søgte om %(asked)s"),
        ApplicationStatus.DISMISSED: _("Vi har afvist ansøgningen om tilskud til »%(title)s«."),
    }
    return texts[ApplicationStatus(decision.outcome)] % told


def _recipient(application: Application) -> list[str]:
    """Whom the letter is to; the postal address only where there is one."""
    person = application.applicant
    lines = [
        application.association_name,
        application.contact_name or person.full_name,
        *person.postal_address.splitlines(),
    ]
    return [line.strip() for line in lines if line.strip()]


def _facts(decision: Decision, day: datetime.date) -> list[list[str]]:
    application = decision.application
    rows = [
        [_("Dato"), dato(day)],
        [_("Sagsnummer"), application.initiative.number],
        [_("Runde"), application.funding_round.title],
    ]
    if application.submitted_at:
        rows.append([_("I søgte"), dato(application.submitted_at)])
    if dato(decision.decided_at) != dato(day):
        rows.append([_("Afgjort"), dato(decision.decided_at)])
    return rows


def _sections(decision: Decision, award: Award | None) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    if decision.reasons:
        parts.append({"heading": _("Begrundelse"), "text": decision.reasons, **_OF_STAFF})
    own_words = LetterText.objects.in_use(decision)
    if own_words:
        filled = fill_in(own_words.text, _words(decision))
        parts.append({"heading": _("Det betyder det for jer"), "text": filled, **_OF_STAFF})
    # By the name it had when the application was sent, also where it has another one by now.
    named = {row.id: row.name for row in RoundSetup.objects.criteria_for(decision.application)}
    weighed = [named.get(row.pk, row.name) for row in decision.criteria.all()]
    if weighed:
        parts.append({"heading": _("Det har vi lagt vægt på"), "points": weighed, **_OF_STAFF})
    parts.append({"heading": _("Svaret bygger på"), "text": decision.legal_basis, **_OF_STAFF})
    if award is not None:
        first = _("I siger ja til vilkårene i portalen, før I går i gang.")
        parts.append({"heading": _("Vilkår"), "text": first, "points": terms(award)})
    if way_on(decision):
        parts.append({"heading": _("Det kan I gøre nu"), "text": way_on(decision)})
    parts.append({"heading": _("Hvis I er uenige"), "text": complaint_guidance()})
    contact = _contact()
    if contact:
        parts.append({"heading": _("Har I spørgsmål?"), "text": contact})
    return parts


def _contact() -> str:
    site = site_at_base_url()
    lines = []
    if site.phone:
        lines.append(_("Ring til os på %(phone)s.") % {"phone": telefon(site.phone)})
    if site.email:
        lines.append(_("Skriv til %(email)s.") % {"email": site.email})
    if site.address:
        lines.append(", ".join([site.municipality_name, *site.address.splitlines()]))
    return "\n".join(lines)
