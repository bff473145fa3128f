"""Member and observer States, their names, and the regional groups."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from states.enums import GroupRole, StateStatus
from states.querysets import PublicQuerySet, StateQuerySet


class RegionalGroup(models.Model):
    """A regional group of the United Nations: an agreement of States, not geography."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("regional group")
        verbose_name_plural = _("regional groups")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("states:group_detail", args=[self.key])


class State(Party):
    """A State with its codes, its names in six languages and its place in each language's alphabetical list."""

    party_ptr = models.OneToOneField(Party, on_delete=models.CASCADE, parent_link=True, related_name="as_state")
    iso2 = models.CharField(_("ISO code, two letters"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True, null=True, blank=True)
    formal_name = models.CharField(_("formal name"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=StateStatus.choices)
    admitted_on = models.DateField(_("Member since"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the alphabetical list"), default=0)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = StateQuerySet.as_manager()

    class Meta:
        constraints = [
            # ISO 3166-1 leaves XA to XZ to users; only invented States use them, and they use nothing else.
            models.CheckConstraint(
                condition=Q(is_invented=True, iso2__regex="^X[A-Z]$")
                | (Q(is_invented=False) & ~Q(iso2__regex="^X[A-Z]$")),
                name="invented_states_keep_to_xa_xz",
            ),
        ]
        verbose_name = _("State")
        verbose_name_plural = _("States")

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind, self.key = PartyKind.STATE, self.iso2.lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("states:state_detail", args=[self.key])


class StateAlias(models.Model):
    """Another name under which readers look for a State; ``folded`` is what search compares."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("other name"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["state", "folded"], name="alias_once_a_state")]
        verbose_name = _("other name of a State")
        verbose_name_plural = _("other names of States")

    def __str__(self) -> str:
        return self.text


class GroupMembership(models.Model):
    """A State's part in a regional group, in a role and from one day to another."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(RegionalGroup, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=GroupRole.choices, default=GroupRole.MEMBER)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["group__position", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "group", "role"], condition=Q(ends_on=None), name="one_open_membership_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]
        verbose_name = _("membership in a regional group")
        verbose_name_plural = _("memberships in regional groups")

    def __str__(self) -> str:
        return f"{self.state} · {self.group} ({self.get_role_display()})"
