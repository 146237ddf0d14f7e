"""Pages, the first of them, and what each role may do in the editors' admin.

All tables in one step: decision 0110.
"""

import uuid
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import portal.stream_field
from portal.new_tables import NewTables

# What stands in a new installation's rows and statements is told once, where it came first.
PAGES = import_module(f"{__package__}.0002_first_pages")
ROLES = import_module(f"{__package__}.0003_role_permissions")
SETUP = import_module(f"{__package__}.0007_setup_permissions")
APPROVAL = import_module(f"{__package__}.0009_approval_before_publishing")

TABLES = [
    migrations.CreateModel(
        name="EventPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "image",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="Billede",
                ),
            ),
            (
                "image_alt",
                models.CharField(
                    blank=True,
                    help_text="Læses op for dem, der ikke kan se billedet.",
                    max_length=160,
                    verbose_name="Hvad viser billedet?",
                ),
            ),
            ("intro", models.CharField(blank=True, max_length=300, verbose_name="Kort tekst")),
            ("body", portal.stream_field.StreamField(blank=True, verbose_name="Indhold")),
            ("starts_at", models.DateTimeField(null=True, verbose_name="Begynder")),
            (
                "ends_at",
                models.DateTimeField(
                    blank=True,
                    help_text="Tomt felt: to timer efter.",
                    null=True,
                    verbose_name="Slutter",
                ),
            ),
            (
                "place",
                models.CharField(
                    help_text="Som folk kalder det, fx Beboerhuset.",
                    max_length=120,
                    verbose_name="Sted",
                ),
            ),
            ("address", models.CharField(blank=True, max_length=160, verbose_name="Adresse")),
            (
                "latitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-90),
                        django.core.validators.MaxValueValidator(90),
                    ],
                    verbose_name="Breddegrad",
                ),
            ),
            (
                "longitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-180),
                        django.core.validators.MaxValueValidator(180),
                    ],
                    verbose_name="Længdegrad",
                ),
            ),
            ("price", models.CharField(default="Gratis", max_length=80, verbose_name="Pris")),
            (
                "access",
                models.CharField(
                    blank=True,
                    help_text="Trin, toilet, teleslynge, parkering. Så ved folk, om de kan være med.",
                    max_length=300,
                    verbose_name="Adgang for alle",
                ),
            ),
            (
                "organiser",
                models.CharField(blank=True, max_length=120, verbose_name="Hvem står for det?"),
            ),
            ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            (
                "initiative",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="event_pages",
                    to="initiatives.initiative",
                    verbose_name="Initiativ",
                ),
            ),
            (
                "community",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="event_pages",
                    to="guides.community",
                    verbose_name="Fællesskab",
                ),
            ),
            (
                "takes_sign_ups",
                models.BooleanField(
                    default=False,
                    help_text="Portalen holder styr på pladser og venteliste og husker folk på dagen før.",
                    verbose_name="Folk tilmelder sig her",
                ),
            ),
            (
                "capacity",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="Tomt felt: plads til alle.",
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser",
                ),
            ),
            (
                "sign_up_until",
                models.DateField(
                    blank=True,
                    help_text="Tomt felt: til det begynder.",
                    null=True,
                    verbose_name="Sidste dag for tilmelding",
                ),
            ),
            (
                "most_people",
                models.PositiveSmallIntegerField(
                    default=4,
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(20),
                    ],
                    verbose_name="Så mange kan én tilmelde",
                ),
            ),
            (
                "question",
                models.CharField(
                    blank=True,
                    help_text="Frivilligt at svare på. Spørg aldrig om helbred.",
                    max_length=160,
                    verbose_name="Spørgsmål til dem, der tilmelder sig",
                ),
            ),
            (
                "is_cancelled",
                models.BooleanField(
                    default=False,
                    help_text="Siden bliver stående, og de tilmeldte får besked, når du udgiver.",
                    verbose_name="Aflyst",
                ),
            ),
            (
                "cancelled_reason",
                models.CharField(blank=True, max_length=200, verbose_name="Hvorfor er det aflyst?"),
            ),
        ],
        options={
            "verbose_name": "begivenhed",
            "verbose_name_plural": "begivenheder",
            "indexes": [models.Index(fields=["starts_at"], name="event_by_time")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                    name="event_ends_after_start",
                ),
                models.CheckConstraint(
                    condition=models.Q(("most_people__range", (1, 20))), name="event_most_people"
                ),
            ],
        },
        bases=("wagtailcore.page", models.Model),
        managers=[
            ("joined", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="HomePage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "image",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="Billede",
                ),
            ),
            (
                "image_alt",
                models.CharField(
                    blank=True,
                    help_text="Læses op for dem, der ikke kan se billedet.",
                    max_length=160,
                    verbose_name="Hvad viser billedet?",
                ),
            ),
            (
                "heading",
                models.CharField(
                    default="Har du en idé til dit kvarter?",
                    max_length=80,
                    verbose_name="Overskrift",
                ),
            ),
            (
                "lead",
                models.CharField(
                    default="Få penge, råd og selskab til at gøre den til noget. Du behøver hverken en forening eller en færdig plan.",
                    max_length=300,
                    verbose_name="Kort tekst",
                ),
            ),
            ("body", portal.stream_field.StreamField(blank=True, verbose_name="Indhold")),
        ],
        options={
            "verbose_name": "forside",
            "verbose_name_plural": "forsider",
        },
        bases=("wagtailcore.page", models.Model),
    ),
    migrations.CreateModel(
        name="NeighbourhoodIndexPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            ("intro", models.CharField(blank=True, max_length=300, verbose_name="Kort tekst")),
        ],
        options={
            "verbose_name": "oversigt over kvarterer",
            "verbose_name_plural": "oversigter over kvarterer",
        },
        bases=("wagtailcore.page",),
    ),
    migrations.CreateModel(
        name="NeighbourhoodPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "image",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="Billede",
                ),
            ),
            (
                "image_alt",
                models.CharField(
                    blank=True,
                    help_text="Læses op for dem, der ikke kan se billedet.",
                    max_length=160,
                    verbose_name="Hvad viser billedet?",
                ),
            ),
            (
                "neighbourhood",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="page",
                    to="areas.neighbourhood",
                    verbose_name="Kvarter",
                ),
            ),
            ("intro", models.CharField(blank=True, max_length=300, verbose_name="Kort tekst")),
            ("body", portal.stream_field.StreamField(blank=True, verbose_name="Indhold")),
        ],
        options={
            "verbose_name": "kvarterside",
            "verbose_name_plural": "kvartersider",
        },
        bases=("wagtailcore.page", models.Model),
        managers=[
            ("joined", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="StoryPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "image",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="Billede",
                ),
            ),
            (
                "image_alt",
                models.CharField(
                    blank=True,
                    help_text="Læses op for dem, der ikke kan se billedet.",
                    max_length=160,
                    verbose_name="Hvad viser billedet?",
                ),
            ),
            ("intro", models.CharField(blank=True, max_length=300, verbose_name="Kort tekst")),
            ("body", portal.stream_field.StreamField(blank=True, verbose_name="Indhold")),
            (
                "initiative",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="stories",
                    to="initiatives.initiative",
                    verbose_name="Initiativ",
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="stories",
                    to="initiatives.report",
                ),
            ),
        ],
        options={
            "verbose_name": "historie",
            "verbose_name_plural": "historier",
        },
        bases=("wagtailcore.page", models.Model),
        managers=[
            ("joined", django.db.models.manager.Manager()),
        ],
    ),
    migrations.CreateModel(
        name="StoryPicture",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="story_pictures",
                    to="initiatives.report",
                ),
            ),
            (
                "award_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="story_picture",
                    to="initiatives.awardfile",
                ),
            ),
            (
                "image",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="wagtailimages.image",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="ContentPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            ("intro", models.CharField(blank=True, max_length=300, verbose_name="Kort tekst")),
            ("body", portal.stream_field.StreamField(blank=True, verbose_name="Indhold")),
        ],
        options={
            "verbose_name": "indholdsside",
            "verbose_name_plural": "indholdssider",
        },
        bases=("wagtailcore.page",),
    ),
    migrations.CreateModel(
        name="SiteSettings",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "site",
                models.OneToOneField(
                    editable=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    to="wagtailcore.site",
                ),
            ),
            (
                "municipality_name",
                models.CharField(blank=True, max_length=80, verbose_name="Kommunens navn"),
            ),
            (
                "portal_name",
                models.CharField(
                    default="Fællesskabspakken", max_length=80, verbose_name="Portalens navn"
                ),
            ),
            ("phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("address", models.TextField(blank=True, max_length=200, verbose_name="Adresse")),
            (
                "logo",
                models.ForeignKey(
                    blank=True,
                    help_text="Kvadratisk, mindst 144 × 144 pixel.",
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="Logo",
                ),
            ),
            (
                "was_url",
                models.URLField(
                    blank=True,
                    help_text="Adressen på jeres erklæring hos was.digst.dk. /was sender folk derhen.",
                    verbose_name="Tilgængelighedserklæring",
                ),
            ),
            (
                "privacy_page",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailcore.page",
                    verbose_name="Side om privatliv",
                ),
            ),
            (
                "complaint_guidance",
                models.TextField(
                    blank=True,
                    help_text="Står i alle afgørelser. Er feltet tomt, står der, at der ikke er en klageinstans, og hvem man ellers kan skrive til.",
                    max_length=1500,
                    verbose_name="Vejledning om klage",
                ),
            ),
            (
                "repayment_guidance",
                models.TextField(
                    blank=True,
                    help_text="Står i breve om tilbagebetaling. Skriv konto, eller hvordan man ellers betaler. [nummer] bliver til sagens nummer.",
                    max_length=1000,
                    verbose_name="Sådan betaler man tilbage",
                ),
            ),
            (
                "primary",
                models.CharField(
                    default="#0b5750",
                    max_length=7,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^#[0-9a-fA-F]{6}\\Z", "Skriv farven som #rrggbb, fx #0b5750."
                        )
                    ],
                    verbose_name="Hovedfarve",
                ),
            ),
            (
                "primary_dark",
                models.CharField(
                    default="#073f3a",
                    max_length=7,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^#[0-9a-fA-F]{6}\\Z", "Skriv farven som #rrggbb, fx #0b5750."
                        )
                    ],
                    verbose_name="Mørk hovedfarve",
                ),
            ),
            (
                "link",
                models.CharField(
                    default="#0a5c78",
                    max_length=7,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^#[0-9a-fA-F]{6}\\Z", "Skriv farven som #rrggbb, fx #0b5750."
                        )
                    ],
                    verbose_name="Farve på links",
                ),
            ),
            (
                "accent",
                models.CharField(
                    default="#934312",
                    max_length=7,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^#[0-9a-fA-F]{6}\\Z", "Skriv farven som #rrggbb, fx #0b5750."
                        )
                    ],
                    verbose_name="Farve til fremhævning",
                ),
            ),
            (
                "highlight",
                models.CharField(
                    default="#f2a541",
                    max_length=7,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^#[0-9a-fA-F]{6}\\Z", "Skriv farven som #rrggbb, fx #0b5750."
                        )
                    ],
                    verbose_name="Farve til striber",
                ),
            ),
            (
                "footer_text",
                models.TextField(
                    blank=True,
                    help_text="Står under jeres adresse, fx åbningstider og CVR-nummer.",
                    max_length=300,
                    verbose_name="Tekst i bunden af siden",
                ),
            ),
            ("changed_at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "verbose_name": "kommune og udseende",
            "verbose_name_plural": "kommune og udseende",
        },
    ),
    migrations.CreateModel(
        name="EventNotice",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "event",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notice",
                    to="home.eventpage",
                ),
            ),
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
            ("place", models.CharField(max_length=120)),
            ("is_cancelled", models.BooleanField(default=False)),
            ("version", models.PositiveIntegerField(default=0)),
            ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
    ),
    migrations.CreateModel(
        name="EventSignUp",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "event",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sign_ups",
                    to="home.eventpage",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="event_sign_ups",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "people",
                models.PositiveSmallIntegerField(default=1, verbose_name="Hvor mange kommer I?"),
            ),
            ("answer", models.CharField(blank=True, max_length=300, verbose_name="Svar")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("SIGNED_UP", "Tilmeldt"),
                        ("WAITING_LIST", "Venteliste"),
                        ("SIGNED_OFF", "Meldt fra"),
                    ],
                    max_length=12,
                ),
            ),
            ("signed_up_at", models.DateTimeField(auto_now_add=True)),
            ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("turn", models.PositiveSmallIntegerField(default=1)),
        ],
        options={
            "verbose_name": "tilmelding",
            "verbose_name_plural": "tilmeldinger",
            "ordering": ["person__full_name", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("event", "person"), name="event_sign_up_once"),
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["SIGNED_UP", "WAITING_LIST", "SIGNED_OFF"])),
                    name="event_sign_up_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("people__range", (1, 20))), name="event_sign_up_people"
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("home", "0001_initial"),
        ("home", "0002_first_pages"),
        ("home", "0003_role_permissions"),
        ("home", "0004_stories"),
        ("home", "0005_complaint_guidance"),
        ("home", "0006_page_managers"),
        ("home", "0007_setup_permissions"),
        ("home", "0008_repayment_guidance"),
        ("home", "0009_approval_before_publishing"),
        ("home", "0010_events"),
        ("home", "0011_footer_and_stripes"),
    ]
    dependencies = [
        ("areas", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guides", "0001_squashed_0011_session_material_file"),
        ("initiatives", "0001_squashed_0024_polls_tell_of_changes"),
        ("users", "0001_squashed_0003_citizens_way"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        NewTables(TABLES),
        migrations.RunPython(PAGES.make_pages, migrations.RunPython.noop),
        migrations.RunPython(ROLES.give_permissions, migrations.RunPython.noop),
        migrations.RunPython(SETUP.give_permissions, migrations.RunPython.noop),
        migrations.RunPython(APPROVAL.make, APPROVAL.unmake),
    ]
