"""Handing out a private file. Who may have it, the app that owns the link has asked already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from portal.files import storage
from portal.files.enums import CONTENT_TYPES, ContentKind

if TYPE_CHECKING:
    from django.core.files.base import File
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from portal.files.models import StoredFile


_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PICTURES = frozenset({ContentKind.JPEG, ContentKind.PNG})


def attachment(stored: StoredFile) -> FileResponse:
    """The file as something to save: no browser opens it as a page, whatever is inside.

    Raises: Http404, while the scanner has not spoken, when it found something, or when the bytes
        are not there.
    """
    return FileResponse(
        _opened(stored),
        as_attachment=True,
        filename=stored.name,
        content_type=CONTENT_TYPES[ContentKind(stored.kind)],
        headers={**_HEADERS, "Cache-Control": "private, no-store"},
    )


def inline_picture(
    request: HttpRequest, stored: StoredFile, *, is_public: bool
) -> HttpResponseBase:
    """A picture to show on a page, without the name somebody's telephone gave it.

    A public one may be kept by browsers, which ask each time whether it still may be shown: it is
    gone the moment a consent is withdrawn. Others are kept nowhere.

    Raises: Http404, as `attachment`, and for what is no picture.
    """
    if stored.kind not in _PICTURES:
        raise Http404
    with _opened(stored) as opened:
        whole = HttpResponse(
            opened.read(), content_type=CONTENT_TYPES[ContentKind(stored.kind)], headers=_HEADERS
        )
    if not is_public:
        whole.headers["Cache-Control"] = "private, no-store"
        return whole
    whole.headers["Cache-Control"] = "no-cache"
    etag = whole.headers["ETag"] = quote_etag(stored.sha256)
    answer: HttpResponseBase | None = get_conditional_response(request, etag, None, whole)
    return answer or whole


def _opened(stored: StoredFile) -> File[bytes]:
    if not stored.is_ready:
        raise Http404
    try:
        return storage.private().open(stored.storage_name)
    except FileNotFoundError as missing:
        raise Http404 from missing
