"""Requests for accreditation in the hands of their organization: begin, write, attach, send, withdraw."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from poa_portal.common.text import unix_lines
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import attachments
from stakeholders import rules
from stakeholders.accreditation_mail import tell_organisation, tell_secretariat
from stakeholders.accreditation_steps import take_step
from stakeholders.enums import OrganisationState, RequestState, RoundState
from stakeholders.models import AccreditationFile, AccreditationRequest, AccreditationRound, Category, Organisation

OPEN_FOR_WRITING = (RequestState.DRAFT, RequestState.INFORMATION_REQUESTED)
TEXTS = ("purpose", "programmes", "activities")


class RequestConflict(Exception):
    """Somebody changed the request after this person began to edit it; ``current`` is the request as it is now."""

    def __init__(self, current: AccreditationRequest) -> None:
        super().__init__(current.reference)
        self.current = current


class RoundNotOpen(TransitionRefused):
    """The round takes no requests at this moment; what was written is kept."""


@transaction.atomic
def start_request(the_round: AccreditationRound, *, by: Any, organisation: Party) -> AccreditationRequest:
    """Begin the organization's request in a round, or give back the one it has: of two clicks the second finds the first."""
    Party.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    owner = Organisation.objects.select_related("category").get(pk=organisation.pk)
    if not rules.can_represent(by, owner) or owner.state != OrganisationState.REGISTERED:
        raise TransitionRefused(_("Only a representative of a registered organization can begin its request."))
    standing = the_round.requests.filter(~Q(state=RequestState.WITHDRAWN), owner=owner).first()
    if standing:
        return standing
    if not is_open_now(the_round):
        raise RoundNotOpen(closed_words(the_round))
    _refuse_other_categories(the_round, owner.category)
    request = AccreditationRequest.objects.create(
        reference=audit.next_reference("ACR"),
        round=the_round,
        owner=owner,
        applied_as=owner.own_name or owner.name,
        category=owner.category,
        skips_circulation=skips_circulation(the_round, owner.category),
        language=languages.current(),
        started_by=by,
        in_care_of=by,
    )
    audit.record(request, "start", by=by)
    return request


@transaction.atomic
def save_request(
    request: AccreditationRequest,
    *,
    by: Any,
    version: int,
    purpose: str,
    programmes: str,
    activities: str,
    language: str,
) -> AccreditationRequest:
    """Keep what was written; ``version`` is the one the person began from.

    Raises ``RequestConflict`` where a colleague saved something else meanwhile; then nothing is changed.
    """
    locked = _locked_for_writing(request, by)
    if not languages.is_tag(language):
        raise ValidationError({"language": _("“%(tag)s” is not a language we know.") % {"tag": language}})
    texts = [unix_lines(text).strip() for text in (purpose, programmes, activities)]
    said = dict(zip(TEXTS, texts, strict=True)) | {"language": language}
    if all(getattr(locked, field) == value for field, value in said.items()):
        return locked  # a second click, or two colleagues of one mind
    if locked.version != version:
        raise RequestConflict(locked)
    for field, value in said.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save(update_fields=[*said, "version"])
    audit.record(locked, "write", by=by, version=locked.version)
    return locked


@transaction.atomic
def attach_file(request: AccreditationRequest, *, by: Any, upload: File) -> AccreditationFile:
    """Attach a file to a request that is being written; the same bytes are kept once. Raises ``ValidationError``."""
    return attachments.attach(_locked_for_writing(request, by), upload, by=by)


@transaction.atomic
def remove_file(request: AccreditationRequest, *, by: Any, sha256: str) -> None:
    """Take a file off a request that is being written; one that is not there any more is no fault."""
    attachments.remove(_locked_for_writing(request, by), sha256, by=by)


@transaction.atomic
def submit_request(
    request: AccreditationRequest, *, by: Any, version: int | None = None, reason: str = ""
) -> AccreditationRequest:
    """Send the request to the secretariat, with a receipt; a second click changes nothing.

    A request for which information was asked can be sent again after the round has closed. Its category decides now
    whether it will be circulated. Raises ``RoundNotOpen``, ``RequestConflict`` where ``version`` is not the one that was checked, ``TransitionRefused``.
    """
    locked = _locked(request)
    if locked.state == RequestState.SUBMITTED and rules.can_own_request(by, locked):
        return locked
    if locked.state in OPEN_FOR_WRITING:
        if version is not None and locked.version != version:
            raise RequestConflict(locked)
        if locked.state == RequestState.DRAFT and not is_open_now(locked.round):
            raise RoundNotOpen(closed_words(locked.round))
        _refuse_other_categories(locked.round, locked.owner.category)
        if missing := what_is_missing(locked):
            raise TransitionRefused(missing)
    first: dict[str, Any] = (
        {} if locked.submitted_at else {"submitted_at": timezone.now(), "applied_as": _name_of(locked.owner)}
    )
    category = locked.owner.category
    direct = skips_circulation(locked.round, category)
    take_step(locked, "submit", by=by, reason=reason, remark="", category=category, skips_circulation=direct, **first)
    receipt = audit.issue_receipt(
        locked,
        "submitted",
        by=by,
        reference=locked.reference,
        audience=Audience.OWNER,
        content=canonical_content(locked),
    )
    tell_organisation("accreditation_submitted", locked, receipt=receipt)
    tell_secretariat("accreditation_received", request=locked, round=locked.round)
    return locked


@transaction.atomic
def withdraw_request(request: AccreditationRequest, *, by: Any, reason: str = "") -> AccreditationRequest:
    """Take the request back; the place in the round is free for a new one. The secretariat hears of what was sent."""
    take_step(request, "withdraw", by=by, reason=reason)
    if request.submitted_at:
        tell_secretariat("accreditation_withdrawn", request=request, round=request.round)
    return request


def is_open_now(the_round: AccreditationRound) -> bool:
    """Whether a request can be sent at this second."""
    return the_round.state == RoundState.OPEN and the_round.opens_at <= timezone.now() <= the_round.closes_at


def closed_words(the_round: AccreditationRound) -> str:
    """Why nothing can be sent at this moment."""
    now = timezone.now()
    if the_round.state == RoundState.OPEN and now < the_round.opens_at:
        when = times.Moment.at(the_round.opens_at, the_round.time_zone)
        return _("Requests can be sent from %(when)s. You can begin then.") % {"when": when}
    if the_round.state == RoundState.OPEN and now > the_round.closes_at:
        when = times.Moment.at(the_round.closes_at, the_round.time_zone)
        return _("Requests could be sent until %(when)s. Nothing was sent; what you wrote is kept.") % {"when": when}
    return _("This round is closed. Nothing was sent; what you wrote is kept.")


def admits(the_round: AccreditationRound, category: Category) -> bool:
    """Whether organizations of this category may apply: all may where the round names none."""
    named = {one.pk for one in the_round.categories.all()}
    return not named or category.pk in named or skips_circulation(the_round, category)


def skips_circulation(the_round: AccreditationRound, category: Category) -> bool:
    return category.pk in {one.pk for one in the_round.ecosoc_categories.all()}


def what_is_missing(request: AccreditationRequest) -> str:
    """What must be there before sending, in words: who is admitted without circulation has to say less."""
    if not request.purpose.strip():
        return _("Describe the purpose of the organization before you send the request.")
    asked_for = (request.programmes.strip(), request.activities.strip())
    if not skips_circulation(request.round, request.owner.category) and not all(asked_for):
        return _("Describe the programmes and the activities of the organization before you send the request.")
    return ""


def canonical_content(request: AccreditationRequest) -> dict[str, Any]:
    """The content that a receipt stands for: the organization's own words and the digests of its files."""
    return {
        "reference": request.reference,
        "round": request.round.slug,
        "from": {"key": request.owner.key, "name": request.applied_as},
        "category": request.category.key,
        "language": request.language,
        **{field: getattr(request, field) for field in TEXTS},
        "files": [{"name": stored.name, "sha256": stored.sha256} for stored in request.files.order_by("sha256")],
    }


def _refuse_other_categories(the_round: AccreditationRound, category: Category) -> None:
    if not admits(the_round, category):
        raise TransitionRefused(
            _("This round is not for organizations of the category “%(category)s”.") % {"category": category}
        )


def _locked(request: AccreditationRequest) -> AccreditationRequest:
    found = AccreditationRequest.objects.select_related("round", "owner__category")
    found = found.prefetch_related("round__categories", "round__ecosoc_categories")
    return found.select_for_update(of=("self",)).get(pk=request.pk)


def _locked_for_writing(request: AccreditationRequest, by: Any) -> AccreditationRequest:
    locked = _locked(request)
    if not rules.can_own_request(by, locked):
        raise TransitionRefused(_("Only a representative of its organization can change this request."))
    if locked.state not in OPEN_FOR_WRITING:
        state = locked.get_state_display()
        raise TransitionRefused(_("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state})
    return locked


def _name_of(owner: Organisation) -> str:
    return owner.own_name or owner.name
