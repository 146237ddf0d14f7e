"""Addresses of mails: a person's choices, and the staff's list."""

from django.urls import path

from portal.post import views

app_name = "post"

urlpatterns = [
    path("account/mails/", views.choices, name="choices"),
    path("casework/mails/", views.deliveries, name="deliveries"),
    path("casework/mails/<uuid:public_id>/again/", views.try_again, name="try-again"),
]
