"""Requests for accreditation: from the first click of an organization to the decision, each step with its date."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from post_office.models import Email

from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from stakeholders.actions import accreditation as actions
from stakeholders.actions import accreditation_desk as desk
from stakeholders.enums import RequestState, RoundState
from stakeholders.models import AccreditationRequest
from tests import factories
from tests.contracts.conftest import people
from tests.stakeholders.clock import HandClock, clock

__all__ = ["clock", "people"]
pytestmark = pytest.mark.django_db
WORK = "/en/work/accreditation/"
SAID = {"purpose": "To study stability.", "programmes": "Courses.", "activities": "Exercises.", "language": "en"}


def make_round(**values: Any) -> Any:
    window = {"opens_at": datetime(2026, 4, 1, tzinfo=UTC), "closes_at": datetime(2026, 6, 1, 22, tzinfo=UTC)}
    return factories.AccreditationRoundFactory(**{**window, **values})


def sent_by(organisation: Any, **values: Any) -> Any:
    request = factories.AccreditationRequestFactory(
        owner=organisation, round=values.pop("round", None) or make_round(), **{**SAID, **values}
    )
    factories.AccreditationStepFactory(request=request, at=request.submitted_at or request.started_at)
    return request


def begun_by(representative: Any, organisation: Any, the_round: Any) -> Any:
    request = actions.start_request(the_round, by=representative, organisation=organisation)
    return actions.save_request(request, by=representative, version=0, **SAID)


def at(request: Any, part: str = "") -> str:
    return f"{WORK}requests/{request.reference}/{part}"


def mail_to(user: Any) -> list[str]:
    return [mail.subject for mail in Email.objects.filter(to=user.email).order_by("pk")]


def steps(request: Any) -> list[tuple[str, str, str]]:
    return list(request.steps.values_list("name", "state", "role"))


def test_two_clicks_begin_one_request(clock: HandClock, representative: Any, organisation: Any) -> None:
    the_round = make_round()
    first = actions.start_request(the_round, by=representative, organisation=organisation)
    second = actions.start_request(the_round, by=representative, organisation=organisation)
    assert (first, first.reference, first.applied_as) == (second, "ACR-2026-0001", "Open Ledger Forum")
    assert AuditEvent.objects.about(first).count() == 1


def test_only_a_representative_of_an_admitted_category_begins_in_the_window(
    clock: HandClock, representative: Any, other_representative: Any, organisation: Any
) -> None:
    the_round = make_round()
    with pytest.raises(TransitionRefused, match="Only a representative"):
        actions.start_request(the_round, by=other_representative, organisation=organisation)
    academic = factories.CategoryFactory(key="academic_institution", name="Academic institution")
    the_round.categories.add(academic)
    with pytest.raises(TransitionRefused, match="not for organizations of the category"):
        actions.start_request(the_round, by=representative, organisation=organisation)
    the_round.ecosoc_categories.add(organisation.category)
    assert actions.start_request(the_round, by=representative, organisation=organisation).skips_circulation
    for moment, words in (
        ("2026-03-31T23:00", "Requests can be sent from"),
        ("2026-06-01T22:00:01", "until 1 June 2026"),
    ):
        clock.at(moment)
        with pytest.raises(actions.RoundNotOpen, match=words):
            actions.start_request(make_round(), by=representative, organisation=organisation)
    assert AccreditationRequest.objects.count() == 1


def test_sending_gives_a_receipt_and_mail_and_the_second_click_changes_nothing(
    clock: HandClock, representative: Any, organisation: Any, officer: Any
) -> None:
    request = begun_by(representative, organisation, make_round())
    actions.submit_request(request, by=representative, version=1)
    again = actions.submit_request(request, by=representative, version=1)
    receipt = Receipt.objects.get()
    assert (again.state, again.submitted_at, receipt.subject_reference) == ("submitted", clock.now, request.reference)
    assert steps(again) == [("submit", "submitted", Role.REPRESENTATIVE)]
    assert mail_to(representative) == [f"We received your request for accreditation {request.reference}"]
    assert mail_to(officer) == [f"Request for accreditation {request.reference} from Open Ledger Forum"]


def test_request_that_says_too_little_is_not_sent(clock: HandClock, representative: Any, organisation: Any) -> None:
    the_round = make_round()
    request = actions.start_request(the_round, by=representative, organisation=organisation)
    with pytest.raises(TransitionRefused, match="purpose"):
        actions.submit_request(request, by=representative)
    actions.save_request(request, by=representative, version=0, **{**SAID, "programmes": "", "activities": ""})
    with pytest.raises(TransitionRefused, match="programmes"):
        actions.submit_request(request, by=representative)
    the_round.ecosoc_categories.add(organisation.category)
    assert actions.submit_request(request, by=representative).skips_circulation


def test_category_at_the_time_of_sending_decides_the_way(
    clock: HandClock, representative: Any, organisation: Any
) -> None:
    the_round = make_round()
    ecosoc = factories.CategoryFactory(key="ecosoc_special", name="In special consultative status")
    the_round.ecosoc_categories.add(ecosoc)
    request = begun_by(representative, organisation, the_round)
    assert not request.skips_circulation
    organisation.category = ecosoc
    organisation.save()
    sent = actions.submit_request(request, by=representative)
    assert (sent.category, sent.skips_circulation) == (ecosoc, True)


def test_request_is_not_sent_after_the_window_but_completed_after_it(
    clock: HandClock, representative: Any, organisation: Any, officer: Any
) -> None:
    the_round = make_round()
    late, request = (begun_by(representative, organisation, one) for one in (make_round(), the_round))
    actions.submit_request(request, by=representative)
    first = request.refresh_from_db() or request.submitted_at
    desk.request_information(request, by=officer, reason="Add your statutes.")
    clock.at("2026-06-02T09:00")
    with pytest.raises(actions.RoundNotOpen, match="what you wrote is kept"):
        actions.submit_request(late, by=representative)
    sent = actions.submit_request(request, by=representative)
    assert (sent.state, sent.submitted_at, sent.remark) == ("submitted", first, "")
    assert [name for name, _state, _role in steps(sent)] == ["submit", "request_information", "submit"]


def test_two_colleagues_who_write_at_once_lose_nothing(
    clock: HandClock, representative: Any, organisation: Any, client_of: Any
) -> None:
    request = begun_by(representative, organisation, make_round())
    with pytest.raises(actions.RequestConflict):
        actions.save_request(request, by=representative, version=0, **{**SAID, "purpose": "Mine."})
    typed = {**SAID, "purpose": "Mine.", "version": 0, "do": "save"}
    response = client_of(representative).post(at(request, "edit/"), typed)
    page = response.content.decode()
    assert (response.status_code, "Mine." in page, "To study stability." in page) == (409, True, True)
    client_of(representative).post(at(request, "edit/"), {**typed, "version": 1})
    request.refresh_from_db()
    assert (request.purpose, request.version) == ("Mine.", 2)


def test_files_are_attached_once_and_taken_off(
    clock: HandClock, representative: Any, organisation: Any, client_of: Any, pdf_upload: SimpleUploadedFile
) -> None:
    request = begun_by(representative, organisation, make_round())
    client = client_of(representative)
    typed = {**SAID, "version": 1, "do": "save"}
    client.post(at(request, "edit/"), {**typed, "attachments": pdf_upload})
    stored = request.files.get()
    address = f"{at(request)}files/{stored.sha256}/{stored.name}"
    assert (client.get(address).status_code, client_of(None).get(address).status_code) == (200, 404)
    client.post(at(request, "edit/"), {**typed, "remove": stored.sha256})
    assert not request.files.exists()
    with pytest.raises(ValidationError):
        actions.attach_file(request, by=representative, upload=SimpleUploadedFile("empty.pdf", b""))


def test_request_is_checked_and_sent_on_its_pages(
    clock: HandClock, representative: Any, organisation: Any, client_of: Any
) -> None:
    the_round, client = make_round(), client_of(representative)
    begun = client.post(f"{WORK}begin/{the_round.slug}/", {"organisation": organisation.key})
    request = AccreditationRequest.objects.get()
    assert begun.url == at(request, "edit/")
    checked = client.post(begun.url, {**SAID, "version": 0, "do": "check"})
    assert checked.url == at(request, "check/")
    assert "Send to the secretariat" in client.get(checked.url).content.decode()
    sent = client.post(checked.url, {"version": 1})
    assert sent.url == f"/en/receipts/{Receipt.objects.get().number}/" or Receipt.objects.get().number in sent.url
    assert client.post(checked.url, {"version": 1}).url == sent.url


def test_withdrawn_request_frees_the_place_for_a_new_one(
    clock: HandClock, representative: Any, organisation: Any
) -> None:
    the_round = make_round()
    first = begun_by(representative, organisation, the_round)
    actions.submit_request(first, by=representative)
    actions.withdraw_request(first, by=representative)
    second = actions.start_request(the_round, by=representative, organisation=organisation)
    assert (first.state, second.state, first.pk != second.pk) == ("withdrawn", "draft", True)


def test_eligible_request_is_circulated_with_a_clock_and_mail_to_all_delegations(
    clock: HandClock,
    organisation: Any,
    representative: Any,
    officer: Any,
    publisher: Any,
    coordinator: Any,
    drafter: Any,
) -> None:
    request = sent_by(organisation)
    desk.find_eligible(request, by=officer)
    desk.circulate_requests([request], by=publisher, document_note="Letter of the Chair of 4 May 2026")
    again = desk.circulate_requests([request], by=publisher)[0]
    assert (again.circulated_at, again.silence_until) == (clock.now, datetime(2026, 5, 18, 22, tzinfo=UTC))
    assert steps(request)[1:] == [
        ("find_eligible", "eligible", Role.OFFICER),
        ("circulate", "circulated", Role.PUBLISHER),
    ]
    assert request.steps.latest("pk").document_note == "Letter of the Chair of 4 May 2026"
    assert mail_to(coordinator) == [f"1 request for accreditation circulated: {request.round.title}"]
    assert mail_to(drafter) == []
    assert "18 May 2026, 18:00 (New York), 22:00 UTC" in Email.objects.get(to=coordinator.email).message
    assert len(mail_to(representative)) == 2


def test_circulation_moves_over_holidays_of_the_duty_station(
    clock: HandClock, organisation: Any, publisher: Any
) -> None:
    factories.HolidayFactory(day=date(2026, 5, 18))
    factories.HolidayFactory(day=date(2026, 5, 19), duty_station="Geneva")
    request = sent_by(organisation, state=RequestState.ELIGIBLE)
    assert desk.circulate(request, by=publisher).silence_until == datetime(2026, 5, 19, 22, tzinfo=UTC)
    later = sent_by(organisation, state=RequestState.ELIGIBLE, round=make_round(
        counts_working_days=True, silence_days=3, silence_ends_at=time(12), time_zone="Europe/Zurich", duty_station="Geneva"
    ))  # fmt: skip
    assert desk.circulate(later, by=publisher).silence_until == datetime(2026, 5, 7, 10, tzinfo=UTC)


def test_all_chosen_requests_are_circulated_or_none(
    clock: HandClock, organisation: Any, publisher: Any, officer: Any, client_of: Any
) -> None:
    the_round = make_round()
    ready = [sent_by(factories.OrganisationFactory(), round=the_round, state="eligible") for _n in range(2)]
    unready = sent_by(organisation, round=the_round)
    with pytest.raises(TransitionRefused, match="Open Ledger Forum"):
        desk.circulate_requests([*ready, unready], by=publisher)
    with pytest.raises(TransitionRefused):
        desk.circulate_requests(ready, by=officer)
    assert not the_round.requests.filter(state="circulated").exists()
    address = f"{WORK}rounds/{the_round.slug}/circulate/"
    page = client_of(publisher).get(address).content.decode()
    assert "delegations get a message" in page
    assert "18 May 2026, 18:00" in page
    assert client_of(officer).get(address).status_code == 404
    assert client_of(publisher).post(address, {}).status_code == 422
    client_of(publisher).post(address, {"requests": [one.pk for one in ready]})
    assert the_round.requests.filter(state="circulated").count() == 2


def test_silence_without_objection_ends_by_clock_and_is_then_accredited(
    clock: HandClock, organisation: Any, publisher: Any, representative: Any
) -> None:
    request = desk.circulate(sent_by(organisation, state="eligible"), by=publisher)
    clock.at("2026-05-18T22:00:00")
    assert desk.run_due_silences(clock.now) == 0
    clock.at("2026-05-18T22:00:01")
    assert (desk.run_due_silences(clock.now), desk.run_due_silences(clock.now)) == (1, 0)
    request.refresh_from_db()
    assert (request.state, request.steps.latest("pk").role) == ("no_objection", "")
    desk.accredit(request, by=publisher)
    assert (request.state, request.decided_at) == ("accredited", clock.now)
    assert mail_to(representative)[-1].endswith(": Accredited")


def test_category_with_consultative_status_is_admitted_without_circulation(
    clock: HandClock, organisation: Any, publisher: Any, officer: Any, coordinator: Any
) -> None:
    request = sent_by(organisation, skips_circulation=True)
    desk.find_eligible(request, by=officer)
    with pytest.raises(TransitionRefused):
        desk.circulate(request, by=publisher)
    assert desk.admit(request, by=publisher).state == "accredited"
    assert mail_to(coordinator) == []


def test_accreditation_lapses_when_its_last_day_is_over_in_the_zone_of_the_round(
    clock: HandClock, organisation: Any, representative: Any
) -> None:
    the_round = make_round(valid_until=date(2026, 12, 31))
    request = sent_by(organisation, round=the_round, state="accredited")
    for moment, lapsed in (("2027-01-01T04:59", 0), ("2027-01-01T05:00", 1), ("2027-01-01T05:01", 0)):
        assert desk.run_due_lapses(clock.at(moment)) == lapsed
    request.refresh_from_db()
    assert (request.state, mail_to(representative)) == (
        "lapsed",
        [f"Your request for accreditation {request.reference}: Lapsed"],
    )


def test_lost_consultative_status_ends_an_accreditation_with_a_reason(
    clock: HandClock, organisation: Any, publisher: Any, representative: Any, client_of: Any
) -> None:
    request = sent_by(organisation, state="accredited", skips_circulation=True)
    with pytest.raises(TransitionRefused, match="Give a reason"):
        desk.lapse(request, by=publisher, reason=" ")
    client_of(publisher).post(at(request, "lapse/"), {"reason": "The consultative status was withdrawn."})
    request.refresh_from_db()
    assert request.state == "lapsed"
    said = Email.objects.get(to=representative.email).message
    assert "The consultative status was withdrawn." in said
    assert "written inputs stay published" in said
    assert "withdrawn" not in client_of(None).get(request.get_absolute_url()).content.decode()


def test_step_names_a_document_of_the_library(
    clock: HandClock, organisation: Any, officer: Any, client_of: Any
) -> None:
    request = sent_by(organisation)
    symbol = factories.SymbolFactory(text="A/80/257", normal_form="A/80/257")
    client = client_of(officer)
    unknown = client.post(at(request, "find_eligible/"), {"document": "A/1/1"})
    assert (unknown.status_code, "no published document" in unknown.content.decode()) == (422, True)
    client.post(at(request, "find_eligible/"), {"document": "a/80/257", "document_note": "Note 12/2026"})
    assert request.steps.latest("pk").document == symbol.document
    page = client_of(None).get(request.get_absolute_url()).content.decode()
    assert "A/80/257" in page
    assert "Note 12/2026" in page
    assert "Secretariat officer" in page


def test_likely_the_same_body_under_another_name_is_shown_to_the_secretariat_alone(
    clock: HandClock, organisation: Any, officer: Any, representative: Any, client_of: Any
) -> None:
    twin = factories.OrganisationFactory(
        name="Open Ledger Forum International", own_name="Open Ledger Forum International"
    )
    request = sent_by(organisation)
    other = sent_by(twin, round=request.round)
    seen = client_of(officer).get(at(request)).content.decode()
    assert "Likely the same body" in seen
    assert other.reference in seen
    assert "Likely the same body" not in client_of(representative).get(at(request)).content.decode()


def test_what_a_request_says_is_read_by_delegations_once_it_is_circulated(
    clock: HandClock, organisation: Any, publisher: Any, people: Any, client_of: Any
) -> None:
    request = sent_by(organisation, state="eligible")

    def readers() -> set[str]:
        return {role for role, user in people.items() if client_of(user).get(at(request)).status_code == 200}

    before = {"representative", "officer", "publisher", "manager", "chair"}
    assert readers() == before
    desk.circulate(request, by=publisher)
    assert readers() == before | {"drafter", "coordinator", "other_drafter"}


def test_public_page_tells_names_steps_rule_and_clock_and_nothing_of_the_words(
    clock: HandClock, organisation: Any, publisher: Any, client_of: Any
) -> None:
    the_round = make_round(rule_source="A/80/257, annex I")
    request = desk.circulate(
        sent_by(organisation, round=the_round, state="eligible", applied_as="Old Name"), by=publisher
    )
    clock.at("2026-05-09T15:00")
    page = client_of(None).get(request.get_absolute_url()).content.decode()
    for words in ("Old Name", "now Open Ledger Forum", "A/80/257, annex I", "18 May 2026, 18:00", "22:00", "in 9 days"):
        assert words in page, words
    assert SAID["purpose"] not in page


def test_merged_organization_is_named_by_what_it_became(clock: HandClock, client_of: Any) -> None:
    target = factories.OrganisationFactory(name="Larger Forum", own_name="Larger Forum")
    owner = factories.OrganisationFactory(own_name="Small Forum", state="closed", merged_into=target)
    request = sent_by(owner, applied_as="Small Forum")
    page = client_of(None).get(request.get_absolute_url()).content.decode()
    assert "now part of Larger Forum" in page
    assert target.get_absolute_url() in page


def test_round_page_lists_requests_by_name_with_step_and_totals(
    clock: HandClock, client_of: Any, representative: Any, organisation: Any
) -> None:
    the_round = make_round()
    made = {
        name: sent_by(
            factories.OrganisationFactory(name=name, own_name=name), round=the_round, applied_as=name, state=state
        )
        for name, state in (("Zeta", "accredited"), ("Alpha", "submitted"), ("Beta", "not_accredited"))
    }
    factories.AccreditationStepFactory(request=made["Beta"], name="note_objection", state="objected")
    actions.start_request(the_round, by=representative, organisation=organisation)
    client = client_of(None)
    page = client.get(the_round.get_absolute_url())
    assert [row.name for row in page.context["rows"]] == ["Alpha", "Beta", "Zeta"]
    assert [number for _label, number in page.context["totals"].lines] == [3, 1, 1, 0]
    found = client.get(the_round.get_absolute_url(), {"state": "accredited"}).context["rows"]
    assert [row.name for row in found] == ["Zeta"]
    found = client.get(the_round.get_absolute_url(), {"q": "beta"}).context["rows"]
    assert [row.name for row in found] == ["Beta"]
    lines = client.get(f"{the_round.get_absolute_url()}requests.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["applied_as", "Alpha", "Beta", "Zeta"]


def test_start_page_says_what_comes_next(
    clock: HandClock, client_of: Any, representative: Any, organisation: Any, stranger: Any
) -> None:
    the_round = make_round()
    address = f"{WORK}begin/{the_round.slug}/"
    assert client_of(None).get(address).url == f"/en/accounts/login/?next={address}"
    assert "Register an organization" in client_of(stranger).get(address).content.decode()
    assert "Begin the request of Open Ledger Forum" in client_of(representative).get(address).content.decode()
    the_round.categories.add(factories.CategoryFactory(key="business", name="Business"))
    refused = client_of(representative).post(address, {"organisation": organisation.key})
    assert (refused.status_code, AccreditationRequest.objects.count()) == (422, 0)
    assert client_of(representative).post(address, {"organisation": "nothing"}).status_code == 404


def test_closed_round_takes_no_request_and_lets_the_sent_ones_go_on(
    clock: HandClock, organisation: Any, representative: Any, officer: Any
) -> None:
    the_round = make_round(state=RoundState.CLOSED)
    request = sent_by(factories.OrganisationFactory(), round=the_round)
    with pytest.raises(actions.RoundNotOpen, match="This round is closed"):
        actions.start_request(the_round, by=representative, organisation=organisation)
    assert desk.find_eligible(request, by=officer).state == "eligible"


def test_work_list_shows_the_desk_to_the_secretariat_and_their_own_to_organizations(
    clock: HandClock, organisation: Any, officer: Any, representative: Any, coordinator: Any, client_of: Any
) -> None:
    own, other = sent_by(organisation), sent_by(factories.OrganisationFactory())
    draft = sent_by(organisation, state="draft", submitted_at=None)

    def shown(user: Any) -> set[str]:
        return {row.reference for row in client_of(user).get(WORK).context["rows"]}

    assert shown(officer) == {own.reference, other.reference}
    assert shown(representative) == {own.reference, draft.reference}
    assert client_of(coordinator).get(WORK).status_code == 404


def test_neutral_mail_goes_out_at_each_step(
    clock: HandClock, organisation: Any, representative: Any, officer: Any, publisher: Any
) -> None:
    request = begun_by(representative, organisation, make_round())
    actions.submit_request(request, by=representative)
    desk.request_information(request, by=officer, reason="Add your statutes.")
    actions.submit_request(request, by=representative)
    desk.find_ineligible(request, by=publisher, reason="The activities are outside of the mandate.")
    subjects = [subject.replace(request.reference, "…") for subject in mail_to(representative)]
    assert subjects == [
        "We received your request for accreditation …",
        "Your request for accreditation …: Information requested",
        "We received your request for accreditation …",
        "Your request for accreditation …: Not accredited",
    ]
    last = Email.objects.filter(to=representative.email).latest("pk").message
    assert "outside of the mandate" in last
    assert "your support for common texts stays" in last


def test_time_left_is_none_once_the_silence_is_over(
    clock: HandClock, organisation: Any, publisher: Any, client_of: Any
) -> None:
    request = desk.circulate(sent_by(organisation, state="eligible"), by=publisher)
    clock.now = request.silence_until + timedelta(seconds=1)
    assert "The silence ended on" in client_of(None).get(request.get_absolute_url()).content.decode()
