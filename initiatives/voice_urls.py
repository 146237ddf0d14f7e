"""Addresses of what residents say: comments, their moderation, and polls; a part of `urls`."""

from django.urls import URLPattern, path

from initiatives.views import comment_moderation, comments, poll_staff, polls

_OURS = "initiatives/<uuid:public_id>/"
_COMMENT = "comments/<uuid:public_id>/"
_POLL = "polls/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_OURS}comments/", comments.all_of, name="comments"),
    path(f"{_OURS}comments/new/", comments.write, name="comment-write"),
    path(f"{_OURS}group/comments/", comments.switch, name="comments-switch"),
    path("comments/own/", comments.own, name="comments-own"),
    path("comments/reported/", comments.reported, name="comment-reported"),
    path(f"{_COMMENT}answer/", comments.answer, name="comment-answer"),
    path(f"{_COMMENT}withdraw/", comments.withdraw, name="comment-withdraw"),
    path(f"{_COMMENT}report/", comments.report, name="comment-report"),
    path(f"moderation/{_COMMENT}", comment_moderation.comment, name="moderation-comment"),
    path("polls/", polls.poll_list, name="polls"),
    path(_POLL, polls.detail, name="poll"),
    path(f"{_POLL}answer/", polls.answer, name="poll-answer"),
    path("casework/polls/", poll_staff.poll_list, name="poll-staff-list"),
    path("casework/polls/new/", poll_staff.draft, name="poll-draft"),
    path(f"casework/{_POLL}", poll_staff.detail, name="poll-staff"),
    path(f"casework/{_POLL}edit/", poll_staff.edit, name="poll-edit"),
    path(f"casework/{_POLL}<slug:move>/", poll_staff.move, name="poll-move"),
]
