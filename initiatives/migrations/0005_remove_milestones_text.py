import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0004_milestones_from_text"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="application",
            name="milestones",
        ),
        migrations.RemoveField(
            model_name="applicationevent",
            name="milestones",
        ),
        migrations.AlterField(
            model_name="milestone",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="milestones",
                to="initiatives.application",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_applicationevent" ("amount_requested", "answer_by", "applicant_id", "applicant_kind", "association_cvr", "association_name", "audience", "can_do_without", "caseworker_id", "contact_email", "contact_name", "contact_phone", "created_at", "decided_at", "declares_child_certificates", "extra_answers", "funding_round_id", "has_begun", "has_met_guide", "has_sought_elsewhere", "id", "in_municipality", "initiative_id", "open_to_all", "organiser_count", "organisers", "other_funding", "outreach", "participant_count", "payout_way", "permits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_permission", "public_id", "saved_at", "sought_where", "status", "submitted_at", "version", "wants_names_public", "what_remains", "why_here") VALUES (NEW."amount_requested", NEW."answer_by", NEW."applicant_id", NEW."applicant_kind", NEW."association_cvr", NEW."association_name", NEW."audience", NEW."can_do_without", NEW."caseworker_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."decided_at", NEW."declares_child_certificates", NEW."extra_answers", NEW."funding_round_id", NEW."has_begun", NEW."has_met_guide", NEW."has_sought_elsewhere", NEW."id", NEW."in_municipality", NEW."initiative_id", NEW."open_to_all", NEW."organiser_count", NEW."organisers", NEW."other_funding", NEW."outreach", NEW."participant_count", NEW."payout_way", NEW."permits", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_permission", NEW."public_id", NEW."saved_at", NEW."sought_where", NEW."status", NEW."submitted_at", NEW."version", NEW."wants_names_public", NEW."what_remains", NEW."why_here"); RETURN NULL;',
                    hash="c0fe11cc6777a802701ce5028acda9762c43eb94",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f134d",
                    table="initiatives_application",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_applicationevent" ("amount_requested", "answer_by", "applicant_id", "applicant_kind", "association_cvr", "association_name", "audience", "can_do_without", "caseworker_id", "contact_email", "contact_name", "contact_phone", "created_at", "decided_at", "declares_child_certificates", "extra_answers", "funding_round_id", "has_begun", "has_met_guide", "has_sought_elsewhere", "id", "in_municipality", "initiative_id", "open_to_all", "organiser_count", "organisers", "other_funding", "outreach", "participant_count", "payout_way", "permits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_permission", "public_id", "saved_at", "sought_where", "status", "submitted_at", "version", "wants_names_public", "what_remains", "why_here") VALUES (NEW."amount_requested", NEW."answer_by", NEW."applicant_id", NEW."applicant_kind", NEW."association_cvr", NEW."association_name", NEW."audience", NEW."can_do_without", NEW."caseworker_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."decided_at", NEW."declares_child_certificates", NEW."extra_answers", NEW."funding_round_id", NEW."has_begun", NEW."has_met_guide", NEW."has_sought_elsewhere", NEW."id", NEW."in_municipality", NEW."initiative_id", NEW."open_to_all", NEW."organiser_count", NEW."organisers", NEW."other_funding", NEW."outreach", NEW."participant_count", NEW."payout_way", NEW."permits", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_permission", NEW."public_id", NEW."saved_at", NEW."sought_where", NEW."status", NEW."submitted_at", NEW."version", NEW."wants_names_public", NEW."what_remains", NEW."why_here"); RETURN NULL;',
                    hash="20a129df732d6950de7eca69d15a73831830cce5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9aa4",
                    table="initiatives_application",
                    when="AFTER",
                ),
            ),
        ),
    ]
