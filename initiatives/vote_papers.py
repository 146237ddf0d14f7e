"""A local vote on paper: the ballots of a pile, the letter that goes with them, and a poster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.context_processors import site_at_base_url
from portal.letters.qr import qr
from portal.letters.render import render
from portal.templatetags.portal_tags import dato, kr, telefon

if TYPE_CHECKING:
    from initiatives.models import LocalVote, PrintedBallots

_MOST_ON_POSTER = 8
"""Candidates that a poster names; more are read on the page."""


def ballots_of(pile: PrintedBallots) -> bytes:
    """Set the ballots of a pile, one on each sheet; with letters, all of these come first.

    The letters have no number, so that nobody can tell which ballot went with which.
    """
    vote = pile.vote
    data = {
        "kind": _("Stemmeseddel · %(place)s") % {"place": vote.neighbourhood},
        "lead": _("Der er %(amount)s at dele. Sæt så mange krydser, du vil.")
        % {"amount": kr(vote.amount)},
        "intro": vote.intro,
        "facts": _facts(vote),
        "head": ["", _("Nr."), _("Forslag"), _("Koster")],
        "candidates": [
            {
                "number": f"{row.position}.",
                "title": row.title,
                "cost": kr(row.cost),
                "pitch": row.pitch,
            }
            for row in vote.candidates.on_ballot()
        ],
        "how": _ballot_words(vote),
        "letter": _letter(vote),
        "letters": [""] * (pile.count if pile.with_letters else 0),
        "numbers": [
            _("Seddel nr. %(number)s") % {"number": number}
            for number in range(pile.first_number, pile.last_number + 1)
        ],
    }
    return render("ballot", data, title=vote.title, day=timezone.localdate(pile.printed_at))


def _facts(vote: LocalVote) -> list[list[str]]:
    return [
        [_("Kvarter"), str(vote.neighbourhood)],
        [_("Beløb"), kr(vote.amount)],
        [_("Du kan stemme"), f"{dato(vote.opens_on)} – {dato(vote.closes_on)}"],
        [_("Sådan tæller vi"), str(vote.get_rule_display())],
    ]


def _ballot_words(vote: LocalVote) -> list[str]:
    last = {"day": dato(vote.closes_on)}
    return [
        _("Du kan også stemme blankt. Skriv ikke dit navn på sedlen."),
        _("Aflever sedlen senest %(day)s. Kopiér den ikke: hver seddel har sit eget nummer.")
        % last,
    ]


def _letter(vote: LocalVote) -> dict[str, Any]:
    site = site_at_base_url()
    where = ", ".join([site.municipality_name, *site.address.splitlines()]).strip(", ")
    back = _("Send eller aflever begge dele, så de er fremme senest %(day)s.")
    how = [
        _("Sæt krydser på stemmesedlen. Skriv ikke dit navn på den."),
        _("Læg stemmesedlen i en kuvert for sig, og luk den."),
        _("Udfyld følgesedlen, klip den af, og læg den uden for kuverten."),
        back % {"day": dato(vote.closes_on)},
    ]
    if where:
        how[-1] += " " + _("Adressen er: %(place)s.") % {"place": where}
    if site.phone:
        how.append(_("Brug for hjælp? Ring på %(phone)s.") % {"phone": telefon(site.phone)})
    told = {"place": vote.neighbourhood, "age": vote.min_age}
    return {
        "to": _("Til dig, der bor i %(place)s og er fyldt %(age)s år") % told,
        "how_heading": _("Sådan gør du"),
        "how": how,
        "secret": _(
            "Vi åbner kuverten for sig, så ingen ser, hvad du stemte. "
            "Vi gemmer hverken dit navn eller din fødselsdag."
        ),
        "slip_heading": _("Følgeseddel"),
        "slip_words": _("Jeg bor i kvarteret og har ikke stemt på nettet."),
        "slip": [_("Navn"), _("Fødselsdag"), _("Underskrift")],
    }


def poster(vote: LocalVote) -> bytes:
    """Set the poster of a vote that is prepared or open."""
    url = f"{settings.BASE_URL}{reverse('initiatives:vote', args=[vote.public_id])}"
    rows = vote.candidates.on_ballot()[: _MOST_ON_POSTER + 1]
    titles = [row.title for row in rows][:_MOST_ON_POSTER] if vote.opened_at else []
    if len(rows) > _MOST_ON_POSTER and titles:
        titles.append(_("… og flere på siden"))
    data = {
        "place": str(vote.neighbourhood),
        "heading": vote.title,
        "lead": _("Der er %(amount)s at dele. Du er med til at vælge.")
        % {"amount": kr(vote.amount)},
        "days": _("Stem fra %(first)s til og med %(last)s")
        % {"first": dato(vote.opens_on), "last": dato(vote.closes_on)},
        "parts": [
            {"heading": _("På nettet"), "lines": [_online()]},
            {"heading": _("På papir"), "lines": _on_paper()},
            {"heading": _("Hvem kan stemme?"), "lines": [_who(vote)]},
        ],
        "qr_words": _("QR-kode til siden, hvor du stemmer"),
        "candidates_heading": _("Det kan du vælge mellem"),
        "candidates": titles,
    }
    return render(
        "poster",
        data,
        title=vote.title,
        day=timezone.localdate(),
        files={"files/qr.svg": qr(url)},
    )


def _online() -> str:
    """The short address, which people can type: the page of a vote has a long one."""
    short = f"{settings.BASE_URL}{reverse('initiatives:votes')}".partition("://")[2]
    return _("Scan koden, eller gå til %(address)s") % {"address": short}


def _who(vote: LocalVote) -> str:
    return _("Alle, der bor i kvarteret og er fyldt %(age)s år.") % {"age": vote.min_age}


def _on_paper() -> list[str]:
    site = site_at_base_url()
    if site.phone:
        told = {"phone": telefon(site.phone)}
        return [_("Ring på %(phone)s, så sender vi en stemmeseddel.") % told]
    return [_("Spørg her, eller spørg en fællesskabsguide.")]
