"""Addresses that exist in the demo only."""

from django.urls import path

from portal.views import demo

urlpatterns = [
    path("mail/", demo.mail_list, name="demo-mail"),
    path("mail/<str:name>/", demo.mail_message, name="demo-mail-message"),
]
