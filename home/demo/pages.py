"""The demo's pictures and pages, as an editor would have made them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from guides.models import CommunityGuide
from home.demo.data import Row, paragraphs, read, token
from home.demo.portraits import LOOKS, portrait
from home.demo.scenes import SCENES
from home.models import (
    ContentPage,
    HomePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    SiteSettings,
)
from home.pictures import CARD, FACE, HERO
from portal.areas.models import Neighbourhood
from portal.users.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable


def publish() -> None:
    """Draw the pictures, write the pages, and say whose site it is.

    Pages that editors have made meanwhile are left as they are.
    """
    editor = User.objects.get(email="redaktoer@example.org")
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    front = HomePage.objects.get(pk=site.root_page_id)
    _write_front(front, editor)
    index = NeighbourhoodIndexPage.objects.child_of(front).get()
    index.intro = read("pages")["index"]["intro"]
    put_live(index, editor)
    for row in read("places")["place"]:
        _write_neighbourhood(index, row, editor)
    for row in read("pages")["content"]:
        _write_content(front, row, editor)
    for row in read("people")["guide"]:
        picture = _picture(row["name"], row["portrait"], row["alt"], sizes=[FACE])
        CommunityGuide.objects.filter(user__email=row["email"]).update(portrait=picture)
    _name_the_site(site)


def _write_front(front: HomePage, editor: User) -> None:
    told = read("pages")["home"]
    front.heading, front.lead, front.image_alt = told["heading"], told["lead"], told["alt"]
    front.image = _picture("Langbord i kvarteret", "forside", told["alt"], sizes=HERO.specs)
    notice = {"heading": told["notice"], "text": told["notice_text"]}
    front.body = body("forside", [("notice", notice)])
    put_live(front, editor)


def _write_neighbourhood(index: NeighbourhoodIndexPage, row: Row, editor: User) -> None:
    place = Neighbourhood.objects.get(slug=row["slug"])
    if NeighbourhoodPage.objects.filter(neighbourhood=place).exists():
        return
    days = "".join(f"<li>{line}</li>" for line in row["like"])
    page = NeighbourhoodPage(
        title=row["name"],
        slug=row["slug"],
        neighbourhood=place,
        intro=row["intro"],
        image=_picture(row["name"], row["slug"], row["alt"], sizes=[CARD]),
        image_alt=row["alt"],
        body=body(
            row["slug"],
            [
                ("text", paragraphs(row["text"])),
                ("notice", {"heading": "Kom og vær med", "text": f"<ul>{days}</ul>"}),
                ("quote", {"text": row["quote"], "name": row["who"]}),
            ],
        ),
    )
    put_live(page, editor, under=index)


def _write_content(front: HomePage, row: Row, editor: User) -> None:
    if ContentPage.objects.child_of(front).filter(slug=row["slug"]).exists():
        return
    blocks: list[tuple[str, Any]] = []
    for block in row["block"]:
        blocks += [("heading", block["heading"]), ("text", block["text"].strip())]
    page = ContentPage(
        title=row["title"],
        slug=row["slug"],
        intro=row["intro"],
        show_in_menus=row.get("menu", False),
        body=body(row["slug"], blocks),
    )
    put_live(page, editor, under=front)


def put_live(page: Page, editor: User, *, under: Page | None = None) -> None:
    """Save a page as published, with the revision that the editor would have left.

    Wagtail's own `publish` saves each page three times, which takes as long as all the rest.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    if under:
        under.add_child(instance=page)
    else:
        page.save()
    revision = page.save_revision(user=editor, changed=False, clean=False)
    Page.objects.filter(pk=page.pk).update(live_revision=revision)


def body(words: str, blocks: list[tuple[str, Any]]) -> Any:
    """A body as it is stored, each block with an id that is the same in every load."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(token("block", words, number))}
            for number, (kind, value) in enumerate(blocks)
        ]
    )


def _picture(title: str, name: str, alt: str, *, sizes: Iterable[str]) -> Any:
    """Draw a picture and keep it with its words, ready in the sizes that the pages ask for."""
    drawing = SCENES[name]() if name in SCENES else portrait(LOOKS[name])
    file = ImageFile(io.BytesIO(drawing.png()), name=f"{name}.png")
    image = get_image_model().objects.create(title=title, file=file, description=alt)
    image.get_renditions(*sizes)
    return image


def _name_the_site(site: Site) -> None:
    settings = SiteSettings.for_site(site)
    if settings.municipality_name:
        return
    for name, value in read("pages")["settings"].items():
        setattr(settings, name, value)
    settings.privacy_page = ContentPage.objects.get(slug="privatliv-og-cookies")
    settings.full_clean()
    settings.save()
