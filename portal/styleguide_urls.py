"""The style guide's one address; only where the settings say so."""

from django.urls import path

from portal.views import styleguide

urlpatterns = [path("", styleguide.styleguide, name="styleguide")]
