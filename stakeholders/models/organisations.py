"""Organizations of the stakeholder community, and how consultations count them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.common.languages import CODES, column
from poa_portal.common.text import fold
from poa_portal.library.models import Topic
from stakeholders.enums import NameKind, OrganisationState
from stakeholders.querysets.organisations import OfOrganisationQuerySet, OrganisationQuerySet, PublicQuerySet
from states.models import State


class TallyGroup(models.Model):
    """A line in the tally of a consultation; many fine categories count in one line."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("line of a tally")
        verbose_name_plural = _("lines of a tally")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """What an organization is, in fine categories; accreditation and consultations read it differently."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    tally_group = models.ForeignKey(TallyGroup, on_delete=models.PROTECT, related_name="categories")
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("category of organization")
        verbose_name_plural = _("categories of organization")

    def __str__(self) -> str:
        return self.name


class Organisation(Party):
    """An organization that takes part; its name stands as it writes it itself, in the languages it has."""

    party_ptr = models.OneToOneField(Party, on_delete=models.CASCADE, parent_link=True, related_name="as_organisation")
    own_name = models.CharField(_("name as the organization writes it"), max_length=300, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("category")
    )
    state = models.CharField(max_length=20, choices=OrganisationState.choices, default=OrganisationState.REGISTERED)
    home_state = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    countries = models.ManyToManyField(
        State, blank=True, related_name="organisations_active", verbose_name=_("countries in which it works")
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    website = models.URLField(_("web address"), blank=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    topics = models.ManyToManyField(Topic, blank=True, related_name="organisations", verbose_name=_("topics"))
    folded_name = models.CharField(max_length=300, db_index=True)  # for order and likely duplicates
    searched = models.TextField(default="", editable=False)  # all its names and its acronym, folded
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=OrganisationState.CLOSED), name="merged_entry_is_closed"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("party_ptr")), name="merged_into_another"),
        ]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind = PartyKind.ORGANISATION
        self.folded_name = fold(self.own_name or self.name)[:300]  # folding can lengthen: one sign may become eighteen
        self.searched = self._all_names()
        if update_fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*update_fields, "folded_name", "searched"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:organisation_detail", args=[self.key])

    @property
    def name_as_written(self) -> str:
        """The name in the organization's own writing, where it differs from the one in the page's language."""
        return "" if self.own_name == self.name else self.own_name

    def _all_names(self) -> str:
        """Every name in one text, so that a search reads one column."""
        names = [self.own_name, self.acronym, *(getattr(self, column("name", code)) or "" for code in CODES)]
        further = self.other_names.values_list("text", flat=True) if self.pk else []
        return "\n".join(dict.fromkeys(fold(name) for name in [*names, *further] if name))

    def remember_names(self) -> None:
        """After a change of its further names."""
        type(self)._base_manager.get(pk=self.pk).save(update_fields=["searched"])

    def survivor(self) -> "Organisation":
        """The entry that goes on for this one: itself, or at the end of the mergers."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found


class OrganisationName(models.Model):
    """A further name: in a language beside the six, or one that the organization had until a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices)
    language = models.CharField(_("language"), max_length=20, blank=True)  # any BCP 47 tag; empty where not known
    text = models.CharField(_("name"), max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = OfOrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-until", "text"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "language", "text"], name="other_name_once"),
            models.CheckConstraint(
                condition=~Q(kind=NameKind.FORMER) | Q(until__isnull=False), name="former_name_has_a_day"
            ),
        ]
        verbose_name = _("other name of an organization")
        verbose_name_plural = _("other names of organizations")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.text)[:300]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.organisation.remember_names()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)  # type: ignore[arg-type]
        self.organisation.remember_names()
        return gone


class OrganisationAddress(models.Model):
    """An address under which an organization was found before; it leads to the entry for ever."""

    key = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_addresses")
    until = models.DateField(_("until"), auto_now_add=True)

    objects = OfOrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("former address of an organization")
        verbose_name_plural = _("former addresses of organizations")

    def __str__(self) -> str:
        return self.key
