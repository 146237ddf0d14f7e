"""The case list's own table, kept by triggers, and the Danish search. Why: decision 0029."""

import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

# PostgreSQL's own Danish configuration drops «have», a garden, as a word that says nothing. This
# one takes the same endings off and drops no word; the form drops fillers from what is typed.
SEARCH = """
CREATE TEXT SEARCH DICTIONARY portal_danish_stem (TEMPLATE = snowball, Language = danish);
CREATE TEXT SEARCH CONFIGURATION portal_danish (COPY = danish);
ALTER TEXT SEARCH CONFIGURATION portal_danish
  ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part
  WITH portal_danish_stem;
"""
NO_SEARCH = """
DROP TEXT SEARCH CONFIGURATION portal_danish;
DROP TEXT SEARCH DICTIONARY portal_danish_stem;
"""

# An application writes its own columns and an initiative its own, so that neither undoes what the
# other wrote a moment before. A new row shares the initiative's lock, and so reads its last title.
TRIGGERS = """
CREATE FUNCTION case_list_place(status text, answer_by date, sent timestamptz) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN status IN ('SUBMITTED', 'UNDER_REVIEW', 'INFORMATION_REQUESTED', 'IN_HEARING',
                    'READY_FOR_DECISION') AND answer_by IS NOT NULL
    THEN answer_by - DATE '1970-01-01'
    ELSE 1000000 - (sent::date - DATE '1970-01-01')
  END
$$;

CREATE FUNCTION case_list_words(VARIADIC texts text[]) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT to_tsvector('portal_danish', array_to_string(texts, ' . '))
$$;

CREATE FUNCTION case_list_put(wanted bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO initiatives_caserow (
    application_id, public_id, initiative_id, number, title, applicant_name, neighbourhood_id,
    theme_id, funding_round_id, caseworker_id, status, amount, submitted_at, answer_by, decided_at,
    queue_place, application_words, initiative_words
  )
  SELECT
    a.id, a.public_id, i.id, i.number, i.title,
    COALESCE(NULLIF(a.association_name, ''), a.contact_name), i.neighbourhood_id, i.theme_id,
    a.funding_round_id, a.caseworker_id, a.status, a.amount_requested,
    COALESCE(a.submitted_at, a.created_at), a.answer_by, a.decided_at,
    case_list_place(a.status, a.answer_by, COALESCE(a.submitted_at, a.created_at)),
    case_list_words(a.contact_name, a.association_name, a.why_here),
    case_list_words(i.title, replace(i.number, '-', ' '), i.summary, i.description)
  FROM initiatives_application a
  JOIN initiatives_initiative i ON i.id = a.initiative_id
  WHERE a.id = wanted AND a.status <> 'DRAFT'
  ON CONFLICT (application_id) DO UPDATE SET
    applicant_name = EXCLUDED.applicant_name, funding_round_id = EXCLUDED.funding_round_id,
    caseworker_id = EXCLUDED.caseworker_id, status = EXCLUDED.status, amount = EXCLUDED.amount,
    submitted_at = EXCLUDED.submitted_at, answer_by = EXCLUDED.answer_by,
    decided_at = EXCLUDED.decided_at, queue_place = EXCLUDED.queue_place,
    application_words = EXCLUDED.application_words
$$;

CREATE FUNCTION case_list_of_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM initiatives_caserow WHERE application_id = OLD.id;
  ELSIF NEW.status = 'DRAFT' THEN
    DELETE FROM initiatives_caserow WHERE application_id = NEW.id;
  ELSE
    IF TG_OP = 'INSERT' OR OLD.status = 'DRAFT' THEN
      PERFORM 1 FROM initiatives_initiative WHERE id = NEW.initiative_id FOR SHARE;
    END IF;
    PERFORM case_list_put(NEW.id);
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION case_list_of_initiative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE initiatives_caserow SET
    number = NEW.number, title = NEW.title, neighbourhood_id = NEW.neighbourhood_id,
    theme_id = NEW.theme_id,
    initiative_words = case_list_words(
      NEW.title, replace(NEW.number, '-', ' '), NEW.summary, NEW.description
    )
  WHERE initiative_id = NEW.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER case_list_added AFTER INSERT ON initiatives_application
FOR EACH ROW WHEN (NEW.status <> 'DRAFT') EXECUTE FUNCTION case_list_of_application();

CREATE TRIGGER case_list_removed AFTER DELETE ON initiatives_application
FOR EACH ROW WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION case_list_of_application();

CREATE TRIGGER case_list_changed AFTER UPDATE ON initiatives_application
FOR EACH ROW WHEN (
  (OLD.status <> 'DRAFT' OR NEW.status <> 'DRAFT') AND
  (OLD.status, OLD.contact_name, OLD.association_name, OLD.why_here, OLD.funding_round_id,
   OLD.caseworker_id, OLD.amount_requested, OLD.submitted_at, OLD.answer_by, OLD.decided_at)
  IS DISTINCT FROM
  (NEW.status, NEW.contact_name, NEW.association_name, NEW.why_here, NEW.funding_round_id,
   NEW.caseworker_id, NEW.amount_requested, NEW.submitted_at, NEW.answer_by, NEW.decided_at)
) EXECUTE FUNCTION case_list_of_application();

CREATE TRIGGER case_list_changed AFTER UPDATE ON initiatives_initiative
FOR EACH ROW WHEN (
  (OLD.number, OLD.title, OLD.summary, OLD.description, OLD.neighbourhood_id, OLD.theme_id)
  IS DISTINCT FROM
  (NEW.number, NEW.title, NEW.summary, NEW.description, NEW.neighbourhood_id, NEW.theme_id)
) EXECUTE FUNCTION case_list_of_initiative();

SELECT case_list_put(id) FROM initiatives_application WHERE status <> 'DRAFT';
"""
NO_TRIGGERS = """
DROP TRIGGER case_list_changed ON initiatives_initiative;
DROP TRIGGER case_list_changed ON initiatives_application;
DROP TRIGGER case_list_removed ON initiatives_application;
DROP TRIGGER case_list_added ON initiatives_application;
DROP FUNCTION case_list_of_initiative();
DROP FUNCTION case_list_of_application();
DROP FUNCTION case_list_put(bigint);
DROP FUNCTION case_list_words(text[]);
DROP FUNCTION case_list_place(text, date, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("initiatives", "0011_payments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SEARCH, NO_SEARCH),
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case_row",
                        serialize=False,
                        to="initiatives.application",
                    ),
                ),
                ("public_id", models.UUIDField(editable=False)),
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=80)),
                ("applicant_name", models.CharField(max_length=120)),
                (
                    "status",
                    models.CharField(
                        max_length=24,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("submitted_at", models.DateTimeField()),
                ("answer_by", models.DateField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("queue_place", models.IntegerField()),
                ("application_words", django.contrib.postgres.search.SearchVectorField()),
                ("initiative_words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("application_words"),
                            models.F("initiative_words"),
                            arg_joiner=" || ",
                            template="(%(expressions)s)",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "caseworker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "funding_round",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.fundinground",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="areas.theme",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["queue_place", "application"], name="case_row_queue"),
                    models.Index(fields=["submitted_at", "application"], name="case_row_sent"),
                    models.Index(fields=["amount", "application"], name="case_row_amount"),
                    models.Index(
                        fields=["status", "queue_place", "application"], name="case_row_status"
                    ),
                    models.Index(
                        fields=["funding_round", "queue_place", "application"],
                        name="case_row_round",
                    ),
                    models.Index(
                        fields=["neighbourhood", "queue_place", "application"],
                        name="case_row_place",
                    ),
                    models.Index(
                        fields=["theme", "queue_place", "application"], name="case_row_theme"
                    ),
                    models.Index(
                        fields=["caseworker", "queue_place", "application"],
                        name="case_row_caseworker",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="case_row_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(blank=True, max_length=1000)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "name"), name="saved_view_name_once")
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
