"""Addresses of ideas, initiatives, applications and casework."""

from django.urls import URLPattern, path

from initiatives.views import (
    answering,
    applicant,
    assisted,
    award_files,
    awards,
    eligibility,
    files,
    group,
    idea,
    moderation,
    moves,
    news,
    paper,
    plan,
    public,
    publishing,
    report,
    staff,
    steps,
    thread,
    together,
)

app_name = "initiatives"

_OURS = "initiatives/<uuid:public_id>/"
_GROUP = f"{_OURS}group/"
_NEED = f"{_GROUP}needs/<uuid:need_id>/"
_PEOPLE = "initiatives/<uuid:public_id>/people/"
_CASE = "casework/<uuid:public_id>/"
_FILE = "applications/<uuid:public_id>/files/<uuid:file_id>/"
_AWARD_FILE = "applications/<uuid:public_id>/award-files/<uuid:file_id>/"

urlpatterns: list[URLPattern] = [
    path("ideas/new/", idea.tell, name="idea-tell"),
    path("ideas/receipt/", idea.receipt, name="idea-receipt"),
    path("ideas/<uuid:public_id>/claim/", idea.claim, name="idea-claim"),
    path(_OURS, public.detail, name="initiative-detail"),
    path(f"{_OURS}pictures/<uuid:file_id>/", public.picture, name="initiative-picture"),
    path(_GROUP, publishing.page, name="initiative-group"),
    path(f"{_GROUP}text/", publishing.present, name="initiative-present"),
    path(f"{_GROUP}preview/", publishing.preview, name="initiative-preview"),
    path(f"{_GROUP}ask/", publishing.ask, name="initiative-ask"),
    path(f"{_GROUP}take-back/", publishing.take_back, name="initiative-take-back"),
    path(f"{_GROUP}name/", publishing.name, name="initiative-name"),
    path(f"{_GROUP}stage/", publishing.stage, name="initiative-stage"),
    path(f"{_GROUP}picture/remove/", publishing.remove_picture, name="initiative-picture-remove"),
    path(
        f"{_GROUP}pictures/<uuid:file_id>/withdraw/",
        publishing.withdraw_consent,
        name="initiative-picture-withdraw",
    ),
    path(f"{_GROUP}updates/new/", news.write_update, name="update-write"),
    path(f"{_GROUP}updates/<uuid:update_id>/remove/", news.remove_update, name="update-remove"),
    path(f"{_GROUP}needs/new/", news.add_need, name="need-add"),
    path(_NEED, news.edit_need, name="need-edit"),
    path(f"{_NEED}met/", news.need_met, name="need-met"),
    path(f"{_NEED}remove/", news.remove_need, name="need-remove"),
    path("moderation/", moderation.queue, name="moderation-queue"),
    path(
        "moderation/initiatives/<uuid:public_id>/",
        moderation.initiative,
        name="moderation-initiative",
    ),
    path(
        "moderation/initiatives/<uuid:public_id>/needs/<uuid:need_id>/remove/",
        moderation.remove_need,
        name="moderation-need-remove",
    ),
    path("moderation/updates/<uuid:public_id>/", moderation.update, name="moderation-update"),
    path("applications/eligibility/", eligibility.check, name="eligibility-check"),
    path("applications/new/", applicant.start, name="application-start"),
    path("applications/<uuid:public_id>/", group.detail, name="application-detail"),
    path("applications/<uuid:public_id>/steps/<slug:step>/", steps.step, name="application-step"),
    path(
        "applications/forms/<uuid:public_id>/empty.pdf",
        paper.empty_form,
        name="application-empty-form",
    ),
    path("applications/<uuid:public_id>/copy.pdf", paper.copy, name="application-copy"),
    path(
        "applications/<uuid:public_id>/letters/<uuid:letter_id>/",
        paper.letter,
        name="application-letter",
    ),
    path("applications/<uuid:public_id>/files/add/", files.add, name="application-file-add"),
    path(_FILE, files.download, name="application-file"),
    path(f"{_FILE}remove/", files.remove, name="application-file-remove"),
    path("applications/<uuid:public_id>/check/", applicant.check, name="application-check"),
    path("applications/<uuid:public_id>/receipt/", applicant.receipt, name="application-receipt"),
    path("applications/<uuid:public_id>/withdraw/", group.withdraw, name="application-withdraw"),
    path("applications/<uuid:public_id>/answer/", answering.answer, name="application-answer"),
    path("applications/<uuid:public_id>/accept/", group.accept, name="award-accept"),
    path("applications/<uuid:public_id>/start/", group.start, name="award-start"),
    path("applications/<uuid:public_id>/messages/", thread.thread, name="messages"),
    path("applications/<uuid:public_id>/plan/", plan.plan, name="plan"),
    path("applications/<uuid:public_id>/plan/extend/", plan.extend, name="plan-extend"),
    path("applications/<uuid:public_id>/plan/take-back/", plan.take_back, name="plan-take-back"),
    path("applications/<uuid:public_id>/report/", report.report, name="report"),
    path(
        "applications/<uuid:public_id>/report/consent/",
        report.withdraw_consent,
        name="report-consent",
    ),
    path(_AWARD_FILE, award_files.download, name="award-file"),
    path(f"{_AWARD_FILE}remove/", award_files.remove, name="award-file-remove"),
    path(_PEOPLE, together.people, name="group-people"),
    path(f"{_PEOPLE}pending/", together.pending, name="group-pending"),
    path(f"{_PEOPLE}remove/", together.remove, name="group-remove"),
    path(f"{_PEOPLE}lead/", together.lead, name="group-lead"),
    path(f"{_PEOPLE}leave/", together.leave, name="group-leave"),
    path("invitations/<slug:token>/", together.invitation, name="invitation"),
    path("applications/<uuid:public_id>/writing/", together.writing, name="application-writing"),
    path("applications/<uuid:public_id>/send-for/", assisted.send, name="application-send-for"),
    path("casework/", staff.case_list, name="casework-list"),
    path("casework/enter/", assisted.enter, name="enter-for-another"),
    path(_CASE, staff.case_detail, name="casework-detail"),
    *(
        path(f"{_CASE}{slug}/", moves.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in moves.PAGES
    ),
    path(f"{_CASE}plan/", plan.answer, name="casework-plan"),
    path(f"{_CASE}payment/", awards.payment, name="casework-payment"),
    *(
        path(f"{_CASE}{slug}/", awards.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in awards.PAGES
    ),
]
