"""Every address of the portal. Apps above are named by string, so that nothing imports upward."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import authenticate_with_password, serve

from portal.views import door, health, was

# Wagtail does not mark its public views; without this the whole site would ask for log-in.
for public_view in (wagtail_views.serve, serve, authenticate_with_password):
    login_not_required(public_view)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz/live", health.live, name="health-live"),
    path("healthz/ready", health.ready, name="health-ready"),
    # The addresses that search engines ask for; what stands in them is named in `home`.
    path("", include("home.crawler_urls")),
    path("was", was.accessibility_statement, name="was"),
    # The address an identity bridge sends people back to must not change with the language.
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    # One door: Wagtail's own pages for a user name and a password lead to it.
    path("admin/login/", door.one_door),
    path("_util/login/", door.one_door, name="one-door"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("portal.demo_urls"))]

if settings.STYLEGUIDE:
    urlpatterns += [path("styleguide/", include("portal.styleguide_urls"))]

if settings.DEBUG or settings.DEMO:
    # A real server lets its web server or object store hand out pictures.
    urlpatterns += [
        path(
            "media/<path:path>",
            login_not_required(serve_file),
            {"document_root": settings.MEDIA_ROOT},
            name="media",
        )
    ]

urlpatterns += i18n_patterns(
    path("account/", include("portal.users.account_urls")),
    path("profile/", include("portal.users.urls")),
    path("", include("portal.post.urls")),
    path("", include("initiatives.urls")),
    path("", include("guides.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.permission_denied"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"
