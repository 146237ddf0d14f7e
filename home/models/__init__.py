"""The pages editors write, and the settings of the municipality's site."""

from home.models.base import BasePage
from home.models.pages import (
    ContentPage,
    HomePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    StoryPage,
    StoryPicture,
)
from home.models.settings import SiteSettings

__all__ = [
    "BasePage",
    "ContentPage",
    "HomePage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "SiteSettings",
    "StoryPage",
    "StoryPicture",
]
