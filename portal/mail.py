"""The only place that builds and sends a message by e-mail."""

from __future__ import annotations

import logging
from email.utils import make_msgid, parseaddr
from smtplib import SMTPException
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.context_processors import site
from portal.errors import DomainError

logger = logging.getLogger(__name__)


class MailNotSent(DomainError):
    """The mail server did not take the message."""


def send(template: str, *, to: str, context: dict[str, Any], locale: str) -> None:
    """Write a message from `emails/<template>.{subject.txt,txt,html}` and send it at once.

    Nothing about a case may stand in a mail but that there is news: it is read after log-in.

    Args: to: one address. context: for the templates, which also get `base_url` and `site`.
    locale: the recipient's language.
    Raises: MailNotSent, when the server is away or refuses; nothing was sent then.
    Effects: none in the database. A job that calls this tries again by itself.
    """
    with override(locale):
        told = {**context, "base_url": settings.BASE_URL, "locale": locale, **_frame()}
        subject = _plain(f"emails/{template}.subject.txt", told)
        message = EmailMultiAlternatives(
            # A line break in a subject would begin a header of the sender's choosing.
            subject=" ".join(subject.split()),
            body=_plain(f"emails/{template}.txt", told).strip() + "\n",
            to=[to],
            reply_to=[settings.REPLY_TO_EMAIL] if settings.REPLY_TO_EMAIL else None,
            headers={"Message-ID": _message_id(), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"emails/{template}.html", told), "text/html")
        try:
            message.send()
        except (SMTPException, OSError) as error:
            # The template's name says what was lost; its text and its reader stay out of the log.
            logger.exception("Mail not sent: %s", template)
            raise MailNotSent(
                _("Vi kan ikke sende mail lige nu. Vent lidt, og prøv igen.")
            ) from error


def _plain(template: str, context: dict[str, Any]) -> str:
    """Fill in a text that is no HTML: an `&` in a title stays an `&`."""
    found = cast("Any", get_template(template))
    text: str = found.template.render(Context(context, autoescape=False))
    return text


def _message_id() -> str:
    """An id under the sender's domain, so that the server's own name is told to nobody."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def _frame() -> dict[str, Any]:
    """What the pages' frame knows of the municipality, as seen from the portal's own address."""
    address = urlsplit(settings.BASE_URL)
    request = HttpRequest()
    request.path = request.path_info = "/"
    request.META["SERVER_NAME"] = address.hostname or "localhost"
    request.META["SERVER_PORT"] = str(address.port or (443 if address.scheme == "https" else 80))
    return {"site": site(request)["site"]}
