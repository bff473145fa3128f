"""Topics; documents as work, version and file; and what search finds."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common.enums import Audience
from poa_portal.library.enums import PublicationState, TopicKind, TranslationStatus
from poa_portal.library.querysets import (
    DocumentQuerySet,
    FileQuerySet,
    GlossaryTermQuerySet,
    OfDocumentQuerySet,
    SearchEntryQuerySet,
    TopicQuerySet,
)


class Topic(models.Model):
    """One taxonomy: pillars (the sections of a progress report), the norms (a) to (k) under theirs, free themes."""

    kind = models.CharField(_("kind"), max_length=10, choices=TopicKind.choices)
    key = models.SlugField(_("key"), max_length=80, unique=True)
    letter = models.CharField(_("letter"), max_length=5, blank=True)
    title = models.CharField(_("title"), max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return f"({self.letter}) {self.title}" if self.letter else self.title

    def get_absolute_url(self) -> str:
        return reverse("library:topic_detail", args=[self.key])


class DocumentKind(models.Model):
    """Resolution, working paper, Chair's letter …: rows, because practice adds kinds."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """The work: what has a title, a date and perhaps symbols, in whatever languages and revisions."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="documents", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True)
    date = models.DateField(_("date"))
    date_is_certain = models.BooleanField(_("the date is certain"), default=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    audience = models.CharField(_("who may read it"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(
        _("state"), max_length=20, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    released_at = models.DateTimeField(_("release time"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_notice = models.TextField(_("notice of withdrawal"), blank=True)
    elsewhere = models.URLField(_("address on the site of the United Nations"), max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="documents", verbose_name=_("topics"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PublicationState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="document_withdrawn_with_a_date",
            ),
        ]
        indexes = [models.Index(fields=["-date", "-id"])]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.public_name} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("library:document_detail", args=[self.public_name])

    @property
    def public_name(self) -> str:
        """The first symbol, else the local reference: what the document is cited by."""
        symbols = list(self.symbols.all())
        return symbols[0].text if symbols else self.reference


class Symbol(models.Model):
    """A UN document symbol, the same in all languages; unique once case, spaces and signs are put in order."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="symbols")
    text = models.CharField(_("symbol"), max_length=80)
    normal_form = models.CharField(max_length=80, unique=True)

    objects = OfDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("symbol")
        verbose_name_plural = _("symbols")

    def __str__(self) -> str:
        return self.text


class Version(models.Model):
    """One language and one revision of a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=20)  # any BCP 47 tag
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    status = models.CharField(
        _("translation"), max_length=20, choices=TranslationStatus.choices, default=TranslationStatus.OFFICIAL
    )
    translates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-revision", "language"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "revision"], name="one_version_a_language"),
        ]
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return f"{self.document_id} {self.language} {self.revision}"


class StoredFile(models.Model):
    """Bytes that never change: stored under a random key, known by their SHA-256. Rooms extend it with their owner."""

    upload = models.FileField(upload_to="%Y/%m", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class File(StoredFile):
    """The bytes of one version in one format."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="file_stands", operation=pgtrigger.Update)]
        verbose_name = _("file")
        verbose_name_plural = _("files")


class SearchEntry(models.Model):
    """What the library page and the search field find: one row for each record in each of the six languages.

    ``shown`` holds what the row of a result needs, in that language, so that a list costs one query.
    """

    source = models.CharField(max_length=30)  # document, meeting, input, national-report, …
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    title = models.TextField()
    url = models.CharField(max_length=300)  # without the language prefix
    date = models.DateField()
    kind = models.CharField(max_length=60, blank=True)
    languages = models.JSONField(default=list, blank=True)  # in which languages the thing itself exists
    topics = models.JSONField(default=list, blank=True)  # keys
    parties = models.JSONField(default=list, blank=True)  # keys of States and organizations concerned
    owner = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    released_at = models.DateTimeField(null=True)
    shown = models.JSONField(default=dict, blank=True)
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-object_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id", "language"], name="one_entry_a_language"),
        ]
        indexes = [
            GinIndex(fields=["vector"]),
            GinIndex(fields=["topics"]),
            models.Index(fields=["language", "-date", "-object_id"]),
        ]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"{self.source} {self.language} {self.title}"


class GlossaryTerm(models.Model):
    """A term of the field as the six languages say it; ``note`` tells translators what to mind."""

    key = models.SlugField(max_length=80, unique=True)
    term = models.CharField(_("term"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")

    def __str__(self) -> str:
        return self.term
