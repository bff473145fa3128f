"""Registration of an organization: quick, once, with likely duplicates shown before a second entry."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from poa_portal.accounts.models import Post
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from stakeholders.actions import register_organisation
from stakeholders.models import Organisation
from tests.factories import CategoryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/en/work/organizations/register/"


@pytest.fixture
def category() -> Any:
    return CategoryFactory()


def form(category: Any, **values: str) -> dict[str, Any]:
    return {"name": "Fundación Puente Digital", "category": category.pk, **values}


def test_register_makes_organization_and_representative(client_of: Any, stranger: Any, category: Any) -> None:
    response = client_of(stranger).post(URL, form(category, website="puente.example"))
    organisation = Organisation.objects.get()
    assert (response.status_code, response.url) == (302, f"/en/stakeholders/{organisation.key}/")
    assert (organisation.key, organisation.own_name) == ("fundacion-puente-digital", "Fundación Puente Digital")
    assert organisation.website == "https://puente.example"
    assert [(post.party_id, post.role) for post in Post.objects.filter(user=stranger)] == [
        (organisation.pk, Role.REPRESENTATIVE)
    ]
    assert list(AuditEvent.objects.about(organisation).values_list("verb", flat=True)) == ["register"]


def test_register_twice_by_double_click_makes_one(client_of: Any, stranger: Any, category: Any) -> None:
    client = client_of(stranger)
    first, second = (client.post(URL, form(category)) for _click in range(2))
    assert first.url == second.url
    assert (Organisation.objects.count(), Post.objects.count()) == (1, 1)


def test_register_shows_the_same_name_folded_before_making_a_second(
    client_of: Any, stranger: Any, category: Any
) -> None:
    OrganisationFactory(name="Fundacion PUENTE digital", key="puente")
    client = client_of(stranger)
    response = client.post(URL, form(category))
    assert response.status_code == 422
    assert [found.key for found in response.context["duplicates"]] == ["puente"]
    assert Organisation.objects.count() == 1
    confirmed = client.post(URL, form(category, is_another="on"))
    assert (confirmed.status_code, Organisation.objects.count()) == (302, 2)


def test_register_shows_the_same_web_domain(client_of: Any, stranger: Any, category: Any) -> None:
    OrganisationFactory(name="Other words", key="other", website="https://www.puente.example/en/")
    response = client_of(stranger).post(URL, form(category, website="https://puente.example/about"))
    assert (response.status_code, [found.key for found in response.context["duplicates"]]) == (422, ["other"])


def test_register_asks_again_where_nothing_was_confirmed(client_of: Any, stranger: Any, category: Any) -> None:
    OrganisationFactory(name="Fundacion Puente Digital", key="puente")
    response = client_of(stranger).post(URL, form(category, is_another=""))
    assert (response.status_code, Organisation.objects.count()) == (422, 1)
    assert "is_another" in response.context["form"].errors


def test_register_keeps_next_of_this_portal_only(client_of: Any, stranger: Any, category: Any) -> None:
    client = client_of(stranger)
    near = client.post(URL, form(category, next="/en/calls/views/answer/"))
    far = client.post(URL, form(category, name="Another name", next="https://evil.example/"))
    assert near.url == "/en/calls/views/answer/"
    assert far.url == "/en/stakeholders/another-name/"


def test_register_by_a_signed_out_reader_goes_to_sign_in(client: Any) -> None:
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_register_without_a_confirmed_address_is_refused(client_of: Any, category: Any) -> None:
    user = UserFactory()
    response = client_of(user).post(URL, form(category))
    assert (response.status_code, Organisation.objects.count()) == (422, 0)
    assert "Confirm your e-mail address first" in response.content.decode()
    with pytest.raises(TransitionRefused):
        register_organisation(by=user, name="A name", category=category)


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200f", "!!!", "x" * 251])
def test_register_with_a_name_of_nothing_is_refused(client_of: Any, stranger: Any, category: Any, name: str) -> None:
    response = client_of(stranger).post(URL, form(category, name=name))
    assert (response.status_code, Organisation.objects.count()) == (422, 0)
    assert "name" in response.context["form"].errors


def test_register_takes_any_script_and_cleans_direction_marks(stranger: Any, category: Any) -> None:
    organisation = register_organisation(by=stranger, name="\u202eمؤسسة   الجسر\u202c الرقمي", category=category)
    assert organisation.own_name == "مؤسسة الجسر الرقمي"
    assert organisation.key == "organization"
    assert str(organisation) == organisation.own_name


def test_register_folds_a_name_that_grows_without_failing(stranger: Any, category: Any) -> None:
    organisation = register_organisation(by=stranger, name="ﷺ" * 250, category=category)
    assert len(organisation.folded_name) == 300


def test_register_with_a_name_as_short_as_a_code_never_takes_the_address_of_a_state(
    stranger: Any, category: Any
) -> None:
    assert register_organisation(by=stranger, name="XA", category=category).key == "xa-2"


def test_register_by_two_people_of_the_same_words_gives_two_addresses(stranger: Any, category: Any) -> None:
    other = UserFactory()
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    keys = [register_organisation(by=who, name="Open Forum", category=category).key for who in (stranger, other)]
    assert keys == ["open-forum", "open-forum-2"]
