"""Pictures on pages: the sizes we ask for, and how to fetch a whole page's at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

HERO = "fill-960x720"
CARD = "fill-640x360"
FACE = "fill-192x192"
BODY = "width-960"

SIZES = (HERO, CARD, FACE, BODY)


def prefetch_renditions(images: Iterable[Any], body: Any = ()) -> None:
    """Fetch the ready-made sizes of all a page's pictures by one query, or none without pictures.

    Args:
        images: rows of the image model; None is passed over.
        body: a page's StreamField value, whose pictures are added.
    """
    found = [image for image in (*images, *_pictures_in(body)) if image is not None]
    if found:
        rendition = get_image_model().get_rendition_model()
        ready = rendition.objects.filter(filter_spec__in=SIZES)
        prefetch_related_objects(
            found, Prefetch("renditions", queryset=ready, to_attr="prefetched_renditions")
        )


def _pictures_in(body: Any) -> Iterator[Any]:
    for block in body or ():
        if block.block_type == "picture":
            yield block.value["image"]
