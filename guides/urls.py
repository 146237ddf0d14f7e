"""Addresses of guides and trainers."""

from django.urls import path

from guides.views import (
    absences,
    cases,
    directory,
    emergencies,
    handovers,
    introductions,
    keeping,
    lead,
    matching,
    notes,
    organisations,
    queue,
    radar,
    referrals,
    seen,
    suggesting,
    training,
)

app_name = "guides"

_ENTRY = "communities/<uuid:public_id>/"
_KEPT = "guide/communities/<uuid:public_id>/"
_INTRODUCTION = "introductions/<uuid:public_id>/"

urlpatterns = [
    path("guide/", radar.show, name="radar"),
    path("guide/cases/<uuid:public_id>/", cases.detail, name="case-detail"),
    path("guide/cases/<uuid:public_id>/take/", cases.take, name="case-take"),
    path("guide/cases/<uuid:public_id>/note/", notes.write, name="case-note"),
    path("guide/cases/<uuid:public_id>/note/draft/", notes.draft, name="note-draft"),
    path("guide/notes/<uuid:public_id>/correct/", notes.correct, name="note-correct"),
    path("guide/notes/<uuid:public_id>/replace/", notes.replace, name="note-replace"),
    path("guide/notes/<uuid:public_id>/readers/", notes.readers, name="note-readers"),
    path("guide/cases/<uuid:public_id>/next-step/", cases.next_step, name="case-next-step"),
    path("guide/cases/<uuid:public_id>/enter/", cases.enter, name="case-enter"),
    path("guide/cases/<uuid:public_id>/move/<slug:move>/", cases.move, name="case-move"),
    path("guide/cases/<uuid:public_id>/assign/", queue.assign, name="case-assign"),
    path("guide/queue/", queue.queue, name="queue"),
    path("guide/hand-over/", handovers.hand_over, name="hand-over"),
    path("guide/handovers/<uuid:public_id>/", handovers.answer, name="handover"),
    path(
        "guide/handovers/<uuid:public_id>/withdraw/", handovers.withdraw, name="handover-withdraw"
    ),
    path("guide/absence/", absences.absence, name="absence"),
    path("guide/absence/<uuid:public_id>/end/", absences.end, name="cover-end"),
    path("guide/emergency/", emergencies.emergency, name="emergency"),
    path("guide/lead/", lead.lead, name="lead"),
    path("guide/lead/courses/", lead.courses, name="lead-courses"),
    path("guide/lead/courses/<uuid:public_id>/", lead.course, name="lead-course"),
    path("guide/lead/guides/<uuid:public_id>/", lead.guide, name="lead-guide"),
    path("guide/lead/guides/<uuid:public_id>/absence/", absences.absence_of, name="lead-absence"),
    path("guide/lead/guides/<uuid:public_id>/end/", lead.end, name="lead-end"),
    path("guide/lead/invite/", lead.invite, name="lead-invite"),
    path(
        "guide/invitations/<uuid:public_id>/withdraw/",
        lead.withdraw_invitation,
        name="invitation-withdraw",
    ),
    path("guide/invitations/<str:token>/", organisations.invitation, name="invitation"),
    path("guide/organisations/", organisations.organisations, name="organisations"),
    path("initiatives/<uuid:public_id>/seen/", seen.seen, name="seen"),
    path("initiatives/<uuid:public_id>/seen/<slug:form>/", seen.fetch, name="seen-file"),
    path("guide/courses/", training.course_list, name="course-list"),
    path("guide/courses/<uuid:public_id>/", training.course_detail, name="course-detail"),
    path("guide/courses/<uuid:public_id>/enrol/", training.enrol, name="course-enrol"),
    path("guide/enrolments/<uuid:public_id>/accept/", training.accept, name="enrolment-accept"),
    path(
        "guide/enrolments/<uuid:public_id>/complete/",
        training.complete,
        name="enrolment-complete",
    ),
    path(
        "guide/enrolments/<uuid:public_id>/drop-out/",
        training.drop_out,
        name="enrolment-drop-out",
    ),
    path(
        "guide/ambassadors/<uuid:public_id>/consent/",
        training.consent,
        name="ambassador-consent",
    ),
    # The directory of communities, for everybody
    path("communities/", directory.directory, name="directory"),
    path("communities/new/", suggesting.suggest_new, name="community-suggest-new"),
    path("communities/thanks/", suggesting.receipt, name="suggestion-receipt"),
    path("communities/answers/<str:token>/", suggesting.answer, name="suggestion-answer"),
    path("communities/confirm/<str:token>/", suggesting.confirm, name="community-confirm"),
    path(_ENTRY, directory.community, name="community"),
    path(f"{_ENTRY}suggest/", suggesting.suggest_change, name="community-suggest"),
    # … and for the guides who keep it
    path("guide/communities/", keeping.queue, name="suggestions"),
    path("guide/suggestions/<uuid:public_id>/", keeping.suggestion, name="suggestion"),
    path(_KEPT, keeping.keep, name="community-keep"),
    path(f"{_KEPT}edit/", keeping.edit, name="community-edit"),
    path(f"{_KEPT}confirm/", keeping.confirm, name="community-keep-confirm"),
    path(f"{_KEPT}contact/", keeping.contact, name="community-contact"),
    path(f"{_KEPT}move/<slug:move>/", keeping.move, name="community-move"),
    # People sent on
    path("refer/", referrals.refer_in, name="refer-in"),
    path("refer/thanks/", referrals.referred_in, name="referred-in"),
    path("guide/cases/<uuid:public_id>/refer/", referrals.refer, name="case-refer"),
    path("guide/referrals/<uuid:public_id>/", referrals.referral, name="referral"),
    # Offers and needs
    path("guide/offers/", matching.matches, name="matches"),
    path(
        "guide/offers/<uuid:public_id>/needs/<uuid:need_id>/introduce/",
        matching.introduce,
        name="introduce",
    ),
    path(
        "initiatives/<uuid:public_id>/group/offers/",
        introductions.offers_to_us,
        name="offers-to-us",
    ),
    path(_INTRODUCTION, introductions.introduction, name="introduction"),
    path(f"{_INTRODUCTION}decline/", introductions.decline, name="introduction-decline"),
    path(f"{_INTRODUCTION}end/", introductions.end, name="introduction-end"),
]
