"""What search engines may find: the pages, initiatives, communities and courses of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page, Site

from guides.models import Community, TrainingCourse
from home.models import StoryPage
from home.models.base import address, open_to_all
from initiatives import catalogue

if TYPE_CHECKING:
    import datetime

    from django.db.models import QuerySet

    from initiatives.models import Initiative

_A_FILE = 5000
_LISTS = ("initiatives:catalogue", "guides:directory", "guides:training", "initiatives:idea-tell",
          "initiatives:votes", "initiatives:polls", "events", "stories", "open-data")  # fmt: skip


class _Map(Sitemap[Any]):
    limit = _A_FILE


class Lists(_Map):
    """The lists themselves."""

    def items(self) -> list[str]:
        """Their names."""
        return list(_LISTS)

    def location(self, item: str) -> str:
        """Where each is."""
        return reverse(item)


class Pages(_Map):
    """What editors wrote; a story only while the group's yes stands."""

    def items(self) -> QuerySet[Page]:
        """Live pages without restriction, below the front page and it too."""
        site = Site.objects.select_related("root_page").get(is_default_site=True)
        self.root = site.root_page
        silent = StoryPage.objects.filter(report__story_consent_withdrawn_at__isnull=False)
        rows: QuerySet[Page] = open_to_all(Page.objects.descendant_of(self.root, inclusive=True))
        return rows.exclude(pk__in=silent.values("pk")).order_by("path")

    def location(self, item: Page) -> str:
        """The page's address in the active language."""
        return address(item, self.root)

    def lastmod(self, item: Page) -> datetime.datetime | None:
        """When it was last published."""
        moment: datetime.datetime | None = item.last_published_at
        return moment


class Initiatives(_Map):
    """The catalogue."""

    def items(self) -> QuerySet[Initiative]:
        """Those that everybody may find."""
        return catalogue.listed().only("public_id").order_by("pk")

    def location(self, item: Initiative) -> str:
        """Its public page."""
        return reverse("initiatives:initiative-detail", args=[item.public_id])


class Communities(_Map):
    """The directory."""

    def items(self) -> QuerySet[Community]:
        """Those that are listed."""
        return Community.objects.listed().only("public_id").order_by("pk")

    def location(self, item: Community) -> str:
        """Its page."""
        return reverse("guides:community", args=[item.public_id])


class Courses(_Map):
    """Courses that are to come."""

    def items(self) -> QuerySet[TrainingCourse]:
        """Those with a public page."""
        return TrainingCourse.objects.upcoming()

    def location(self, item: TrainingCourse) -> str:
        """Its page."""
        return reverse("guides:training-course", args=[item.public_id])


SITEMAPS: dict[str, type[_Map]] = {
    "lists": Lists,
    "pages": Pages,
    "initiatives": Initiatives,
    "communities": Communities,
    "courses": Courses,
}
