"""Addresses of guides and trainers."""

from django.urls import path

from guides.views import (
    absences,
    ambassador_home,
    ambassador_list,
    appointments,
    cases,
    certificates,
    courses,
    directory,
    emergencies,
    handovers,
    introductions,
    keeping,
    lead,
    matching,
    notes,
    organisations,
    own_training,
    participants,
    plan,
    queue,
    radar,
    referrals,
    seen,
    sessions,
    signup,
    suggesting,
)

app_name = "guides"

_APPOINTMENT = "guide/appointments/<uuid:public_id>/"
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
    path("guide/cases/<uuid:public_id>/follow-up/", plan.follow_up, name="follow-up"),
    path("guide/follow-ups/<uuid:public_id>/", plan.follow_up_change, name="follow-up-change"),
    path("guide/follow-ups/<uuid:public_id>/done/", plan.follow_up_done, name="follow-up-done"),
    path("guide/cases/<uuid:public_id>/appointment/", appointments.make, name="appointment"),
    path(f"{_APPOINTMENT}change/", appointments.change, name="appointment-change"),
    path(f"{_APPOINTMENT}cancel/", appointments.cancel, name="appointment-cancel"),
    path(
        "appointments/<uuid:public_id>/calendar.ics",
        appointments.calendar,
        name="appointment-calendar",
    ),
    path("plan/<uuid:public_id>/", plan.plan, name="plan"),
    path("plan/<uuid:public_id>/ready/", plan.ready, name="plan-ready"),
    path("plan/steps/<uuid:public_id>/", plan.step, name="plan-step"),
    path("plan/steps/<uuid:public_id>/tick/", plan.tick, name="plan-tick"),
    path("plan/steps/<uuid:public_id>/remove/", plan.remove, name="plan-remove"),
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

_COURSE = "guide/courses/<uuid:public_id>/"
_PERSON = "guide/enrolments/<uuid:public_id>/"
_SESSION = "guide/sessions/<uuid:public_id>/"
_AMBASSADOR = "guide/ambassadors/<uuid:public_id>/"
_OWN = "training/mine/<uuid:public_id>/"

# Training, as guides see it.
urlpatterns += [
    path("guide/courses/", courses.course_list, name="course-list"),
    path("guide/courses/new/", courses.draw_up, name="course-draw-up"),
    path(_COURSE, courses.course_detail, name="course-detail"),
    path(f"{_COURSE}change/", courses.change, name="course-change"),
    path(f"{_COURSE}enrol/", participants.enrol, name="course-enrol"),
    path(_PERSON, participants.detail, name="enrolment-detail"),
    path(f"{_PERSON}accept/", participants.accept, name="enrolment-accept"),
    path(f"{_PERSON}complete/", participants.complete, name="enrolment-complete"),
    path(f"{_PERSON}drop-out/", participants.drop_out, name="enrolment-drop-out"),
    path(f"{_PERSON}needs/", participants.needs, name="enrolment-needs"),
    path(f"{_PERSON}assess/<int:requirement_id>/", participants.assess, name="enrolment-assess"),
    path(_SESSION, sessions.roll, name="session-roll"),
    path(f"{_SESSION}tap/", sessions.tap, name="session-tap"),
    path(f"{_SESSION}move/", sessions.move, name="session-move"),
    path(f"{_SESSION}cancel/", sessions.cancel, name="session-cancel"),
    path(f"{_SESSION}materials/", sessions.materials, name="session-materials"),
    path(
        f"{_SESSION}materials/<uuid:material_id>/remove/",
        sessions.remove_material,
        name="session-material-remove",
    ),
    path(
        "guide/certificates/<uuid:public_id>/revoke/",
        participants.revoke,
        name="certificate-revoke",
    ),
    path("guide/ambassadors/", ambassador_list.ambassador_list, name="ambassador-list"),
    path("guide/ambassadors/export.xlsx", ambassador_list.export, name="ambassador-export"),
    path(_AMBASSADOR, ambassador_list.detail, name="ambassador-detail"),
    path(f"{_AMBASSADOR}consent/", participants.consent, name="ambassador-consent"),
    path(f"{_AMBASSADOR}renew/", ambassador_list.renew, name="ambassador-renew"),
    path(f"{_AMBASSADOR}end/", ambassador_list.end, name="ambassador-end"),
    path(
        "guide/activities/<uuid:public_id>/decide/",
        ambassador_list.decide,
        name="activity-decide",
    ),
]

# Training, as everybody and those who learn see it.
urlpatterns += [
    path("training/", signup.open_courses, name="training"),
    path(
        "training/materials/<uuid:public_id>/",
        sessions.material_file,
        name="session-material-file",
    ),
    path("training/calendar.ics", signup.all_calendar, name="training-all-calendar"),
    path("training/<uuid:public_id>/", signup.course, name="training-course"),
    path("training/<uuid:public_id>/calendar.ics", signup.calendar, name="training-calendar"),
    path(_OWN, own_training.detail, name="own-training"),
    path(f"{_OWN}withdraw/", own_training.withdraw, name="own-training-withdraw"),
    path(f"{_OWN}needs/", own_training.needs, name="own-training-needs"),
    path(f"{_OWN}calendar.ics", own_training.calendar, name="own-training-calendar"),
    path(f"{_OWN}catch-up/<uuid:session_id>/", own_training.catch_up, name="own-training-catch-up"),
    path("certificates/", certificates.ask, name="certificate-ask"),
    path("certificates/<slug:code>/", certificates.check, name="certificate-check"),
    path("certificates/<uuid:public_id>/pdf/", certificates.pdf, name="certificate-pdf"),
    path("ambassador/", ambassador_home.home, name="ambassador-home"),
    path("ambassador/activities/add/", ambassador_home.add_activity, name="activity-add"),
    path("ambassador/ideas/tell/", ambassador_home.tell_idea, name="ambassador-tell-idea"),
    path("ambassador/profile/", ambassador_home.profile, name="ambassador-profile"),
    path("ambassador/renew/", ambassador_home.renew, name="ambassador-renew-own"),
    path("ambassador/end/", ambassador_home.end, name="ambassador-end-own"),
    path("ambassador/still-active/<str:token>/", ambassador_home.still_active, name="still-active"),
    path(
        "ambassadors/<uuid:public_id>/picture/", ambassador_home.picture, name="ambassador-picture"
    ),
]
