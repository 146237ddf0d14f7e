"""Addresses of ideas, initiatives, applications and casework."""

from django.urls import URLPattern, path

from initiatives.views import (
    applicant,
    awards,
    eligibility,
    files,
    group,
    idea,
    moves,
    public,
    report,
    staff,
)

app_name = "initiatives"

_CASE = "casework/<uuid:public_id>/"
_FILE = "applications/<uuid:public_id>/files/<uuid:file_id>/"

urlpatterns: list[URLPattern] = [
    path("ideas/new/", idea.tell, name="idea-tell"),
    path("ideas/receipt/", idea.receipt, name="idea-receipt"),
    path("ideas/<uuid:public_id>/claim/", idea.claim, name="idea-claim"),
    path("initiatives/<uuid:public_id>/", public.detail, name="initiative-detail"),
    path("applications/eligibility/", eligibility.check, name="eligibility-check"),
    path("applications/new/", applicant.start, name="application-start"),
    path("applications/<uuid:public_id>/", group.detail, name="application-detail"),
    path(
        "applications/<uuid:public_id>/steps/<slug:step>/", applicant.step, name="application-step"
    ),
    path("applications/<uuid:public_id>/files/add/", files.add, name="application-file-add"),
    path(_FILE, files.download, name="application-file"),
    path(f"{_FILE}remove/", files.remove, name="application-file-remove"),
    path("applications/<uuid:public_id>/check/", applicant.check, name="application-check"),
    path("applications/<uuid:public_id>/receipt/", applicant.receipt, name="application-receipt"),
    path("applications/<uuid:public_id>/withdraw/", group.withdraw, name="application-withdraw"),
    path("applications/<uuid:public_id>/answer/", group.answer, name="application-answer"),
    path("applications/<uuid:public_id>/accept/", group.accept, name="award-accept"),
    path("applications/<uuid:public_id>/report/", report.report, name="report"),
    path("casework/", staff.case_list, name="casework-list"),
    path(_CASE, staff.case_detail, name="casework-detail"),
    *(
        path(f"{_CASE}{slug}/", moves.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in moves.PAGES
    ),
    path(f"{_CASE}payment/", awards.payment, name="casework-payment"),
    *(
        path(f"{_CASE}{slug}/", awards.move, {"slug": slug}, name=f"casework-{slug}")
        for slug in awards.PAGES
    ),
]
