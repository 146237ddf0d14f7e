"""A person's own page."""

from django.urls import path

from portal.users import views

app_name = "users"

urlpatterns = [
    path("", views.profile, name="profile"),
]
