"""Handing out a private file. Who may have it, the app that owns the link has asked already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

from portal.files import storage
from portal.files.enums import CONTENT_TYPES, ContentKind

if TYPE_CHECKING:
    from portal.files.models import StoredFile


def attachment(stored: StoredFile) -> FileResponse:
    """The file as something to save: no browser opens it as a page, whatever is inside.

    Raises: Http404, while the scanner has not spoken, when it found something, or when the bytes
        are not there.
    """
    if not stored.is_ready:
        raise Http404
    try:
        opened = storage.private().open(stored.storage_name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(
        opened,
        as_attachment=True,
        filename=stored.name,
        content_type=CONTENT_TYPES[ContentKind(stored.kind)],
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
