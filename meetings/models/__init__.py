"""Bodies and their cycles; meetings with sittings, agenda and documents; calls, written inputs and considerations."""

from meetings.models.calls import Call, CallCount, CallExtension, CallQuestion, TallyRule
from meetings.models.inputs import Consideration, InputAnswer, InputFile, InputParty, WrittenInput
from meetings.models.meetings import AgendaItem, Body, Cycle, Meeting, MeetingDocument, MeetingKind, Sitting

__all__ = [
    "AgendaItem",
    "Body",
    "Call",
    "CallCount",
    "CallExtension",
    "CallQuestion",
    "Consideration",
    "Cycle",
    "InputAnswer",
    "InputFile",
    "InputParty",
    "Meeting",
    "MeetingDocument",
    "MeetingKind",
    "Sitting",
    "TallyRule",
    "WrittenInput",
]
