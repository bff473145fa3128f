"""Receipts: issued once, verified by anybody, read by their owner, changed by nobody."""

import json
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from poa_portal.audit.actions import canonical_json, issue_receipt
from poa_portal.audit.models import Receipt
from poa_portal.common.enums import Audience
from tests.factories import ReceiptFactory


@pytest.fixture
def receipt(organisation):
    return ReceiptFactory(owner_id=organisation.pk, content='{"title":"Número uno — ميزان"}')


def verify(client, **query):
    return client.get(reverse("audit:receipt_verify"), query)


def title_of(response):
    html = response.content.decode()
    titles = ("The receipt is genuine", "Number and SHA-256 do not match")
    return [title for title in titles if title in html]


def test_verify_shows_what_was_received_when_number_and_digest_match(client, receipt):
    response = verify(client, number=receipt.number, sha256=receipt.sha256)
    html = response.content.decode()
    assert (response.status_code, title_of(response)) == (200, ["The receipt is genuine"])
    for fact in (receipt.subject_reference, receipt.actor_post, "Submitted", "Everybody", "UTC"):
        assert fact in html


def test_verify_forgives_spaces_capitals_and_direction_marks(client, receipt):
    number = f" \u200f{receipt.number.lower()} "
    response = verify(client, number=number, sha256=f"{receipt.sha256[:32]} {receipt.sha256[32:].upper()}")
    assert title_of(response) == ["The receipt is genuine"]


def test_verify_says_the_same_for_unknown_number_wrong_digest_and_anothers_digest(client, receipt):
    other = ReceiptFactory(content='{"title":"Another"}')
    tries = [
        ("RCT-2026-9999", receipt.sha256),
        (receipt.number, "0" * 64),
        (receipt.number, other.sha256),
    ]
    answers = [verify(client, number=number, sha256=digest) for number, digest in tries]
    assert [(answer.status_code, title_of(answer)) for answer in answers] == [
        (200, ["Number and SHA-256 do not match"])
    ] * 3
    assert not any(receipt.subject_reference in answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    "query",
    [{"number": "RCT-2026-0001"}, {"sha256": "0" * 64}, {"number": "RCT-2026-0001", "sha256": "xyz"}],
)
def test_verify_says_what_is_missing_and_keeps_what_was_typed(client, db, query):
    response = verify(client, **query)
    assert response.status_code == 422
    assert f'value="{next(iter(query.values()))}"' in response.content.decode()
    assert title_of(response) == []


def test_verify_asks_at_most_once_and_sets_no_cookie(client, receipt, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = verify(client, number=receipt.number, sha256=receipt.sha256)
    assert not response.cookies


def test_issued_receipt_verifies_by_its_own_address(client, representative, organisation):
    content = {"b": "ß", "a": [1, 2]}
    receipt = issue_receipt(
        organisation,
        "submitted",
        by=representative,
        reference="INP-2026-0001",
        audience=Audience.OWNER,
        content=content,
    )
    assert receipt.sha256 == sha256(canonical_json({"a": [1, 2], "b": "ß"}).encode()).hexdigest()
    assert receipt.actor_post == "Open Ledger Forum · Representative"
    assert title_of(client.get(receipt.get_absolute_url())) == ["The receipt is genuine"]


def test_content_is_downloaded_byte_for_byte(client_of, representative, receipt):
    response = client_of(representative).get(reverse("audit:receipt_content", args=[receipt.number]))
    assert sha256(response.content).hexdigest() == receipt.sha256
    assert response["Content-Disposition"] == f'attachment; filename="{receipt.number}.json"'
    assert json.loads(response.content) == {"title": "Número uno — ميزان"}


@pytest.mark.parametrize("name", ["audit:receipt_detail", "audit:receipt_content"])
@pytest.mark.parametrize(
    ("who", "audience", "status"),
    [
        ("representative", Audience.PRIVATE, 200),
        ("officer", Audience.OWNER, 200),
        ("officer", Audience.PRIVATE, 404),
        ("other_representative", Audience.PUBLIC, 404),
        ("drafter", Audience.PUBLIC, 404),
        ("stranger", Audience.PUBLIC, 404),
    ],
)
def test_receipt_is_read_by_its_owner_and_the_secretariat(
    request, client_of, organisation, name, who, audience, status
):
    receipt = ReceiptFactory(owner_id=organisation.pk, audience=audience)
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse(name, args=[receipt.number])).status_code == status


def test_receipt_leads_a_signed_out_reader_to_sign_in(client, receipt):
    response = client.get(reverse("audit:receipt_detail", args=[receipt.number]))
    assert response.url.startswith(reverse("account_login"))


def test_database_refuses_to_change_or_delete_a_receipt(receipt):
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(audience=Audience.PUBLIC)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.all().delete()
    assert Receipt.objects.get() == receipt
