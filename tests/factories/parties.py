"""States and organizations."""

import factory
from factory.django import DjangoModelFactory

from stakeholders import models as stakeholders
from states import models as states
from states.enums import StateStatus


class RegionalGroupFactory(DjangoModelFactory):
    class Meta:
        model = states.RegionalGroup

    key = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")


class StateFactory(DjangoModelFactory):
    """A Member State; codes are made up of two letters that no State of the reference data uses twice in one test."""

    class Meta:
        model = states.State

    iso2 = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 23)}{chr(65 + n % 26)}")
    iso3 = factory.Sequence(lambda n: f"{chr(65 + n // 676 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    name = factory.Sequence(lambda n: f"State {n:03d}")
    status = StateStatus.MEMBER
    place = factory.Sequence(lambda n: n)


class StateAliasFactory(DjangoModelFactory):
    class Meta:
        model = states.StateAlias

    state = factory.SubFactory(StateFactory)
    text = factory.Sequence(lambda n: f"Other name {n}")
    folded = factory.LazyAttribute(lambda alias: alias.text.casefold())


class GroupMembershipFactory(DjangoModelFactory):
    class Meta:
        model = states.GroupMembership

    state = factory.SubFactory(StateFactory)
    group = factory.SubFactory(RegionalGroupFactory)


class TallyGroupFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.TallyGroup
        django_get_or_create = ("key",)

    key = "civil-society-academia"
    name = "Civil society and academia"


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Category
        django_get_or_create = ("key",)

    key = "other-ngo"
    name = "Other non-governmental organization"
    tally_group = factory.SubFactory(TallyGroupFactory)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = stakeholders.Organisation

    key = factory.Sequence(lambda n: f"organization-{n}")
    name = factory.Sequence(lambda n: f"Organization {n}")
    category = factory.SubFactory(CategoryFactory)
