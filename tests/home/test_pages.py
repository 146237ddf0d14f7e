"""The pages as a visitor reads them."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from guides.enums import CaseStatus
from guides.models import CommunityGuide
from home.models import StoryPage
from initiatives.enums import (
    ApplicationStatus,
    AwardStatus,
    NeedKind,
    Stage,
    UpdateStatus,
    Visibility,
)
from initiatives.models import (
    Award,
    Decision,
    HelpNeed,
    Initiative,
    InitiativeUpdate,
    Presentation,
)
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.communities import CommunityFactory, HelpOfferFactory
from tests.factories.events import event
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.home import (
    ambassador_in,
    content_page,
    image,
    index_page,
    neighbourhood_page,
)
from tests.factories.initiatives import FundingRoundFactory, InitiativeFactory, application
from tests.factories.polls import asked
from tests.factories.users import UserFactory
from tests.factories.votes import open_vote, share

pytestmark = pytest.mark.django_db


def public(neighbourhood: Neighbourhood, **fields: object) -> Initiative:
    fields = {"stage": Stage.RUNNING, "visibility": Visibility.PUBLIC} | fields
    return InitiativeFactory.create(neighbourhood=neighbourhood, **fields)


def grant(
    initiative: Initiative,
    amount: Decimal,
    *,
    by: User,
    status: AwardStatus = AwardStatus.OFFERED,
) -> Award:
    asked = application(
        status=ApplicationStatus.AWARDED, initiative=initiative, amount=amount, by=by
    )
    decision = Decision.objects.create(
        application=asked, outcome=asked.status, amount=amount, legal_basis="x", decided_by=by
    )
    return Award.objects.create(
        application=asked,
        decision=decision,
        pool=asked.funding_round.pool,
        amount=amount,
        status=status,
    )


def tell_of(initiative: Initiative) -> None:
    """Let the initiative have words, a need and a piece of news that everybody may read."""
    Presentation.objects.create(initiative=initiative, title="Højbede", summary="I gården")
    by = UserFactory.create()
    HelpNeed.objects.create(
        initiative=initiative, kind=NeedKind.HANDS, text="To par hænder", added_by=by
    )
    InitiativeUpdate.objects.create(
        initiative=initiative,
        text="Vi har plantet",
        written_by=by,
        status=UpdateStatus.PUBLIC,
        published_at=timezone.now(),
        submission_token=uuid4(),
    )


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_front_page_shows_open_rounds_and_not_closed_ones(client: Client) -> None:
    FundingRoundFactory.create(title="Straks", ceiling=Decimal("5000.00"))
    FundingRoundFactory.create(title="Forbi", opens_on="2020-01-01", closes_on="2020-02-01")
    html = read(client, "/")
    assert "Straks" in html
    assert "5.000\u00a0kr." in html
    assert "Svar inden for 7 dage" in html
    assert "Forbi" not in html


def test_front_page_without_rounds_or_initiatives_says_what_one_can_do(client: Client) -> None:
    html = read(client, "/")
    assert "Ingen pulje er åben lige nu" in html
    assert "Bliv de første" in html


def test_index_lists_neighbourhoods_in_danish_order(client: Client) -> None:
    for name in ("Åløkken", "Ørum", "Aarup", "Æblehaven", "Zebragården"):
        place = Neighbourhood.objects.create(
            name=name, slug=name.lower()[1:], latitude=55.6, longitude=12.2
        )
        neighbourhood_page(place)
    html = read(client, "/kvarterer/")
    names = ["Aarup", "Zebragården", "Æblehaven", "Ørum", "Åløkken"]
    places = [html.index(f">{name}</a>") for name in names]
    assert places == sorted(places)


def test_neighbourhood_page_with_no_words_is_of_use(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood)
    html = read(client, "/kvarterer/gaerdehaven/")
    assert "Her er plads til den første idé" in html
    assert "/ideas/new/?neighbourhood=gaerdehaven" in html
    assert "Kvarteret får snart sin egen guide" in html


def test_neighbourhood_page_shows_guide_with_phone(
    client: Client, neighbourhood: Neighbourhood, guide: CommunityGuide
) -> None:
    neighbourhood_page(neighbourhood)
    html = read(client, "/kvarterer/gaerdehaven/")
    assert "Gudrun Guide" in html
    assert 'href="tel:+4541424344"' in html


def test_neighbourhood_page_hides_ambassador_without_consent(
    client: Client, neighbourhood: Neighbourhood, guide: CommunityGuide
) -> None:
    shown = ambassador_in(neighbourhood, trained_by=guide, words="Kom til kaffe")
    hidden = ambassador_in(neighbourhood, trained_by=guide, shown=False, words="Hemmeligt")
    neighbourhood_page(neighbourhood)
    html = read(client, "/kvarterer/gaerdehaven/")
    assert "Kom til kaffe" in html
    assert shown.user.full_name not in html  # the first name alone is public
    assert "Hemmeligt" not in html
    assert hidden.user.full_name not in html


def test_neighbourhood_page_hides_private_and_others_initiatives(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    public(neighbourhood, title="Højbede i gården")
    public(neighbourhood, title="Endnu privat", visibility=Visibility.PRIVATE)
    public(neighbourhood, title="Skjult af moderator", visibility=Visibility.HIDDEN)
    public(neighbourhood, title="Opgivet", stage=Stage.STOPPED)
    public(InitiativeFactory.create().neighbourhood, title="Et andet sted")
    neighbourhood_page(neighbourhood)
    html = read(client, "/kvarterer/gaerdehaven/")
    assert "Højbede i gården" in html
    for title in ("Endnu privat", "Skjult af moderator", "Opgivet", "Et andet sted"):
        assert title not in html


def test_neighbourhood_page_counts_support_of_all_initiatives(
    client: Client, neighbourhood: Neighbourhood, approver: User
) -> None:
    for amount in (Decimal("3000.00"), Decimal("5400.00")):
        grant(public(neighbourhood), amount, by=approver)
    grant(public(neighbourhood, stage=Stage.STOPPED), Decimal("9000.00"), by=approver)
    public(neighbourhood, stage=Stage.IDEA)
    neighbourhood_page(neighbourhood)
    html = read(client, "/kvarterer/gaerdehaven/")
    assert "<dd>3</dd>" in html
    assert "<dd>8.400\u00a0kr.</dd>" in html
    assert "<dd>2.000\u00a0kr.</dd>" in html  # 8.400 kr. for 4.200 people


def test_awarded_initiative_is_there_at_once_with_amount_stage_and_guide(
    client: Client, neighbourhood: Neighbourhood, guide: CommunityGuide, approver: User
) -> None:
    neighbourhood_page(neighbourhood)
    initiative = public(neighbourhood, title="Bænk ved søen", visibility=Visibility.PRIVATE)
    CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.CONTACTED)
    assert "Bænk ved søen" not in read(client, "/kvarterer/gaerdehaven/")
    grant(initiative, Decimal("4800.00"), by=approver)
    Initiative.objects.update(visibility=Visibility.PUBLIC, stage=Stage.PREPARING)
    html = read(client, "/kvarterer/gaerdehaven/")
    card = html[html.index("Bænk ved søen") :]
    assert "Guide: Gudrun Guide" in card
    assert "På vej" in card
    assert "4.800\u00a0kr." in card


def test_lapsed_award_is_not_counted(
    client: Client, neighbourhood: Neighbourhood, approver: User
) -> None:
    grant(public(neighbourhood), Decimal("3000.00"), by=approver, status=AwardStatus.LAPSED)
    neighbourhood_page(neighbourhood)
    assert "3.000" not in read(client, "/kvarterer/gaerdehaven/")


def test_page_with_picture_needs_its_words(neighbourhood: Neighbourhood) -> None:
    page = neighbourhood_page(neighbourhood)
    page.image = image()
    with pytest.raises(Exception, match="hvad billedet viser"):
        page.full_clean()
    page.image_alt = "Naboer ved et højbed"
    page.full_clean()


def test_neighbourhood_page_shows_picture_with_words(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood, image=image(), image_alt="Naboer ved et højbed")
    assert 'alt="Naboer ved et højbed"' in read(client, "/kvarterer/gaerdehaven/")


def test_unpublished_page_is_not_found(client: Client, neighbourhood: Neighbourhood) -> None:
    neighbourhood_page(neighbourhood).unpublish()
    assert client.get("/kvarterer/gaerdehaven/").status_code == 404


def test_content_page_shows_its_body(client: Client) -> None:
    body = [("text", "<p>Vi gemmer kun det nødvendige.</p>")]
    content_page("Privatliv", slug="privatliv", body=body)
    assert "Vi gemmer kun det nødvendige." in read(client, "/privatliv/")


def test_english_keeps_its_prefix_and_marks_danish_words(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood, intro="Her bor vi")
    html = read(client, "/en/kvarterer/gaerdehaven/")
    assert '<html lang="en">' in html
    assert '<span lang="da">Her bor vi</span>' in html
    assert 'href="/en/kvarterer/"' in html
    assert 'href="/kvarterer/"' not in html


def test_language_switch_leads_to_the_same_page(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood)
    danish = read(client, "/kvarterer/gaerdehaven/")
    english = read(client, "/en/kvarterer/gaerdehaven/")
    assert 'href="/en/kvarterer/gaerdehaven/"' in danish
    assert 'href="/kvarterer/gaerdehaven/" lang="da"' in english


def test_address_of_page_without_request_follows_the_language() -> None:
    assert index_page().url == "/kvarterer/"


def test_neighbourhood_page_shows_its_communities_and_the_way_to_help(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    page = neighbourhood_page(neighbourhood)
    assert "Kender du et, der mangler her?" in read(client, page.url)
    made = CommunityFactory.create_batch(7, neighbourhood=neighbourhood)
    CommunityFactory.create(name="Et helt andet sted")
    html = read(client, page.url)
    shown = [community.name for community in made if f">{community.name}<" in html]
    assert len(shown) == 6
    assert "Et helt andet sted" not in html
    assert f"?place={neighbourhood.slug}" in html
    assert f"/offers/new/?neighbourhood={neighbourhood.slug}" in html


def test_restricted_page_is_not_read_by_all(client: Client) -> None:
    page = content_page("Internt", slug="internt")
    page.view_restrictions.create(restriction_type="login")
    assert client.get("/internt/").status_code == 302


def test_page_below_a_restricted_one_is_not_read_by_all(
    client: Client, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood)
    index_page().view_restrictions.create(restriction_type="login")
    assert client.get("/kvarterer/gaerdehaven/").status_code == 302


@pytest.fixture
def told(neighbourhood: Neighbourhood) -> StoryPage:
    """A story of a neighbourhood, and a page in the menu."""
    story = StoryPage(title="Langbord i gården", slug="langbord", intro="Vi spiste")
    neighbourhood_page(neighbourhood).add_child(instance=story)
    content_page("Om os", slug="om", show_in_menus=True)
    return story


@pytest.mark.parametrize(
    ("closed", "word", "paths", "is_mirrored"),
    [
        ("langbord", "Langbord i gården", ["/", "/kvarterer/gaerdehaven/"], False),
        ("langbord", "Langbord i gården", ["/", "/kvarterer/gaerdehaven/"], True),
        ("gaerdehaven", "Gærdehaven", ["/", "/kvarterer/"], False),
        ("om", "Om os", ["/", "/kvarterer/"], False),
        ("om", "Om os", ["/", "/kvarterer/"], True),
    ],
)
def test_what_not_all_may_read_is_named_on_no_page(
    client: Client, told: StoryPage, closed: str, word: str, paths: list[str], is_mirrored: bool
) -> None:
    page = Page.objects.get(slug=closed)
    assert all(word in read(client, path) for path in paths)
    if is_mirrored:  # an alias of a closed page is closed too
        page.specific.create_alias(update_slug="spejl")
        Page.objects.filter(pk=page.pk).update(live=False)
        assert all(word in read(client, path) for path in paths)
    page.view_restrictions.create(restriction_type="login")
    assert not [path for path in paths if word in read(client, path)]


def test_menu_holds_pages_marked_for_it(client: Client) -> None:
    content_page("Om os", slug="om", show_in_menus=True)
    content_page("Privatliv", slug="privatliv")
    html = read(client, "/")
    assert 'href="/om/"' in html
    assert 'href="/privatliv/"' not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_neighbourhood_page_costs_the_same_with_one_row_and_three(
    rows: int,
    client: Client,
    neighbourhood: Neighbourhood,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for _ in range(rows):
        granted = public(neighbourhood)
        application(status=ApplicationStatus.SUBMITTED, initiative=granted)
        trainer = guide_in(neighbourhood, portrait=image("Guide"))
        ambassador_in(neighbourhood, trained_by=trainer)
        CommunityFactory.create(neighbourhood=neighbourhood, name="Åbent hus")
        HelpOfferFactory.create(neighbourhood=neighbourhood, text="Jeg kan bage")
        open_vote(of=share(neighbourhood))
        asked(neighbourhood=neighbourhood)
        tell_of(granted)
    page = neighbourhood_page(neighbourhood, image=image(), image_alt="Gården")
    for _ in range(rows):
        event(under=page)
    page.body = [("picture", {"image": {"image": image(), "alt_text": "Fest"}, "caption": ""})]
    page.save_revision().publish()
    for number in range(rows):
        told = StoryPage(title="Langbord", slug=f"bord-{number}", image=image(), image_alt="Bord")
        told.initiative = granted
        page.add_child(instance=told)
    read(client, page.url)  # makes the pictures' sizes once and for all
    # site, page, restrictions, settings with menu and way up, pictures in the body,
    # all the live parts at once, sizes of all pictures
    with django_assert_num_queries(7):
        html = read(client, page.url)
    for shown in (
        "To par hænder",
        "Vi har plantet",
        "Langbord",
        "Åbent hus",
        "Jeg kan bage",
        "nye bænk",
    ):
        assert html.count(shown) >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_front_page_costs_the_same_with_one_row_and_three(
    rows: int, client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(rows):
        FundingRoundFactory.create()
        place = Neighbourhood.objects.create(
            name=f"Sted {number}", slug=f"sted-{number}", latitude=55.6, longitude=12.2
        )
        public(place)
        neighbourhood_page(place)
        open_vote(of=share(place))
        event()
        asked(neighbourhood=place)
    read(client, "/")
    # site, page, restrictions, settings with menu, all the live parts at once
    with django_assert_num_queries(5):
        read(client, "/")


@pytest.mark.parametrize("rows", [1, 3])
def test_index_costs_the_same_with_one_row_and_three(
    rows: int, client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(rows):
        place = Neighbourhood.objects.create(
            name=f"Sted {number}", slug=f"sted-{number}", latitude=55.6, longitude=12.2
        )
        neighbourhood_page(place, image=image(), image_alt="Gården")
    read(client, "/kvarterer/")
    # site, page and what is its kind's own, restrictions, settings with menu and way up, all the
    # neighbourhoods, sizes of pictures
    with django_assert_num_queries(7):
        read(client, "/kvarterer/")
