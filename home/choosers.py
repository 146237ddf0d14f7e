"""How an editor finds an initiative or a community to link to: among those everybody may see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from guides.models import Community
from initiatives.models import Initiative


class _PublicInitiatives:
    def get_object_list(self) -> Any:
        """Those that are public, the newest first."""
        return Initiative.objects.public().order_by("-created_at")


class _ChooseInitiative(_PublicInitiatives, ChooseView):
    """The window with the list."""


class _InitiativeResults(_PublicInitiatives, ChooseResultsView):
    """The list alone, as one searches."""


class _ListedCommunities:
    def get_object_list(self) -> Any:
        """Those in the directory, by name."""
        return Community.objects.listed().order_by("name")


class _ChooseCommunity(_ListedCommunities, ChooseView):
    """The window with the list."""


class _CommunityResults(_ListedCommunities, ChooseResultsView):
    """The list alone, as one searches."""


class InitiativeChooser(ChooserViewSet):
    """Choose an initiative."""

    model = Initiative
    icon = "group"
    choose_one_text = _("Vælg et initiativ")
    choose_another_text = _("Vælg et andet initiativ")
    choose_view_class = _ChooseInitiative
    choose_results_view_class = _InitiativeResults


class CommunityChooser(ChooserViewSet):
    """Choose a community."""

    model = Community
    icon = "group"
    choose_one_text = _("Vælg et fællesskab")
    choose_another_text = _("Vælg et andet fællesskab")
    choose_view_class = _ChooseCommunity
    choose_results_view_class = _CommunityResults


CHOOSERS = (InitiativeChooser("initiative_chooser"), CommunityChooser("community_chooser"))
