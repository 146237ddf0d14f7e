"""Who lets things out, what happens when two answer at once, and what awarded groups keep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import initiatives, moderation, publishing, updates
from initiatives.actions.pictures import NewPicture
from initiatives.enums import MemberRole, UpdateStatus, Verdict, Visibility
from initiatives.errors import (
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import (
    Initiative,
    InitiativeMember,
    InitiativeUpdate,
    ModerationDecision,
    Presentation,
)
from portal.areas.models import Neighbourhood
from portal.files.models import StoredFile
from portal.users.models import User
from tests.factories.files import small_png
from tests.initiatives.public_life.conftest import Read

SignIn = Callable[[User], Client]


def asked(initiative: Initiative, by: User, text: str = "Kom og vær med.") -> str:
    """Ask for publication; what a moderator has before them then."""
    publishing.present(initiative.pk, summary=text, picture=None, by=by)
    publishing.ask(initiative.pk, by=by)
    return moderation.version(publishing.showing(initiative.pk))


def publish(initiative: Initiative, version: str, by: User, **more: Any) -> ModerationDecision:
    said = {"verdict": Verdict.PUBLISH, "reason": ""} | more
    return moderation.decide(initiative.pk, version=version, by=by, **said)


def test_second_of_two_moderators_is_told_kindly_and_changes_nothing(
    initiative: Initiative, sign_in: SignIn, applicant: User, moderator: User, lead: User
) -> None:
    version = asked(initiative, applicant)
    publish(initiative, version, moderator)
    url = reverse("initiatives:moderation-initiative", args=[initiative.public_id])

    late = {"verdict": "SEND_BACK", "reason": "Skriv lidt mere", "version": version}
    page = sign_in(lead).post(url, late).content.decode()

    assert "En anden nåede at svare" in page
    assert "Skriv lidt mere" in page  # what was typed is not lost
    with pytest.raises(EditConflict):
        publish(initiative, version, lead)
    assert ModerationDecision.objects.get().verdict == Verdict.PUBLISH


def test_words_changed_while_they_wait_are_not_let_out_unread(
    initiative: Initiative, applicant: User, moderator: User
) -> None:
    version = asked(initiative, applicant)
    publishing.present(initiative.pk, summary="Noget helt andet", picture=None, by=applicant)

    with pytest.raises(EditConflict):
        publish(initiative, version, moderator)


def test_nobody_lets_out_what_they_are_part_of_or_may_not(
    initiative: Initiative, applicant: User, moderator: User, caseworker: User
) -> None:
    version = asked(initiative, applicant)
    with pytest.raises(NotPermitted):
        publish(initiative, version, caseworker)
    with pytest.raises(ReasonsMissing):
        publish(initiative, version, moderator, verdict=Verdict.SEND_BACK)
    with pytest.raises(TransitionNotAllowed):
        publish(initiative, version, moderator, verdict=Verdict.HIDE, reason="Nej")
    member = InitiativeMember(initiative=initiative, user=moderator, role=MemberRole.MEMBER)
    member.save()
    with pytest.raises(ConflictOfInterest):
        publish(initiative, version, moderator)
    member.delete()
    publish(initiative, version, moderator)


def test_news_sent_twice_are_one_and_only_their_writer_and_lead_delete_them(
    initiative: Initiative, applicant: User, stranger: User, private_files: Path
) -> None:
    InitiativeMember.objects.create(initiative=initiative, user=stranger, role=MemberRole.MEMBER)
    picture = NewPicture(small_png(), "a.png", "Et bed", has_consent=True)
    more = {"token": uuid4(), "text": "Så er vi i gang", "picture": picture, "by": applicant}
    first, second = (updates.write(initiative.pk, **more) for _ in range(2))
    assert first == second
    assert StoredFile.objects.count() == 1

    with pytest.raises(NotPermitted):
        updates.remove(initiative.pk, update_id=first.public_id, by=stranger)
    updates.remove(initiative.pk, update_id=first.public_id, by=applicant)
    assert not InitiativeUpdate.objects.exists()
    assert not StoredFile.objects.exists()


def test_news_sent_back_say_why_to_the_group_alone(
    initiative: Initiative,
    sign_in: SignIn,
    applicant: User,
    moderator: User,
    everywhere: Read,
) -> None:
    publish(initiative, asked(initiative, applicant), moderator)
    update = updates.write(
        initiative.pk, token=uuid4(), text="KANARI-NYT", picture=None, by=applicant
    )
    version = moderation.version(initiative, update)
    moderation.decide_update(
        update.pk,
        verdict=Verdict.SEND_BACK,
        reason="Der står et navn",
        version=version,
        by=moderator,
    )

    update.refresh_from_db()
    assert update.status == UpdateStatus.HIDDEN
    assert "KANARI-NYT" not in everywhere(initiative)
    own = reverse("initiatives:initiative-group", args=[initiative.public_id])
    assert "Der står et navn" in sign_in(applicant).get(own).content.decode()


def test_awarded_initiative_shows_what_was_decided_on_and_cannot_be_hidden_whole(
    initiative: Initiative,
    applicant: User,
    moderator: User,
    approver: User,
    everywhere: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    initiatives.publish_awarded(initiative, by=approver)
    Initiative.objects.filter(pk=initiative.pk).update(title="KANARI", summary="KANARI")
    text = everywhere(initiative)
    assert "Højbede i gården" in text
    assert "KANARI" not in text
    assert "Gård 4" not in text

    Initiative.objects.filter(pk=initiative.pk).update(title="Højbede i gården")
    publish(initiative, asked(initiative, applicant), moderator)
    monkeypatch.setattr(Initiative, "is_awarded", True)
    version = moderation.version(publishing.showing(initiative.pk))
    publish(initiative, version, moderator, verdict=Verdict.HIDE, reason="Naboer har klaget")
    text = everywhere(initiative)
    assert "Højbede i gården" in text
    assert "Kom og vær med." not in text


def test_lapsed_award_leaves_public_what_the_group_itself_asked_for(
    initiative: Initiative, applicant: User, moderator: User, approver: User
) -> None:
    initiatives.publish_awarded(initiative, by=approver)
    initiatives.unpublish_lapsed(initiative, by=approver)
    assert initiative.visibility == Visibility.PRIVATE

    publish(initiative, asked(initiative, applicant), moderator)
    initiative.refresh_from_db()
    initiatives.unpublish_lapsed(initiative, by=approver)
    assert initiative.visibility == Visibility.PUBLIC


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_database_the_same_for_any_number_of_rows(
    initiative: Initiative,
    neighbourhood: Neighbourhood,
    sign_in: SignIn,
    client: Client,
    applicant: User,
    moderator: User,
    number: int,
    django_assert_max_num_queries: Any,
) -> None:
    publish(initiative, asked(initiative, applicant), moderator)
    for row in range(number):
        InitiativeUpdate.objects.create(
            initiative=initiative,
            text=f"Nyt {row}",
            status=UpdateStatus.PUBLIC,
            published_at=timezone.now(),
            written_by=applicant,
            submission_token=uuid4(),
        )
        initiative.needs.create(kind="HANDS", text=f"Hjælp {row}", added_by=applicant)
    own = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    client.get(own)
    with django_assert_max_num_queries(15):
        assert client.get(own).status_code == 200
    judge = sign_in(moderator)
    with django_assert_max_num_queries(15):
        assert judge.get(reverse("initiatives:moderation-queue")).status_code == 200
    group = sign_in(applicant)
    with django_assert_max_num_queries(25):
        page = reverse("initiatives:initiative-group", args=[initiative.public_id])
        assert group.get(page).status_code == 200
    assert Presentation.objects.count() == 1
