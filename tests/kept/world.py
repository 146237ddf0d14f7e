"""Pages with every part filled, for the visitor who reads them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from guides.enums import CaseStatus
from guides.models import Ambassador, Community, CommunityGuide
from home.models import EventPage, NeighbourhoodPage, StoryPage
from initiatives.enums import ApplicationStatus, NeedKind, Stage, UpdateStatus, Visibility
from initiatives.models import HelpNeed, Initiative, InitiativeUpdate, LocalVote, Poll, Presentation
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.comments import answered, shown
from tests.factories.communities import CommunityFactory, HelpOfferFactory
from tests.factories.events import event as an_event
from tests.factories.events import open_event, signed_up
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.home import ambassador_in, content_page, image, neighbourhood_page
from tests.factories.initiatives import FundingRoundFactory, application
from tests.factories.polls import asked
from tests.factories.votes import open_vote, share


@dataclass
class World:
    """What there is to change."""

    place: Neighbourhood
    page: NeighbourhoodPage
    story: StoryPage
    event: EventPage
    initiative: Initiative
    update: InitiativeUpdate
    guide: CommunityGuide
    ambassador: Ambassador
    vote: LocalVote
    poll: Poll
    community: Community

    @property
    def lead(self) -> User:
        """Who stands behind the initiative, and lets the name be shown."""
        return self.initiative.members.get().user

    @property
    def pages(self) -> dict[str, str]:
        """Each kind of page that is kept, by its model or view → its address."""
        return {
            "HomePage": "/",
            "NeighbourhoodIndexPage": "/kvarterer/",
            "NeighbourhoodPage": self.page.url,
            "StoryPage": self.story.url,
            "EventPage": self.event.url,
            "ContentPage": "/om/",
            "catalogue": "/initiatives/",
            "catalogue, narrowed": f"/initiatives/?place={self.place.slug}&help=on&page=1",
            "directory": f"/communities/?place={self.place.slug}",
            "community": f"/communities/{self.community.public_id}/",
            "events": f"/events/?place={self.place.slug}",
            "events past": f"/events/past/?place={self.place.slug}",
            "stories": f"/stories/?place={self.place.slug}&page=1",
            "detail": f"/initiatives/{self.initiative.public_id}/",
        }


def filled(place: Neighbourhood) -> World:
    """One neighbourhood where everything happens."""
    FundingRoundFactory.create(title="Straks")
    row = application(status=ApplicationStatus.AWARDED).initiative
    Initiative.objects.filter(pk=row.pk).update(
        neighbourhood=place, visibility=Visibility.PUBLIC, stage=Stage.RUNNING
    )
    row.refresh_from_db()
    member = row.members.get()
    member.name_public_since = timezone.now()
    member.save()
    Presentation.objects.create(initiative=row, title="Højbede", summary="I gården")
    by = member.user
    HelpNeed.objects.create(initiative=row, kind=NeedKind.HANDS, text="To par hænder", added_by=by)
    update = InitiativeUpdate.objects.create(
        initiative=row, text="Vi har plantet", written_by=by, status=UpdateStatus.PUBLIC,
        published_at=timezone.now(), submission_token=uuid4(),
    )  # fmt: skip
    guide = guide_in(place, portrait=image("Guide"), phone="+4520304050")
    CaseFactory.create(initiative=row, guide=guide, status=CaseStatus.CONTACTED)
    ambassador = ambassador_in(place, trained_by=guide, words="Kom til kaffe")
    community = CommunityFactory.create(neighbourhood=place, name="Åbent hus")
    HelpOfferFactory.create(neighbourhood=place, text="Jeg kan bage")
    vote = open_vote(of=share(place))
    answered(shown(initiative=row))
    poll = asked(neighbourhood=place)
    link = '<p><a linktype="document" id="1">Papir</a> <a linktype="page" id="3">En side</a></p>'
    body = [
        ("text", link),
        ("picture", {"image": {"image": image(), "alt_text": "Fest"}, "caption": ""}),
    ]
    page = neighbourhood_page(place, image=image(), image_alt="Gården", intro="Her bor vi")
    page.body = body
    page.save_revision().publish()
    story = StoryPage(
        title="Langbord", slug="langbord", initiative=row, image=image(), image_alt="Bord",
        body=body,
    )  # fmt: skip
    page.add_child(instance=story)
    story.save_revision().publish()
    event = open_event(under=page, capacity=20, initiative=row, body=body)
    EventPage.objects.filter(pk=event.pk).update(latitude=55.65, longitude=12.28)
    signed_up(event)
    an_event("Høstfest", under=page, starts_at=timezone.now() - timedelta(days=9))
    content_page("Om os", slug="om", show_in_menus=True, body=body)
    return World(
        place=place, page=page, story=story, event=event, initiative=row, update=update,
        guide=guide, ambassador=ambassador, vote=vote, poll=poll, community=community,
    )  # fmt: skip
