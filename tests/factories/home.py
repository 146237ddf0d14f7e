"""Pages and people on them for tests."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model

from guides.models import Ambassador, CommunityGuide
from home.models import ContentPage, HomePage, NeighbourhoodIndexPage, NeighbourhoodPage
from portal.areas.models import Neighbourhood
from tests.factories.guides import EnrolmentFactory
from tests.factories.users import UserFactory


def front_page() -> HomePage:
    """The front page that the migrations make."""
    return HomePage.objects.get()


def index_page() -> NeighbourhoodIndexPage:
    """The list of neighbourhoods that the migrations make."""
    return NeighbourhoodIndexPage.objects.get()


def neighbourhood_page(neighbourhood: Neighbourhood, **fields: Any) -> NeighbourhoodPage:
    """A published page of this place."""
    page = NeighbourhoodPage(
        title=neighbourhood.name, slug=neighbourhood.slug, neighbourhood=neighbourhood, **fields
    )
    index_page().add_child(instance=page)
    page.save_revision().publish()
    return NeighbourhoodPage.objects.get(pk=page.pk)


def content_page(title: str, **fields: Any) -> ContentPage:
    """A published plain page below the front page."""
    page = ContentPage(title=title, **fields)
    front_page().add_child(instance=page)
    page.save_revision().publish()
    return page


def image(title: str = "Gården", size: tuple[int, int] = (1200, 900)) -> Any:
    """A picture in the library."""
    file = io.BytesIO()
    Picture.new("RGB", size, "#c8743a").save(file, "PNG")
    return get_image_model().objects.create(
        title=title, file=ImageFile(file, name="gaarden.png"), description=title
    )


def ambassador_in(
    neighbourhood: Neighbourhood,
    *,
    trained_by: CommunityGuide,
    shown: bool = True,
    **fields: Any,
) -> Ambassador:
    """An ambassador of this place, with or without a yes to being shown."""
    user = fields.pop("user", None) or UserFactory.create()
    made = Ambassador.objects.create(
        user=user,
        trained_by=trained_by,
        enrolment=EnrolmentFactory.create(person=user, neighbourhood=neighbourhood),
        since=timezone.localdate(),
        public_since=timezone.now() if shown else None,
        **fields,
    )
    made.neighbourhoods.add(neighbourhood)
    return made
