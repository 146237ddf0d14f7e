"""Addresses that a load balancer and an alarm ask: is the portal alive, and can it do its work."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateEvent

from portal.post.models import Delivery

# A worker that runs takes a job within seconds; a quarter of an hour means that none does.
LONGEST_WAIT = timedelta(minutes=15)
# Room for a day of uploads and for the database to tidy up after itself.
LEAST_FREE_MEGABYTES = 500


class Finding(TypedDict):
    """What one check found: whether it is well, and its number when it has one."""

    ok: bool
    value: int | None


@require_safe
@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """Answer at all; it asks nobody else, so that a lost database restarts no process."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Tell whether the portal can do its work: 200 when every check is well, else 503."""
    findings = {"disk": _disk(settings.MEDIA_ROOT)}
    try:
        findings |= {"database": Finding(ok=True, value=None)}
        findings |= {"migrations": _migrations(), "jobs": _oldest_job(timezone.now())}
        findings |= {"mails": _mails_given_up(timezone.now())}
    except Error:
        # The reason may hold a host name or a user name: it belongs in the log, not in the answer.
        findings["database"] = Finding(ok=False, value=None)
    well = all(finding["ok"] for finding in findings.values())
    return JsonResponse(
        {"status": "ok" if well else "failing", "checks": findings}, status=200 if well else 503
    )


def _migrations() -> Finding:
    """Count the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    unapplied = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding(ok=unapplied == 0, value=unapplied)


def _oldest_job(now: datetime) -> Finding:
    """Measure for how many seconds the job has waited that should have run first."""
    waiting = ProcrastinateEvent.objects.filter(type="deferred", job__status="todo")
    # Greatest passes over an empty time: a job without one was due when it was made.
    due = waiting.annotate(due_at=Greatest("at", "job__scheduled_at")).filter(due_at__lte=now)
    oldest = due.aggregate(oldest=Min("due_at"))["oldest"]
    waited = now - oldest if oldest else timedelta()
    return Finding(ok=waited <= LONGEST_WAIT, value=int(waited.total_seconds()))


def _mails_given_up(now: datetime) -> Finding:
    """Count the mails given up within a week. It is for people to ring: a restart mends nothing."""
    return Finding(ok=True, value=Delivery.objects.given_up_lately(now).count())


def _disk(folder: object) -> Finding:
    """Count the free megabytes where uploads are kept."""
    place = Path(str(folder))
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // 2**20
    return Finding(ok=free >= LEAST_FREE_MEGABYTES, value=free)
