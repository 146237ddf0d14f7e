"""A thousand pages as editors leave them after some years: places, and the stories of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management import call_command

from home.models import StoryPage
from tests.factories.home import image, neighbourhood_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.scenes import Town

STORIES = 40
"""Stories of each place."""

_BEGINS = 1_000_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fill_pages(town: Town, run: Callable[..., Any], copied: Callable[..., None]) -> None:
    """A page for each place of the town, and forty stories below each."""
    picture = image()
    pages = [
        neighbourhood_page(place, image=picture, image_alt="Gården", intro="Her bor vi.")
        for place in town.places
    ]
    story = StoryPage.objects.order_by("pk").first()
    assert story is not None
    number, n = STORIES * len(pages), f"((g - 1) % {STORIES} + 1)"
    above = f"[1 + (g - 1) / {STORIES}]"
    run("SET session_replication_role = replica")
    copied(
        "wagtailcore_page", story.pk, number,
        {
            "id": f"{_BEGINS} + g", "translation_key": "gen_random_uuid()",
            "title": "'Langbord og lanterner nr. ' || g", "slug": f"'bord-' || {n}",
            "path": f"(ARRAY{[page.path for page in pages]}){above} || '00' || "
            f"substr('{_DIGITS}', {n} / 36 + 1, 1) || substr('{_DIGITS}', {n} % 36 + 1, 1)",
            "url_path": f"(ARRAY{[page.url_path for page in pages]}){above} || 'bord-' || {n} "
            "|| '/'",
            "latest_revision_id": "NULL", "live_revision_id": "NULL",
            "first_published_at": "now() - g * interval '1 day'",
        },
    )  # fmt: skip
    copied("home_storypage", story.pk, number, {"page_ptr_id": f"{_BEGINS} + g"}, key="page_ptr_id")
    keys = ", ".join(str(page.pk) for page in pages)
    run(f"UPDATE wagtailcore_page SET numchild = {STORIES} WHERE id IN ({keys})")  # noqa: S608
    run("SET session_replication_role = origin")
    call_command("update_index", verbosity=0)
    run("VACUUM (ANALYZE) wagtailcore_page")
