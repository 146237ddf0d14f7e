"""The one door, under the names allauth asks for.

allauth's own list is not mounted: it has pages for passwords, sign-up and addresses, which the
portal does not have.
"""

from django.urls import path

from portal.users import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("code/", views.SignInCodeView.as_view(), name="account_confirm_login_code"),
    path("logout/", views.SignOutView.as_view(), name="account_logout"),
    path("inactive/", views.InactiveView.as_view(), name="account_inactive"),
]
