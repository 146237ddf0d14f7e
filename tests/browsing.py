"""A real browser on the running portal: Chromium, axe, and pages that remember every complaint.

These fixtures are given out by the conftest of each folder that drives the browser.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOW_TO_GET_IT = (
    "No Chromium on this machine, so the browser tests cannot run. Get it with "
    "'apt-get install chromium' or 'python -m playwright install chromium', "
    "or name it in the variable CHROMIUM."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Told by the browser itself, so that a breach counts even when the console stays silent.
TELL_BREACHES = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`))"""


def find_chromium(kind: BrowserType) -> str | None:
    """Where the browser is on this machine, if anywhere."""
    names = ("chromium", "chromium-browser", "google-chrome")
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, names)]
    own = kind.executable_path
    return next((path for path in [*candidates, own] if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for the whole run; without it the tests are skipped, and under CI they fail."""
    rows_of_migrations = getattr(connection, "_test_serialized_contents", "")
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium)
        if path is None:
            if os.environ.get("CI") == "true":
                pytest.fail(HOW_TO_GET_IT, pytrace=False)
            pytest.skip(HOW_TO_GET_IT)
        # Beside that loop Django opens another connection, which must know what to put back.
        connection._test_serialized_contents = rows_of_migrations
        expect.set_options(timeout=15_000)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def _note_failure(problems: list[str], request: Request) -> None:
    """What was on its way when its page was left is no fault; what is blocked or broken is."""
    if request.failure != "net::ERR_ABORTED":
        problems.append(f"failed: {request.url}")


def _note_message(problems: list[str], message: ConsoleMessage) -> None:
    """What is somebody else's way of talking is left out.

    A typeface out of the browser's own memory counts as not used there, and Wagtail's checker
    writes what it found on a page in the log, as an error.
    """
    others = ("preloaded using link preload but not used", "axe.run results")
    if not any(text in message.text for text in others):
        problems.append(f"{message.type}: {message.text}")


def _listen(page: Page) -> None:
    problems: list[str] = []
    page.problems = problems  # type: ignore[attr-defined]
    page.on("console", lambda message: _note_message(problems, message))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("requestfailed", lambda request: _note_failure(problems, request))
    page.on(
        "request",
        lambda request: (
            problems.append(f"outside: {request.url}")
            if not request.url.startswith(("http://localhost", "http://127.0.0.1"))
            else None
        ),
    )
    page.add_init_script(TELL_BREACHES)


@pytest.fixture
def open_page(
    chromium: Browser, live_server: LiveServer, django_db_serialized_rollback: None
) -> Iterator[Callable[..., Page]]:
    """Make pages of a given width on the running portal; `page.goto("/…")` takes a path.

    Each page keeps in `page.problems` its console messages, script errors, failed and outside
    requests and policy breaches. Further arguments go to the browser context, such as
    `java_script_enabled=False`. Pages of one call share nothing with those of another.
    """
    contexts = []

    def make(width: int = 1280, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        _listen(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """Give a page the session of a user, as if they had just signed in."""

    def give(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user, backend="portal.users.backends.AccountBackend")
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])

    return give


@pytest.fixture
def assert_clean() -> Callable[..., None]:
    """Check that a page has no axe violation, no sideways scroll and nothing to complain about."""

    def check(page: Page, *, status: int = 200) -> None:
        page.wait_for_load_state("load")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        violations = [
            f"{rule['id']}: {node['html'][:200]} — {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert violations == [], f"{page.url}\n" + "\n".join(violations)
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"
        # The browser itself writes a line when the page's own answer is an error.
        own_answer = f"the server responded with a status of {status} "
        problems: list[str] = page.problems  # type: ignore[attr-defined]
        left = [line for line in problems if status == 200 or own_answer not in line]
        assert left == [], "\n".join([page.url, *left])

    return check
