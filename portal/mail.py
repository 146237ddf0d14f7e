"""The only place that builds and sends a message by e-mail."""

from __future__ import annotations

import logging
from email.utils import formataddr, make_msgid, parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.context_processors import SiteInfo, site_at_base_url
from portal.errors import DomainError

logger = logging.getLogger(__name__)

_FINAL_FROM, _FINAL_TO = 500, 600


class MailNotSent(DomainError):
    """The mail server did not take the message."""


class MailRefused(MailNotSent):
    """The server said no to this address or message for good (RFC 5321: a reply of 5xx)."""


def send(
    template: str, *, to: str, context: dict[str, Any], locale: str, message_id: str = ""
) -> None:
    """Write a message from `emails/<template>.{subject.txt,txt,html}` and send it at once.

    Only the sign-in code is sent like this; everything else goes through `portal.post.actions.put`.
    Nothing about a case may stand in a mail but that there is news: it is read after log-in.

    Args: to: one address. context: for the templates, which also get `base_url` and `site`; its
    `unsubscribe_url`, if any, also stands in the headers.
    locale: the recipient's language. message_id: of an earlier try; empty for a new one.
    Raises: MailRefused, when another try would be in vain; MailNotSent, when the server is away or
    says no for now. Its `__cause__` is what happened.
    Effects: none in the database.
    """
    with override(locale):
        told = _told(context, locale)
        message = EmailMultiAlternatives(
            subject=_subject(template, told),
            from_email=_sender(told["site"]),
            body=_plain(f"emails/{template}.txt", told).strip() + "\n",
            to=[to],
            reply_to=[settings.REPLY_TO_EMAIL] if settings.REPLY_TO_EMAIL else None,
            headers={
                "Message-ID": message_id or new_message_id(),
                "Auto-Submitted": "auto-generated",
                **_way_out(context),
            },
        )
        message.attach_alternative(render_to_string(f"emails/{template}.html", told), "text/html")
        try:
            message.send()
        except (SMTPException, OSError) as error:
            # The template's name says what was lost; its text, its reader and the server's words,
            # which may quote both, stay out of the log.
            logger.warning("Mail not sent: %s (%s)", template, type(error).__name__)
            refusal = MailRefused if _is_final(error) else MailNotSent
            raise refusal(_("Vi kan ikke sende mail lige nu. Vent lidt, og prøv igen.")) from error


def _way_out(context: dict[str, Any]) -> dict[str, str]:
    """The headers by which a mail program stops a newsletter in one click (RFC 8058)."""
    url = context.get("unsubscribe_url")
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def subject(template: str, *, context: dict[str, Any], locale: str) -> str:
    """Write a message's subject alone, in one line."""
    with override(locale):
        return _subject(template, _told(context, locale))


def new_message_id() -> str:
    """An id under the sender's domain, so that the server's own name is told to nobody."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def _told(context: dict[str, Any], locale: str) -> dict[str, Any]:
    return {**context, "base_url": settings.BASE_URL, "locale": locale, "site": site_at_base_url()}


def _sender(site: SiteInfo) -> str:
    """Who writes: the municipality by name, unless the address has a name of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or site.municipality_name or site.portal_name, address))


def _subject(template: str, told: dict[str, Any]) -> str:
    # A line break in a subject would begin a header of the sender's choosing.
    return " ".join(_plain(f"emails/{template}.subject.txt", told).split())


def _is_final(error: Exception) -> bool:
    """Whether the server's no is about the address or the message, and for good.

    A no to our own log-in or sender address is not: the municipality can mend that within a day.
    """
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    elif isinstance(error, SMTPDataError):
        codes = [error.smtp_code]
    else:
        return False
    return all(_FINAL_FROM <= code < _FINAL_TO for code in codes)


def _plain(template: str, context: dict[str, Any]) -> str:
    """Fill in a text that is no HTML: an `&` in a title stays an `&`."""
    found = cast("Any", get_template(template))
    text: str = found.template.render(Context(context, autoescape=False))
    return text
