"""Comments, as they wait or as everybody reads them."""

from uuid import uuid4

import factory
from django.utils import timezone

from initiatives.enums import CommentStatus, ReportKind, Speaker
from initiatives.models import Comment, CommentReport
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory


class CommentFactory(factory.django.DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    initiative = factory.SubFactory(InitiativeFactory, visibility="PUBLIC")
    author = factory.SubFactory(UserFactory)
    text = "Kan man komme med sin kørestol?"
    submission_token = factory.LazyFunction(uuid4)


class CommentReportFactory(factory.django.DjangoModelFactory[CommentReport]):
    class Meta:
        model = CommentReport

    comment = factory.SubFactory(CommentFactory)
    kind = ReportKind.HARSH
    submission_token = factory.LazyFunction(uuid4)


def shown(**fields: object) -> Comment:
    """A comment that everybody reads."""
    made = {"status": CommentStatus.PUBLIC, "published_at": timezone.now()} | fields
    return CommentFactory.create(**made)


def answered(comment: Comment, **fields: object) -> Comment:
    """The municipality's answer to it."""
    made = {"initiative": comment.initiative, "parent": comment, "speaker": Speaker.MUNICIPALITY}
    return shown(**made | {"text": "Ja, der er fladt hele vejen."} | fields)
