"""Let the tables that public pages read tell of their changes. Why: decision 0090."""

from django.db import migrations

from portal.kept.watching import watch

# Read whole, written seldom.
WHOLE = [
    "areas_neighbourhood",
    "areas_theme",
    "guides_ambassador",
    "guides_ambassador_neighbourhoods",
    "guides_ambassadoractivity",
    "guides_communityguide",
    "guides_communityguide_neighbourhoods",
    "guides_cover",
    "guides_cover_cases",
    "guides_organisation",
    "home_contentpage",
    "home_eventnotice",
    "home_eventpage",
    "home_homepage",
    "home_neighbourhoodindexpage",
    "home_neighbourhoodpage",
    "home_sitesettings",
    "home_storypage",
    "initiatives_award",
    "initiatives_fundinground",
    "initiatives_helpneed",
    "initiatives_initiativepicture",
    "initiatives_presentation",
    "initiatives_votecandidate",
    "wagtailcore_locale",
    "wagtailcore_pageviewrestriction",
    "wagtailcore_pageviewrestriction_groups",
    "wagtailcore_site",
    "wagtaildocs_document",
    "wagtailimages_image",
    "wagtailimages_rendition",
]

# An editor's draft, saved every few seconds, leaves these behind in the row of its page.
DRAFT = [
    "draft_title",
    "has_unpublished_changes",
    "latest_revision_id",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by_id",
    "numchild",
]
# Of a person, public pages know the name, and whether the account is in use.
ACCOUNT = [
    "date_joined",
    "email",
    "external_id",
    "is_staff",
    "is_superuser",
    "job_title",
    "last_login",
    "locale",
    "password",
    "phone",
    "postal_address",
]


class Migration(migrations.Migration):
    dependencies = [
        ("kept", "0001_content_change"),
        ("areas", "0001_initial"),
        ("audit", "0008_actions_in_time"),
        ("files", "0002_zip_of_our_own"),
        ("guides", "0011_session_material_file"),
        ("home", "0010_events"),
        ("initiatives", "0022_comments"),
        ("users", "0003_citizens_way"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        *[watch(table) for table in WHOLE],
        watch(
            "audit_auditevent",
            when="row.target_type = 'initiatives.initiative'"
            " AND row.action = 'initiatives.stage_changed'",
        ),
        watch("files_storedfile", added=False),
        watch(
            "guides_case",
            but=["next_step", "next_step_on", "version", "contacted_at", "last_contact_at"],
        ),
        watch(
            "guides_community",
            but=["asked_at", "reminded_at", "confirmations", "version"],
            when="row.status = 'LISTED'",
        ),
        watch("home_eventsignup", but=["answer"]),
        # A draft saves itself as one types; its initiative is all that leads to an award.
        watch("initiatives_application", only=["initiative_id"], added=False),
        watch("initiatives_comment", when="row.status = 'PUBLIC'"),
        watch("initiatives_helpoffer", when="row.visibility = 'PUBLIC'"),
        watch("initiatives_initiative", when="row.visibility = 'PUBLIC'"),
        watch("initiatives_initiativemember", when="row.name_public_since IS NOT NULL"),
        watch("initiatives_initiativeupdate", when="row.status = 'PUBLIC'"),
        watch("initiatives_localvote", but=["count_done", "count_total", "mark_key", "version"]),
        watch("initiatives_poolshare", but=["amount_committed"]),
        watch(
            "initiatives_report",
            but=["amount_accepted", "checked_at", "checked_by_id"],
            added=False,
        ),
        watch("users_user", but=ACCOUNT, added=False),
        watch("wagtailcore_page", but=DRAFT, when="row.live"),
    ]
