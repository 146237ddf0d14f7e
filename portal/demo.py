"""What only the demo has: a mailbox anybody can read, and invented people to sign in as."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

# The file backend writes a line of 79 dashes after each message.
_BETWEEN_MESSAGES = re.compile(rb"^-{79}$\n?", re.MULTILINE)
_CODE_ALONE_ON_A_LINE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


class Persona(NamedTuple):
    """An invented person of the demo: the address to sign in with, and what they show."""

    email: str
    name: str
    about: str


def personas() -> Sequence[Persona]:
    """The people named by `DEMO_PERSONAS`; none outside the demo or before its data exist."""
    path = getattr(settings, "DEMO_PERSONAS", "")
    if not (settings.DEMO and path):
        return []
    try:
        found: Sequence[Persona] = import_string(path)
    except ImportError:
        return []
    return found


@dataclass(frozen=True)
class DemoMail:
    """A message as it lies in the mail folder; `name` is its place there, and its address."""

    name: str
    to: str
    sender: str
    subject: str
    sent_at: datetime.datetime
    body: str

    @property
    def code(self) -> str:
        """The sign-in code of the message, when it carries one."""
        match = _CODE_ALONE_ON_A_LINE.search(self.body)
        return match.group(1) if match else ""


def mailbox() -> list[DemoMail]:
    """Every message in the mail folder, newest first; empty when nothing was ever sent."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = folder.glob("*.log") if folder.is_dir() else []
    found: list[DemoMail] = []
    # A mail's own time is in whole seconds, so those of one second keep the order of the files.
    for file in sorted(files, key=lambda file: file.stat().st_mtime_ns):
        parts = [part for part in _BETWEEN_MESSAGES.split(file.read_bytes()) if part.strip()]
        found += [_read(f"{file.stem}-{place}", part) for place, part in enumerate(parts)]
    found.reverse()
    return sorted(found, key=lambda mail: mail.sent_at, reverse=True)


def _read(name: str, raw: bytes) -> DemoMail:
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    sent_at = message["Date"].datetime if message["Date"] else timezone.now()
    if timezone.is_naive(sent_at):  # a mail's way of saying UTC
        sent_at = sent_at.replace(tzinfo=datetime.UTC)
    return DemoMail(
        name=name,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=sent_at,
        body=body.get_content() if body else "",
    )
