"""What leaves the guides app: a certificate on paper, a list as a spreadsheet, a calendar file."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.calendars import Event, calendar_file
from portal.letters.qr import qr
from portal.letters.render import render
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides.models import Ambassador, Appointment, Certificate

_MINUTES_IN_HOUR = 60


def check_address(certificate: Certificate) -> str:
    """Where everybody can check the certificate."""
    return f"{settings.BASE_URL}{reverse('guides:certificate-check', args=[certificate.code])}"


def certificate(certificate: Certificate) -> bytes:
    """Set a certificate as PDF/UA-1, in the active language; the same row gives the same bytes."""
    programme = certificate.enrolment.course.programme
    url = check_address(certificate)
    data = {
        "lead": _("Bevis for gennemført uddannelse"),
        "name": certificate.name,
        "words": _("har gennemført uddannelsen »%(programme)s« og er") % {"programme": programme},
        "role": certificate.title,
        "modules": [str(row) for row in programme.modules.all()],
        "modules_heading": _("Uddannelsen handlede om"),
        "facts": [
            [_("Nummer"), certificate.number],
            [_("Udstedt"), dato(certificate.issued_on)],
            [_("Gælder til og med"), dato(certificate.valid_until)],
            [_("Kode"), certificate.grouped_code],
        ],
        "check": _("Tjek beviset"),
        "check_words": _("Scan koden, eller gå til adressen. Den viser navn, titel og gyldighed."),
        "url": url,
        "qr_words": _("QR-kode til siden, der tjekker beviset"),
        "revoked": _("Beviset er taget tilbage og gælder ikke.") if certificate.is_revoked else "",
        "footer": certificate.number,
    }
    return render(
        "certificate",
        data,
        title=_("Bevis %(number)s") % {"number": certificate.number},
        day=certificate.issued_on,
        files={"files/qr.svg": qr(url)},
    )


def ambassador_heading() -> list[str]:
    """The first line of the list of ambassadors."""
    return [
        _("Navn"), _("Kvarterer"), pgettext("et enkelt", "Hold"), _("Siden"), _("Aktiv til"),
        _("Rolle"), _("Uddannet af"), _("Timer, 12 måneder"), _("Vises offentligt"),
    ]  # fmt: skip


def ambassador_lines(rows: Iterable[Ambassador]) -> Iterator[list[Any]]:
    """Each ambassador's cells, in the order of the heading; rows from `with_list_columns`."""
    for row in rows:
        yield [
            str(row.user),
            ", ".join(str(place) for place in row.neighbourhoods.all()),
            str(row.enrolment.course),
            row.since,
            row.active_to,
            str(row.state.label),
            str(row.trained_by),
            hours(getattr(row, "minutes", 0) or 0),
            _("Ja") if row.is_shown_publicly else _("Nej"),
        ]


def ambassador_file_name() -> str:
    """A name that says what it is and of which day."""
    return f"{_('ambassadører')}-{timezone.localdate():%Y-%m-%d}.xlsx"


def hours(minutes: int) -> float:
    """Minutes as hours with one decimal."""
    return round(minutes / _MINUTES_IN_HOUR, 1)


def calendar_of(appointment: Appointment, *, for_guide: bool, sender: str, url: str) -> bytes:
    """An appointment's file: the group's says who the guide is, the guide's which initiative.

    Args: sender: the portal's own address; a calendar answers there, and never to a person.
        url: where the appointment stands in the portal.
    """
    case = appointment.case
    guide = str(case.guide.user) if case.guide else ""
    other = case.initiative.title if for_guide else guide
    with_whom = _("Med %(people)s") % {"people": appointment.with_whom or other}
    event = Event(
        uid=f"{appointment.public_id}@{urlsplit(settings.BASE_URL).hostname}",
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        changed_at=appointment.changed_at,
        title=f"{appointment.title} ({other})" if other else appointment.title,
        place=appointment.place,
        text=with_whom,
        url=url,
        organiser=guide,
        organiser_email=parseaddr(sender)[1],
        is_cancelled=appointment.is_cancelled,
    )
    return calendar_file([event], name=appointment.title)
