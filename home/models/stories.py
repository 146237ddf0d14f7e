"""Stories: what came of initiatives, told for as long as the group's yes stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from home import queries
from home.blocks import BodyBlock
from home.models.base import BasePage, open_to_all
from home.models.picture import IMAGE, PICTURE_PANEL, PictureFields
from home.pictures import prefetch_renditions
from portal.stream_field import StreamField

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpRequest


class StoryPageManager(PageManager):
    """Stories, always with what their cards and pages show."""

    def get_queryset(self) -> Any:
        """Join what every use of the page needs."""
        return (
            super()
            .get_queryset()
            .select_related(
                "image", "initiative__theme", "initiative__presentation", "report__award"
            )
        )

    def told(self) -> Any:
        """Those that everybody may read while the group's yes stands, the newest first."""
        withdrawn = Q(report__story_consent_withdrawn_at__isnull=False)
        return (
            open_to_all(self.get_queryset())
            .exclude(withdrawn)
            .order_by("-first_published_at", "-pk")
        )

    def cards(self) -> Any:
        """The same with what cards show of them."""
        rows = self.told().select_related(None).select_related("image", "initiative__theme")
        return rows.only("title", "url_path", "intro", "image", "initiative__theme__name")


class StoryPage(PictureFields, BasePage):
    """What came of an initiative, told by the group and edited by an editor.

    A story that stems from a report lives by the group's yes: without it nobody can read the page,
    whatever the page's own state.
    """

    intro = models.CharField(_("Kort tekst"), max_length=300, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Indhold"), blank=True)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("Initiativ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    # Also a copy of the page knows it, so that a consent taken back takes them all.
    report = models.ForeignKey(
        "initiatives.Report",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="stories",
    )

    joined: ClassVar[Any] = StoryPageManager()
    objects: ClassVar[Any] = PageManager()

    parent_page_types = ["home.NeighbourhoodPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/story_page.html"
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        PICTURE_PANEL,
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("historie")
        verbose_name_plural = _("historier")

    @property
    def may_be_told(self) -> bool:
        """Whether the group's yes stands; an editor's own story asks for none."""
        return self.report is None or self.report.may_be_story

    @property
    def picture_to_share(self) -> Any:
        """None of a group's own: what others have fetched cannot be taken back with the yes."""
        return None if self.report_id else self.image

    @property
    def amount(self) -> Decimal | None:
        """What the group was granted, in DKK."""
        return self.report.award.amount if self.report else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the page, or nothing at all once the consent is taken back. Raises: Http404."""
        if not self.may_be_told:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who tells it, with a yes to their names, and what is said of the initiative."""
        context = super().get_context(request, *args, **kwargs)
        context["authors"] = queries.public_names(self.initiative) if self.initiative else []
        if self.initiative and self.initiative.is_public:
            context |= queries.conversation(self.initiative, request.user)
        prefetch_renditions([self.image], self.body)
        return context


class StoryPicture(models.Model):
    """A picture of a report, copied among the editors' pictures for as long as the yes stands."""

    report = models.ForeignKey(
        "initiatives.Report", on_delete=models.CASCADE, related_name="story_pictures"
    )
    award_file = models.OneToOneField(
        "initiatives.AwardFile", on_delete=models.CASCADE, related_name="story_picture"
    )
    image = models.OneToOneField(IMAGE, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.image)
