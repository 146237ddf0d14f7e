"""What groups show of their initiatives: words, drawn pictures, news and needs, most let out."""

from __future__ import annotations

from collections.abc import Callable

from home.demo import shapes as s
from home.demo import things as t
from home.demo.canvas import Canvas
from home.demo.clock import Calendar, Story
from home.demo.data import Row, read, token
from initiatives.actions import (
    comment_verdicts,
    comments,
    moderation,
    needs,
    publishing,
    updates,
)
from initiatives.actions.pictures import NewPicture
from initiatives.enums import CommentMove, NeedKind, ReportKind, Verdict
from initiatives.models import Initiative, InitiativeUpdate
from portal.users.models import User
from portal.users.roles import Role

_WIDTH, _HEIGHT = 960, 540


def public_stories(calendar: Calendar) -> list[Story]:
    """One for each group that shows itself."""
    return [_story(row, calendar) for row in read("public_life")["initiative"]]


def _story(row: Row, calendar: Calendar) -> Story:
    yield calendar.ago(row["shown"], hour=19)
    initiative = Initiative.objects.get(title=row["title"])
    lead = initiative.members.select_related("user").get(role="LEAD").user
    moderator = User.objects.filter(groups__name=Role.MODERATOR).earliest("pk")
    publishing.present(initiative.pk, summary=row["summary"], picture=_picture(row), by=lead)
    publishing.ask(initiative.pk, by=lead)
    if row.get("name"):
        publishing.show_name(initiative.pk, shown=True, by=lead)
    for kind, text, number in row.get("needs", []):
        needs.add(
            initiative.pk, kind=NeedKind(kind), text=text, how_many=number, until=None, by=lead
        )
    if row.get("answered"):
        yield calendar.work(row["shown"] - 1, hour=9, minute=40)
        moderation.decide(
            initiative.pk,
            verdict=Verdict.PUBLISH,
            reason="",
            version=moderation.version(publishing.showing(initiative.pk)),
            by=moderator,
        )
    for days, text, answered in row.get("updates", []):
        yield calendar.ago(days, hour=20)
        told = updates.write(
            initiative.pk, token=token("update", text), text=text, picture=None, by=lead
        )
        if answered:
            yield calendar.work(days - 1, hour=9, minute=50)
            _let_out(told, moderator)


def comment_stories(calendar: Calendar) -> list[Story]:
    """One for each comment of a neighbour."""
    return [_comment_story(row, calendar) for row in read("public_life")["comment"]]


def _comment_story(row: Row, calendar: Calendar) -> Story:
    yield calendar.ago(row["days"], hour=20, minute=10)
    initiative = Initiative.objects.get(title=row["title"])
    writer = User.objects.get(email=row["by"])
    moderator = User.objects.filter(groups__name=Role.MODERATOR).earliest("pk")
    made = comments.write(
        initiative.pk,
        token=token("comment", row["text"]),
        text=row["text"],
        shows_full_name=False,
        by=writer,
    )
    if "verdict" not in row:
        return
    yield calendar.work(row["days"] - 1, hour=10, minute=20)
    comment_verdicts.decide(
        made.pk,
        move=CommentMove(row["verdict"]),
        reason=row.get("reason", ""),
        version=made.version,
        by=moderator,
    )
    if "answer" in row:
        yield calendar.work(row["days"] - 1, hour=13, minute=5)
        answer = token("answer", row["answer"])
        comments.answer(made.pk, token=answer, text=row["answer"], by=moderator)
    if "report" in row:
        yield calendar.ago(row["days"] - 2, hour=21)
        kind = ReportKind(row["report"])
        report = token("report", row["text"])
        comments.report(made.pk, token=report, kind=kind, text="", by=None)


def _let_out(update: InitiativeUpdate, moderator: User) -> None:
    moderation.decide_update(
        update.pk,
        verdict=Verdict.PUBLISH,
        reason="",
        version=moderation.version(update.initiative, update),
        by=moderator,
    )


def _picture(row: Row) -> NewPicture | None:
    if "picture" not in row:
        return None
    data = _DRAWN[row["picture"]]().png()
    return NewPicture(data, f"{row['picture']}.png", row["alt"], has_consent=True)


def _beds() -> Canvas:
    """Raised beds in a yard."""
    c = Canvas("#97bb74", width=_WIDTH, height=_HEIGHT)
    c.box(0, 0, _WIDTH, 250, "#cfe3d8")
    s.gable(c, 60, 300, 180, 150, "#e6b184", "#8a3f24", floors=2)
    s.gable(c, 700, 300, 200, 170, "#fffaf0", "#b4541a", floors=2)
    s.tree(c, 480, 330, 240, "#5f9a6b")
    t.raised_bed(c, 130, 440, 270, "#5f9a4b", "#d2483c")
    t.raised_bed(c, 540, 480, 280, "#7aa94f", "#f2a541")
    s.person(c, 460, 480, 210, "#235a86", 1, arm="out")
    return c


def _table() -> Canvas:
    """Neighbours round a long table."""
    c = Canvas("#e7d3b0", width=_WIDTH, height=_HEIGHT)
    c.box(0, 0, _WIDTH, 330, "#cfe5dd")
    s.lights(c, (20, 90), (940, 90), 46, ("#f2a541", "#fff3cf", "#e4694a"))
    t.rail_of_clothes(c, 620, 380, ("#a03535", "#f2a541", "#0b5750", "#7a3b6e"))
    t.long_table(c, 60, 480, 5, "#0b5750", ("#b4541a", "#235a86", "#f2a541", "#7a3b6e"))
    s.person(c, 860, 500, 220, "#235a86", 3, arm="up")
    return c


_DRAWN: dict[str, Callable[[], Canvas]] = {"bede": _beds, "hylde": _table}
