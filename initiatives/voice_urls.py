"""Addresses of what residents say: comments, and their moderation; a part of `urls`."""

from django.urls import URLPattern, path

from initiatives.views import comment_moderation, comments

_OURS = "initiatives/<uuid:public_id>/"
_COMMENT = "comments/<uuid:public_id>/"

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
]
