"""Kinds of mail, what a person may choose about each, and what can become of one."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailKind(TextChoices):
    """What a mail is about, in the words of the page «Mine mails»."""

    CASEWORK = "CASEWORK", _("Kvitteringer, spørgsmål og svar i din sag")
    CASE_NEWS = "CASE_NEWS", _("Nyt i din sag")
    MESSAGE = "MESSAGE", _("Beskeder til dig")
    GROUP = "GROUP", _("Din gruppe og invitationer")
    GUIDE = "GUIDE", _("Forløb med en fællesskabsguide")
    TRAINING = "TRAINING", _("Uddannelse til ambassadør")
    EVENT = "EVENT", _("Begivenheder, du er tilmeldt")
    NEIGHBOURHOOD = "NEIGHBOURHOOD", _("Nyt fra kvarteret")
    SIGN_IN = "SIGN_IN", _("Kode til at logge på")
    DIGEST = "DIGEST", _("Dagens samlede mail")


class Pace(TextChoices):
    """When a person wants the mails of one kind."""

    AT_ONCE = "AT_ONCE", _("Med det samme")
    DAILY = "DAILY", _("Samlet én gang om dagen")
    NEVER = "NEVER", _("Aldrig")


class DeliveryStatus(TextChoices):
    """What has become of a mail."""

    WAITING = "WAITING", _("På vej")
    IN_DIGEST = "IN_DIGEST", _("Venter på dagens samlede mail")
    SENT = "SENT", _("Sendt")
    GIVEN_UP = "GIVEN_UP", _("Kunne ikke sendes")
    NOT_WANTED = "NOT_WANTED", _("Ikke sendt som mail")


class Reason(TextChoices):
    """Why a mail was given up or never sent; empty for one that was, or is on its way."""

    POST = "POST", _("Har ingen e-mail og får brev med posten")
    INACTIVE = "INACTIVE", _("Kontoen er lukket")
    SWITCHED_OFF = "SWITCHED_OFF", _("Personen har slået den slags mails fra")
    OUTDATED = "OUTDATED", _("Det, mailen handler om, gælder ikke længere")
    REFUSED = "REFUSED", _("Adressen findes ikke, eller mailserveren siger nej")
    NO_ANSWER = "NO_ANSWER", _("Mailserveren svarede ikke rigtigt efter mange forsøg")
    BROKEN = "BROKEN", _("Mailen kunne ikke skrives")


DEFAULT_PACE = Pace.AT_ONCE
FIRST_PACE = {MailKind.NEIGHBOURHOOD: Pace.DAILY}
"""What holds until the person chooses; `DEFAULT_PACE` for kinds that are not named."""

_FREE = (Pace.AT_ONCE, Pace.DAILY, Pace.NEVER)
PACES: dict[MailKind, tuple[Pace, ...]] = {
    # A deadline or a right of appeal runs from these, so nobody can switch them off unawares.
    MailKind.CASEWORK: (Pace.AT_ONCE,),
    MailKind.CASE_NEWS: _FREE,
    MailKind.MESSAGE: (Pace.AT_ONCE, Pace.DAILY),
    MailKind.GROUP: _FREE,
    MailKind.GUIDE: (Pace.AT_ONCE, Pace.DAILY),
    MailKind.TRAINING: _FREE,
    MailKind.EVENT: _FREE,
    MailKind.NEIGHBOURHOOD: _FREE,
}
"""The kinds a person sees on «Mine mails», in the page's order, and what each can be set to."""
