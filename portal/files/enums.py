"""What a kept file is, and whether it may be handed out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContentKind(TextChoices):
    """What a kept file is, found by reading it. A HEIC picture is kept as JPEG."""

    PDF = "PDF", "PDF"
    JPEG = "JPEG", _("Billede (jpg)")
    PNG = "PNG", _("Billede (png)")
    DOCX = "DOCX", _("Word")
    # Made by the portal alone: no upload is ever kept as one.
    ZIP = "ZIP", _("Zip-fil")


class ScanStatus(TextChoices):
    """What the virus scanner says. Only a CLEAN file is ever handed out."""

    CLEAN = "CLEAN", _("Klar")
    AWAITING_SCAN = "AWAITING_SCAN", _("Scannes")
    INFECTED = "INFECTED", _("Afvist: Virus fundet")


EXTENSIONS = {
    ContentKind.PDF: "pdf",
    ContentKind.JPEG: "jpg",
    ContentKind.PNG: "png",
    ContentKind.DOCX: "docx",
    ContentKind.ZIP: "zip",
}

CONTENT_TYPES = {
    ContentKind.PDF: "application/pdf",
    ContentKind.JPEG: "image/jpeg",
    ContentKind.PNG: "image/png",
    ContentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ContentKind.ZIP: "application/zip",
}
