"""How bodies, meetings, calls and written inputs look in the API."""

from typing import Any

from rest_framework import serializers

from meetings.enums import Capacity
from meetings.models import Body, Call, Meeting, WrittenInput
from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of


class BodySerializer(RecordSerializer):
    translated = ("name", "short_name", "mandate")

    key = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Body, language: str) -> dict[str, Any]:
        return {
            "key": record.key,
            "name": text_of(record, "name", language),
            "short_name": text_of(record, "short_name", language),
            "parent": record.parent.key if record.parent else None,
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
            "url": page_address(language, f"/bodies/{record.key}/"),
            "translations": self.translations(record),
        }


class AgendaItemSerializer(serializers.Serializer):
    number = serializers.CharField()
    title = serializers.CharField()


class MeetingSerializer(RecordSerializer):
    translated = ("title", "city", "venue")

    slug = serializers.CharField()
    body = serializers.CharField()
    cycle = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_planned = serializers.BooleanField(help_text="The dates are a plan.")
    city = serializers.CharField()
    venue = serializers.CharField()
    time_zone = serializers.CharField(help_text="IANA name of the venue's zone.")
    modality = serializers.CharField(help_text="in_person, hybrid or online.")
    state = serializers.CharField(help_text="published or cancelled.")
    announced_at = serializers.DateTimeField(allow_null=True)
    agenda_items = AgendaItemSerializer(many=True)
    documents = serializers.ListField(child=serializers.CharField(), help_text="References of documents.")
    calls = serializers.ListField(child=serializers.CharField(), help_text="Slugs of calls for written inputs.")
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Meeting, language: str) -> dict[str, Any]:
        return {
            "slug": record.slug,
            "body": record.body_key,
            "cycle": record.cycle_key,
            "kind": record.kind_key,
            "title": text_of(record, "title", language),
            "starts_on": record.starts_on.isoformat(),
            "ends_on": record.ends_on.isoformat(),
            "is_planned": record.is_planned,
            "city": text_of(record, "city", language),
            "venue": text_of(record, "venue", language),
            "time_zone": record.time_zone,
            "modality": record.modality,
            "state": record.state,
            "announced_at": record.announced_at,
            "agenda_items": [
                {"number": item.number, "title": text_of(item, "title", language)} for item in record.agenda
            ],
            "documents": [place.reference for place in record.public_places],
            "calls": [call.slug for call in record.public_calls],
            "url": page_address(language, f"/meetings/{record.slug}/"),
            "translations": self.translations(record),
        }


class QuestionSerializer(serializers.Serializer):
    text = serializers.CharField()


class CallSerializer(RecordSerializer):
    translated = ("title", "introduction")

    slug = serializers.CharField()
    meeting = serializers.CharField(allow_null=True, help_text="Slug of the meeting.")
    title = serializers.CharField()
    introduction = serializers.CharField()
    kind = serializers.CharField(help_text="inputs, or exercise.")
    respondents = serializers.CharField(help_text="organisations, states or everybody.")
    open_to = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of the regional groups whose States may answer; none means all."
    )
    opens_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField(help_text="UTC.")
    time_zone = serializers.CharField(help_text="The zone in which the deadline was announced.")
    accepts_late = serializers.BooleanField()
    word_limit = serializers.IntegerField(allow_null=True)
    state = serializers.CharField(help_text="open (announced) or closed.")
    is_open = serializers.BooleanField(help_text="Inputs can be sent at this moment.")
    questions = serializers.ListField(child=serializers.CharField())
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Call, language: str) -> dict[str, Any]:
        return {
            "slug": record.slug,
            "meeting": record.public_meeting,
            "title": text_of(record, "title", language),
            "introduction": text_of(record, "introduction", language),
            "kind": record.kind,
            "respondents": record.respondents,
            "open_to": [group.key for group in record.open_to.all()],
            "opens_at": record.opens_at,
            "deadline": record.deadline,
            "time_zone": record.time_zone,
            "accepts_late": record.accepts_late,
            "word_limit": record.word_limit,
            "state": record.state,
            "is_open": record.is_open,
            "questions": [text_of(question, "text", language) for question in record.questions.all()],
            "url": page_address(language, f"/calls/{record.slug}/"),
            "translations": self.translations(record),
        }


class PartySerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="state or organisation.")
    key = serializers.CharField()
    name = serializers.CharField()


class NamedPartySerializer(PartySerializer):
    capacity = serializers.CharField(help_text="author, sponsor or support.")


class BuildsOnSerializer(serializers.Serializer):
    text = serializers.CharField(help_text="Slug of a common text.")
    version = serializers.IntegerField()


class InputAnswerSerializer(serializers.Serializer):
    question = serializers.CharField()
    text = serializers.CharField(help_text="In the language of the input.")


class InputFileSerializer(serializers.Serializer):
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    url = serializers.URLField()


class ConsiderationSerializer(serializers.Serializer):
    forum = serializers.CharField(help_text="Slug of the meeting.")
    outcome = serializers.CharField(help_text="reflected, noted, out_of_scope or held.")
    place = serializers.CharField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class WrittenInputSerializer(RecordSerializer):
    reference = serializers.CharField()
    call = serializers.CharField()
    party = PartySerializer()
    parties = NamedPartySerializer(
        many=True, help_text="All parties of a joint input in their order, the first one too."
    )
    builds_on = BuildsOnSerializer(allow_null=True, help_text="The version of a common text on which it builds.")
    agenda_item = serializers.CharField(allow_null=True, help_text="Number of the agenda item.")
    title = serializers.CharField(help_text="In the language of the input.")
    language = serializers.CharField(help_text="BCP 47 tag.")
    state = serializers.CharField(help_text="published or closed (considered).")
    submitted_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()
    was_late = serializers.BooleanField()
    topics = serializers.ListField(child=serializers.CharField())
    answers = InputAnswerSerializer(many=True)
    files = InputFileSerializer(many=True)
    considerations = ConsiderationSerializer(many=True)
    url = serializers.URLField()

    def write(self, record: WrittenInput, language: str) -> dict[str, Any]:
        owner = record.owner
        return {
            "reference": record.reference,
            "call": record.call.slug,
            "party": {"kind": owner.kind, "key": owner.key, "name": text_of(owner, "name", language)},
            "parties": [_party(owner, Capacity.AUTHOR, language), *_named(record, language)],
            "builds_on": _builds_on(record),
            "agenda_item": record.agenda_item.number if record.agenda_item else None,
            "title": record.title,
            "language": record.language,
            "state": record.state,
            "submitted_at": record.submitted_at,
            "published_at": record.published_at,
            "was_late": record.was_late,
            "topics": [topic.key for topic in record.topics.all()],
            "answers": [
                {"question": text_of(answer.question, "text", language), "text": answer.text}
                for answer in record.answers.all()
                if answer.text
            ],
            "files": [_file(record, stored, language) for stored in record.files.all()],
            "considerations": [_consideration(one) for one in record.considerations.all()],
            "url": page_address(language, f"/inputs/{record.reference}/"),
        }


def _party(party: Any, capacity: str, language: str) -> dict[str, Any]:
    return {"kind": party.kind, "key": party.key, "name": text_of(party, "name", language), "capacity": str(capacity)}


def _named(record: WrittenInput, language: str) -> list[dict[str, Any]]:
    return [_party(place.party, place.capacity, language) for place in record.parties.all()]


def _builds_on(record: WrittenInput) -> dict[str, Any] | None:
    version = record.builds_on
    return {"text": version.text.slug, "version": version.number} if version else None


def _file(record: WrittenInput, stored: Any, language: str) -> dict[str, Any]:
    address = page_address(language, f"/inputs/{record.reference}/files/{stored.sha256}/{stored.name}")
    return {
        "name": stored.name,
        "media_type": stored.media_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "url": address,
    }


def _consideration(one: Any) -> dict[str, Any]:
    return {
        "forum": one.forum.slug,
        "outcome": one.outcome,
        "place": one.place,
        "note": one.note,
        "recorded_at": one.recorded_at,
    }
