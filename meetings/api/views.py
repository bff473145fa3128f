"""Bodies, meetings, calls and written inputs."""

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from meetings.api.serializers import BodySerializer, CallSerializer, MeetingSerializer, WrittenInputSerializer
from meetings.enums import CallKind, CallState, MeetingState, Modality
from meetings.models import Body, Call, InputParty, Meeting, MeetingDocument, WrittenInput
from poa_portal.accounts.models import Party
from poa_portal.api.viewsets import PublicViewSet
from poa_portal.common.languages import CODES, column

NOBODY = AnonymousUser()
LONG_TEXTS = [
    name
    for field in ("practical_information", "how_to_contribute", "cancellation_notice")
    for name in (field, *(column(field, code) for code in CODES))
]


class BodyViewSet(PublicViewSet):
    """The bodies that meet, with the years of their mandates."""

    queryset = Body.objects.select_related("parent")
    serializer_class = BodySerializer
    lookup_field = "key"
    ordering = ("position",)
    ordering_fields = ["position", "key"]


class MeetingFilter(django_filters.FilterSet):
    body = django_filters.CharFilter("body__key", label="Key of a body.")
    kind = django_filters.CharFilter("kind__key", label="Key of a kind of meeting.")
    modality = django_filters.ChoiceFilter(choices=Modality.choices)
    state = django_filters.ChoiceFilter(choices=MeetingState.choices)
    starts_from = django_filters.DateFilter("starts_on", "gte", label="Begins on or after this day.")
    starts_to = django_filters.DateFilter("starts_on", "lte", label="Begins on or before this day.")

    class Meta:
        model = Meeting
        fields: list[str] = []


class MeetingViewSet(PublicViewSet):
    """Announced meetings, cancelled ones included, with agenda, documents and calls."""

    queryset = Meeting.objects.all()
    serializer_class = MeetingSerializer
    lookup_field = "slug"
    filterset_class = MeetingFilter
    ordering = ("-starts_on",)
    ordering_fields = ["starts_on", "title"]
    translated_ordering = frozenset({"title"})

    def visible(self) -> QuerySet:
        """Keys of related records come with the row; long texts that the API does not give stay in the database."""
        keys = {f"{name}_key": F(f"{name}__key") for name in ("body", "kind", "cycle")}
        places = MeetingDocument.objects.visible_to(NOBODY).annotate(reference=F("document__reference"))
        return (
            super()
            .visible()
            .annotate(**keys)
            .defer(*LONG_TEXTS)
            .prefetch_related(
                Prefetch("agenda_items", to_attr="agenda"),
                Prefetch("document_places", places.only("meeting_id"), "public_places"),
                Prefetch("calls", Call.objects.visible_to(NOBODY).only("slug", "meeting_id"), "public_calls"),
            )
        )


class CallFilter(django_filters.FilterSet):
    meeting = django_filters.CharFilter("meeting__slug", label="Slug of a meeting.")
    state = django_filters.ChoiceFilter(choices=CallState.choices)
    open = django_filters.BooleanFilter(method="by_open", label="Inputs can be sent at this moment.")
    kind = django_filters.ChoiceFilter(choices=CallKind.choices)
    open_to = django_filters.CharFilter(
        method="by_group", label="Key of a regional group whose States may answer; all: every State may."
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def by_open(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        now_open = Call.objects.open_now().values("pk")
        return queryset.filter(pk__in=now_open) if value else queryset.exclude(pk__in=now_open)

    def by_group(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        asked = Call.objects.open_to_all_states() if value == "all" else Call.objects.open_to_group(value)
        return queryset.filter(pk__in=asked.values("pk"))


class CallViewSet(PublicViewSet):
    """Calls for written inputs with questions and deadline."""

    queryset = Call.objects.prefetch_related("questions", "open_to")
    serializer_class = CallSerializer
    lookup_field = "slug"
    filterset_class = CallFilter
    ordering = ("-deadline",)
    ordering_fields = ["deadline", "opens_at", "title"]
    translated_ordering = frozenset({"title"})

    def visible(self) -> QuerySet:
        announced = ~Q(meeting__state=MeetingState.DRAFT) & Q(meeting__isnull=False)
        return (
            super()
            .visible()
            .annotate(public_meeting=Case(When(announced, then=F("meeting__slug")), default=Value(None)))
        )


class WrittenInputFilter(django_filters.FilterSet):
    call = django_filters.CharFilter("call__slug", label="Slug of a call.")
    meeting = django_filters.CharFilter("call__meeting__slug", label="Slug of a meeting.")
    party = django_filters.CharFilter(method="by_party", label="Key of a State or organization, also of a joint input.")
    text = django_filters.CharFilter("builds_on__text__slug", label="Slug of a common text on which inputs build.")
    language = django_filters.CharFilter("language", label="BCP 47 tag.")
    topic = django_filters.CharFilter("topics__key", label="Key of a topic.", distinct=True)

    class Meta:
        model = WrittenInput
        fields: list[str] = []

    def by_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.of_parties(Party.objects.filter(key=value).values("pk"))


class WrittenInputViewSet(PublicViewSet):
    """Published written inputs in their original language, with answers, files and considerations."""

    queryset = WrittenInput.objects.select_related("call", "owner", "agenda_item", "builds_on__text").prefetch_related(
        Prefetch("parties", InputParty.objects.select_related("party")),
        "topics",
        "answers__question",
        "files",
        "considerations__forum",
    )
    serializer_class = WrittenInputSerializer
    lookup_field = "reference"
    filterset_class = WrittenInputFilter
    ordering = ("-published_at",)
    ordering_fields = ["published_at", "submitted_at", "reference"]
