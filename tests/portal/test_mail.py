"""Mail: one place builds it, in the reader's language, with nothing in it that is not for all."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from portal import mail

CODE = {"code": "012345", "minutes": 15}


def sent() -> EmailMultiAlternatives:
    message = outbox.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    return message


def test_send_has_text_html_and_the_headers_of_an_automatic_mail(
    db: None, settings: Settings
) -> None:
    settings.REPLY_TO_EMAIL = "svar@example.org"
    settings.DEFAULT_FROM_EMAIL = "Portalen <noreply@kommune.example>"
    mail.send("users/sign_in_code", to="borger@example.org", context=CODE, locale="da")
    message = sent()
    assert message.to == ["borger@example.org"]
    assert message.from_email == "Portalen <noreply@kommune.example>"
    assert message.reply_to == ["svar@example.org"]
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"].endswith("@kommune.example>")
    assert "012345" in str(message.body)
    (html,) = message.alternatives
    assert html.mimetype == "text/html"
    assert '<html lang="da">' in str(html.content)


def test_send_without_an_address_for_answers_names_none(db: None, settings: Settings) -> None:
    settings.REPLY_TO_EMAIL = ""
    mail.send("users/sign_in_code", to="borger@example.org", context=CODE, locale="da")
    assert "Reply-To" not in sent().message()


def test_send_gives_each_message_its_own_id(db: None) -> None:
    for _ in range(2):
        mail.send("users/sign_in_code", to="borger@example.org", context=CODE, locale="da")
    first, second = (message.message()["Message-ID"] for message in outbox.outbox)
    assert first != second


@pytest.fixture
def own_templates(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "emails" / "sample"
    folder.mkdir(parents=True)
    options = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**options, "DIRS": [tmp_path, *options["DIRS"]]}]
    return folder


def test_send_subject_is_one_line_and_text_is_not_escaped(db: None, own_templates: Path) -> None:
    (own_templates / "news.subject.txt").write_text("{{ title }}\n  og mere\n")
    (own_templates / "news.txt").write_text(
        '{% extends "emails/base.txt" %}{% block body %}{{ title }}{% endblock %}'
    )
    (own_templates / "news.html").write_text(
        '{% extends "emails/base.html" %}{% block body %}{{ title }}{% endblock %}'
    )
    title = "Te & kaffe\r\nBcc: <alle@example.org>"
    mail.send("sample/news", to="borger@example.org", context={"title": title}, locale="da")
    message = sent()
    assert message.subject == "Te & kaffe Bcc: <alle@example.org> og mere"
    assert message.recipients() == ["borger@example.org"]
    assert str(message.body).startswith("Te & kaffe")
    assert "Te &amp; kaffe" in str(message.alternatives[0].content)


def test_send_speaks_the_readers_language_and_links_to_the_portal(
    db: None, settings: Settings
) -> None:
    settings.BASE_URL = "https://portal.example"
    mail.send("users/sign_in_code", to="reader@example.org", context=CODE, locale="en")
    assert '<html lang="en">' in str(sent().alternatives[0].content)
    assert "https://portal.example" in str(sent().body)


class Inbox:
    """A mail server's memory of what it was given."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 Taken"


@pytest.fixture
def mail_server(settings: Settings, free_port: int) -> Iterator[Inbox]:
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=free_port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    yield inbox
    server.stop()


def test_send_reaches_a_real_mail_server(db: None, mail_server: Inbox) -> None:
    mail.send("users/sign_in_code", to="borger@example.org", context=CODE, locale="da")
    (envelope,) = mail_server.envelopes
    assert envelope.rcpt_tos == ["borger@example.org"]
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
    assert message["Subject"] == "Din kode til at logge på"
    assert message["Auto-Submitted"] == "auto-generated"
    body = message.get_body(("plain",))
    assert body is not None
    assert "012345" in body.get_content()


def test_send_to_a_server_that_is_away_is_told_and_logged_without_the_code(
    db: None,
    settings: Settings,
    free_port: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    with pytest.raises(mail.MailNotSent, match="Vi kan ikke sende mail lige nu"):
        mail.send("users/sign_in_code", to="borger@example.org", context=CODE, locale="da")
    assert "users/sign_in_code" in caplog.text
    assert "012345" not in caplog.text
    assert "borger@example.org" not in caplog.text
