"""The records of the room of stakeholders, by noun."""

from stakeholders.models.accreditation import (
    AccreditationFile,
    AccreditationRequest,
    AccreditationRound,
    AccreditationStep,
    Holiday,
    Objection,
)
from stakeholders.models.organisations import (
    Category,
    Organisation,
    OrganisationAddress,
    OrganisationName,
    TallyGroup,
)
from stakeholders.models.repository import Enquiry, EnquiryEntry, EnquiryThread, Mute, StakeholderContact
from stakeholders.models.texts import CommonText, Endorsement, JoinRequest, TextVersion

__all__ = [
    "AccreditationFile",
    "AccreditationRequest",
    "AccreditationRound",
    "AccreditationStep",
    "Category",
    "CommonText",
    "Endorsement",
    "Enquiry",
    "EnquiryEntry",
    "EnquiryThread",
    "Holiday",
    "JoinRequest",
    "Mute",
    "Objection",
    "Organisation",
    "OrganisationAddress",
    "OrganisationName",
    "StakeholderContact",
    "TallyGroup",
    "TextVersion",
]
