"""Organizations of the stakeholder community, and how consultations count them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.common.text import fold
from poa_portal.library.models import Topic
from stakeholders.enums import OrganisationState
from stakeholders.querysets import OrganisationQuerySet, PublicQuerySet
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
    website = models.URLField(_("web address"), blank=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    topics = models.ManyToManyField(Topic, blank=True, related_name="organisations", verbose_name=_("topics"))
    folded_name = models.CharField(max_length=300, db_index=True)  # for search, order and likely duplicates
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind = PartyKind.ORGANISATION
        self.folded_name = fold(self.own_name or self.name)[:300]  # folding can lengthen: one sign may become eighteen
        if update_fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*update_fields, "folded_name"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:organisation_detail", args=[self.key])

    @property
    def name_as_written(self) -> str:
        """The name in the organization's own writing, where it differs from the one in the page's language."""
        return "" if self.own_name == self.name else self.own_name
