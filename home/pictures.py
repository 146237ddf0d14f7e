"""Pictures on pages: the sizes we ask for, and how to fetch a whole page's at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

CARD = "fill-640x360|format-webp"
FACE = "fill-192x192"
SHARED = "fill-1200x630|format-jpeg"
"""What other sites show beside a link to a page."""


@dataclass(frozen=True)
class Sizes:
    """The widths of which a browser fetches one, and how wide the page shows the picture."""

    specs: tuple[str, ...]
    shown: str


HERO = Sizes(
    tuple(f"fill-{width}x{width * 3 // 4}|format-webp" for width in (480, 800, 1200)),
    "(min-width: 992px) 480px, calc(100vw - 32px)",
)
BODY = Sizes(
    tuple(f"width-{width}|format-webp" for width in (480, 800, 1200)),
    "(min-width: 768px) 680px, calc(100vw - 32px)",
)

SPECS = (*HERO.specs, *BODY.specs, CARD, FACE, SHARED)


def prefetch_renditions(images: Iterable[Any], body: Any = ()) -> None:
    """Fetch the ready-made sizes of all a page's pictures by one query, or none without pictures.

    Args:
        images: rows of the image model; None is passed over.
        body: a page's StreamField value, whose pictures are added.
    """
    found = [image for image in (*images, *_pictures_in(body)) if image is not None]
    if found:
        rendition = get_image_model().get_rendition_model()
        ready = rendition.objects.filter(filter_spec__in=SPECS)
        prefetch_related_objects(
            found, Prefetch("renditions", queryset=ready, to_attr="prefetched_renditions")
        )


def _pictures_in(body: Any) -> Iterator[Any]:
    for block in body or ():
        if block.block_type == "picture":
            yield block.value["image"]
