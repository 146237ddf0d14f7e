"""What the back office's lists of reference data have in common."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet


def is_protected(row: Model) -> bool:
    """Tell whether the database refuses to delete the row, because others stand on it."""
    collector = Collector(using=router.db_for_write(type(row)), origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return True
    return False


class CarefulDeleteView(DeleteView):
    """Says at once, and in plain words, that a row in use stays."""

    def run_before_hook(self) -> HttpResponse | None:
        """Turn back before the question is asked when the row is in use."""
        if not is_protected(self.object):
            response: HttpResponse | None = super().run_before_hook()
            return response
        message = _("»%(row)s« er i brug og kan ikke slettes.") % {"row": self.object}
        messages.error(self.request, message)
        return redirect(reverse(self.edit_url_name, args=(quote(self.object.pk),)))


class ReferenceViewSet(ModelViewSet):
    """A plain table of reference data: no copies, and nothing in use is deleted."""

    copy_view_enabled = False
    delete_view_class = CarefulDeleteView
    add_to_reference_index = False
    list_per_page = 50
