"""The back office's tables of organisations, guides and courses.

Reference data alone: courses with citizens, notes and people in training never stand here, because
the back office has no row scope.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSetGroup

from guides.models import (
    CommunityGuide,
    Organisation,
    PlanTemplate,
    TrainingCourse,
    TrainingProgramme,
)
from portal.users.actions import ensure_account
from portal.viewsets import ReferenceViewSet, is_protected


class OrganisationViewSet(ReferenceViewSet):
    """Organisations, and when their data-processing agreement was signed."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisationer")
    list_display = ["name", "phone", "agreement_signed_on"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("phone"),
        FieldPanel(
            "agreement_signed_on",
            help_text=_("Uden en dato har organisationens guider ikke adgang."),
        ),
    ]


class GuideForm(WagtailAdminModelForm):
    """A guide by address and name: a list to choose from would show every citizen's account."""

    email = forms.EmailField(label=_("E-mail"))
    full_name = forms.CharField(label=_("Navn"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            person = self.instance.user
            for name in ("email", "full_name"):
                self.fields[name].initial = getattr(person, name)
                self.fields[name].disabled = True
                self.fields[name].required = False

    def clean_email(self) -> str:
        """Refuse a person who is a guide already."""
        address = str(self.cleaned_data["email"]).strip().lower()
        others = CommunityGuide.objects.exclude(pk=self.instance.pk)
        if others.filter(user__email=address).exists():
            raise forms.ValidationError(_("Personen er allerede guide."))
        return address


class GuideCreateView(CreateView):
    """Makes the guide's account with the guide, when there is none."""

    def save_instance(self) -> CommunityGuide:
        """Tie the guide to the account of the address."""
        told = self.form.cleaned_data
        self.form.instance.user = ensure_account(
            email=told["email"], full_name=told["full_name"], by=self.request.user
        )
        guide: CommunityGuide = super().save_instance()
        return guide


class CommunityGuideViewSet(ReferenceViewSet):
    """Guides: where they work, how to reach them, and from when to when."""

    model = CommunityGuide
    add_view_class = GuideCreateView
    icon = "user"
    menu_label = _("Guider")
    list_display = ["user", "organisation", "phone", "active_from", "active_to"]
    list_filter = ["organisation"]
    search_fields = ["user__full_name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("email"), FieldPanel("full_name")]),
            FieldPanel("organisation"),
            FieldPanel("neighbourhoods", widget=forms.CheckboxSelectMultiple),
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            MultiFieldPanel(
                [
                    FieldPanel("phone"),
                    FieldPanel("languages"),
                    FieldPanel("greeting"),
                    FieldPanel("portrait"),
                ],
                heading=_("Det ser borgerne"),
            ),
            FieldPanel("capacity"),
            FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]),
        ],
        base_form_class=GuideForm,
    )


class InUseFormSet(BaseChildFormSet):
    """Keeps what people were measured by: a module with sessions, a requirement with a word on."""

    def clean(self) -> None:
        """Refuse to take away what is in use; it may be reworded."""
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and is_protected(form.instance):
                message = gettext("»%(row)s« er i brug og kan ikke slettes.")
                raise ValidationError(message % {"row": form.instance})


class InUsePanel(InlinePanel):
    """Rows of a programme, one below the other."""

    def get_form_options(self) -> dict[str, Any]:
        """Read them with our own rule."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = InUseFormSet
        return options


class TrainingProgrammeViewSet(ReferenceViewSet):
    """The programmes that courses are drawn up from: modules, and what is required."""

    model = TrainingProgramme
    icon = "list-ol"
    menu_label = _("Uddannelser")
    list_display = ["title", "certificate_title", "valid_months", "is_active"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("about"),
            InUsePanel(
                "modules",
                heading=_("Moduler"),
                label=_("modul"),
                min_num=1,
                panels=[FieldPanel("title"), FieldPanel("about")],
            ),
            InUsePanel(
                "requirements",
                heading=_("Krav"),
                label=_("krav"),
                panels=[FieldPanel("title"), FieldPanel("kind"), FieldPanel("modules")],
            ),
            FieldPanel("certificate_title"),
            FieldRowPanel([FieldPanel("session_minutes"), FieldPanel("places")]),
            FieldRowPanel([FieldPanel("valid_months"), FieldPanel("renewal_days")]),
            FieldPanel("is_active"),
        ]
    )


class TrainingCourseViewSet(ReferenceViewSet):
    """Courses that train ambassadors; the people on them are seen by their trainers alone.

    Their days follow from the sessions, which the guides' own pages keep.
    """

    model = TrainingCourse
    icon = "calendar-alt"
    menu_label = _("Hold")
    list_display = ["title", "programme", "starts_on", "ends_on", "place", "capacity"]
    search_fields = ["title", "place"]
    edit_handler = ObjectList(
        [
            FieldPanel("programme"),
            FieldPanel("title"),
            FieldPanel("trainers", widget=forms.CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("place"),
            FieldPanel("capacity"),
        ]
    )


class PlanTemplateViewSet(ReferenceViewSet):
    """Ready plans: the small steps that groups often need."""

    model = PlanTemplate
    icon = "list-ul"
    menu_label = _("Skabeloner til plan")
    list_display = ["name", "position", "is_active"]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
            FieldPanel("is_active"),
            InlinePanel(
                "steps",
                heading=_("Trin"),
                label=_("trin"),
                panels=[
                    FieldPanel("text"),
                    FieldRowPanel([FieldPanel("doer"), FieldPanel("days"), FieldPanel("position")]),
                ],
            ),
        ]
    )


class GuidesViewSetGroup(ModelViewSetGroup):
    """«Fællesskabsguider» in the menu."""

    menu_label = _("Fællesskabsguider")
    menu_icon = "group"
    menu_order = 205
    items = (
        OrganisationViewSet,
        CommunityGuideViewSet,
        TrainingProgrammeViewSet,
        TrainingCourseViewSet,
        PlanTemplateViewSet,
    )
