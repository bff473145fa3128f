"""What a reader sees when something is not there, cannot be read, or fails; never a traceback."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["en", "ar"])
def test_unknown_page_answers_in_the_language_of_the_address(client: Client, code: str) -> None:
    answer = client.get(f"/{code}/nothing/")
    with translation.override(code):
        heading = _("Page not found")
    assert answer.status_code == 404
    assert f'lang="{code}"' in answer.content.decode()
    assert heading in answer.content.decode()
    assert "urlpatterns" not in answer.content.decode()


def test_unknown_language_answers_in_what_the_browser_asks_for(client: Client) -> None:
    answer = client.get("/de/", headers={"accept-language": "fr"})
    assert (answer.status_code, 'lang="fr"' in answer.content.decode()) == (404, True)


def test_chinese_under_its_short_name_is_sent_on(client: Client) -> None:
    answer = client.get("/zh/library/?q=%E8%A7%84%E8%8C%83")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/zh-hans/library/?q=%E8%A7%84%E8%8C%83")


@pytest.mark.parametrize("query", ["q=%FF%FE", "q=%00", "page=%C3%28"])
def test_broken_query_is_refused_in_words(client: Client, query: str) -> None:
    answer = client.get(f"/es/library/?{query}")
    assert (answer.status_code, 'lang="es"' in answer.content.decode()) == (400, True)


def test_root_goes_to_the_language_of_the_browser(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "ar-EG,ar;q=0.9,en;q=0.8"})
    assert (answer.status_code, answer.headers["Location"], answer.headers["Vary"]) == (302, "/ar/", "Accept-Language")


def test_failure_shows_no_traceback(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from poa_portal.pages import views

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(views.HomeView, "get_context_data", fail)
    client.raise_request_exception = False
    answer = client.get("/en/")
    assert (answer.status_code, "a secret detail" in answer.content.decode()) == (500, False)


def test_address_without_its_slash_is_sent_on(client: Client) -> None:
    assert client.get("/en/library").headers["Location"] == "/en/library/"
