"""Addresses of guides and trainers."""

from django.urls import path

from guides.views import cases, notes, training

app_name = "guides"

urlpatterns = [
    path("guide/", cases.radar, name="radar"),
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
]
