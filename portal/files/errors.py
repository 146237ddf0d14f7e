"""Why a file is not kept, in words for the person who chose it."""

from django.utils.translation import gettext as _

from portal.errors import DomainError


class FileRefused(DomainError):
    """The file is not one the portal keeps."""


class UnknownContent(FileRefused):
    """Not one of the five kinds, or broken."""

    def __init__(self) -> None:
        super().__init__(_("Vi kan ikke åbne filen. Brug pdf, jpg, png, heic eller docx."))


class ActiveContent(FileRefused):
    """A document that could run or fetch something on the reader's machine."""


class FileNotKept(DomainError):
    """The portal's own fault: the file could not be written."""

    def __init__(self) -> None:
        super().__init__(_("Filen blev ikke gemt. Prøv igen om lidt."))


class ScannerUnavailable(Exception):
    """The virus scanner gave no answer that can be trusted; the file waits."""
