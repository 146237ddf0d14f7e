"""Addresses of ideas, initiatives, applications and casework."""

from django.urls import URLPattern, path

from initiatives.views import (
    accounts,
    answering,
    applicant,
    asking_others,
    assessing,
    assisted,
    award_files,
    awards,
    bank_answers,
    case_export,
    case_list,
    case_list_work,
    casefile,
    dispatches,
    eligibility,
    files,
    group,
    idea,
    letter_texts,
    meetings,
    moderation,
    moves,
    news,
    paper,
    payers,
    payout_way,
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
_MEETING = "casework/meetings/<uuid:public_id>/"
_CASE = "casework/<uuid:public_id>/"
_VIEW = "casework/views/<uuid:public_id>/"
_DISPATCH = "casework/dispatches/<uuid:public_id>/"
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
    path("applications/<uuid:public_id>/payout/", payout_way.way, name="payout-way"),
    path("applications/<uuid:public_id>/payout/cpr/", payout_way.number, name="payout-cpr"),
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
    path("casework/", case_list.case_list, name="casework-list"),
    path("casework/bulk/", case_list_work.bulk, name="casework-bulk"),
    path("casework/views/", case_list_work.save_view, name="case-view-save"),
    path(f"{_VIEW}rename/", case_list_work.rename_view, name="case-view-rename"),
    path(f"{_VIEW}remove/", case_list_work.remove_view, name="case-view-remove"),
    *(
        path(
            f"casework/export.{kind}",
            case_export.export,
            {"kind": kind},
            name=f"casework-export-{kind}",
        )
        for kind in case_export.MOST_IN
    ),
    path("casework/dispatches/", dispatches.dispatch_list, name="dispatch-list"),
    path("casework/dispatches/export/", dispatches.export, name="dispatch-export"),
    path(
        "casework/dispatches/exports/<uuid:public_id>/",
        dispatches.fetch_export,
        name="dispatch-export-fetch",
    ),
    path(f"{_DISPATCH}sent/", dispatches.sent, name="dispatch-sent"),
    path(f"{_DISPATCH}failed/", dispatches.failed, name="dispatch-failed"),
    path(f"{_DISPATCH}again/", dispatches.again, name="dispatch-again"),
    path(f"{_DISPATCH}export/", dispatches.put_in_export, name="dispatch-put-in-export"),
    path("casework/enter/", assisted.enter, name="enter-for-another"),
    path("casework/meetings/", meetings.meeting_list, name="meetings"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}mark/", meetings.mark, name="meeting-mark"),
    path(f"{_MEETING}decide/", meetings.decide, name="meeting-decide"),
    path(f"{_MEETING}result/", meetings.result, name="meeting-result"),
    path(f"{_MEETING}close/", meetings.close, name="meeting-close"),
    path("casework/letter-texts/", letter_texts.index, name="letter-texts"),
    path("casework/letter-texts/<int:pk>/", letter_texts.page, name="letter-text"),
    path(_CASE, staff.case_detail, name="casework-detail"),
    path(f"{_CASE}assessment/", assessing.assess_case, name="casework-assessment"),
    path(f"{_CASE}panel/", asking_others.panel, name="casework-panel"),
    path(
        f"{_CASE}panel/<uuid:assignment_id>/take-back/",
        asking_others.take_back,
        name="casework-panel-take-back",
    ),
    path(f"{_CASE}opinion/", asking_others.ask_opinion, name="casework-opinion"),
    path("assessments/", assessing.waiting, name="assessments"),
    path("assessments/<uuid:public_id>/", assessing.assess, name="assessment"),
    path(
        "assessments/<uuid:public_id>/impartiality/", assessing.declare, name="assessment-declare"
    ),
    path("opinions/<uuid:public_id>/", asking_others.give_opinion, name="opinion"),
    *(
        path(f"{_CASE}{slug}/", moves.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in moves.PAGES
    ),
    path(f"{_CASE}notes/new/", casefile.write_note, name="casework-note"),
    path(
        f"{_CASE}notes/<uuid:note_id>/replace/",
        casefile.replace_note,
        name="casework-note-replace",
    ),
    path(f"{_CASE}file/", casefile.whole_file, name="casework-file"),
    path(
        f"{_CASE}file/<uuid:export_id>/<slug:form>/",
        casefile.fetch_file,
        name="casework-file-fetch",
    ),
    path(f"{_CASE}log/", casefile.access_log, name="casework-log"),
    path(f"{_CASE}plan/", plan.answer, name="casework-plan"),
    path(f"{_CASE}payment/", awards.payment, name="casework-payment"),
    path(f"{_CASE}payments/", accounts.plan, name="casework-payments"),
    path(f"{_CASE}check-report/", accounts.check_report, name="casework-check-report"),
    path(f"{_CASE}reduce/", accounts.reduce, name="casework-reduce"),
    path(f"{_CASE}paid-back/", accounts.paid_back, name="casework-paid-back"),
    path(f"{_CASE}waive/", accounts.waive, name="casework-waive"),
    path(f"{_CASE}cpr/", payers.number, name="casework-cpr"),
    path("payments/", payers.overview, name="payments"),
    path("payments/approve/", payers.approve, name="payments-approve"),
    path("payments/export/", payers.export, name="payments-export"),
    path("payments/again/", payers.plan_again, name="payments-again"),
    path("payments/lists/<uuid:public_id>/", payers.batch, name="payment-batch"),
    path(
        "payments/lists/<uuid:public_id>/answers/",
        bank_answers.answers,
        name="payment-batch-answers",
    ),
    path("payments/lists/<uuid:public_id>/file/", payers.batch_file, name="payment-batch-file"),
    *(
        path(f"{_CASE}{slug}/", awards.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in awards.PAGES
    ),
]
