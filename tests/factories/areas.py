"""Places and themes for tests."""

import factory

from portal.areas.models import Neighbourhood, Theme


class NeighbourhoodFactory(factory.django.DjangoModelFactory[Neighbourhood]):
    class Meta:
        model = Neighbourhood

    name = factory.Sequence(lambda n: f"Ærøkvarteret {n}")
    slug = factory.Sequence(lambda n: f"aeroekvarteret-{n}")
    latitude = 55.65
    longitude = 12.27
    population = 4200


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Grøn omstilling {n}")
    slug = factory.Sequence(lambda n: f"groen-{n}")
