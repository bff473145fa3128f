"""People, the parties they act for, and the posts in which they do."""

from datetime import timedelta
from functools import cached_property
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.querysets import (
    InvitationQuerySet,
    PartyQuerySet,
    PostQuerySet,
)
from poa_portal.accounts.standing import Standing
from poa_portal.common.enums import PartyKind, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. Accounts are personal; rights come from posts."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language of mail"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def standing(self) -> Standing:
        return Standing.of(self.posts.of_standing())


class Party(models.Model):
    """Whom a person can act for: a Member State, an organization, or the secretariat.

    ``State`` and ``Organisation`` extend it in their rooms, so that the floor knows owners without knowing rooms.
    ``key`` is the stable public identifier: the ISO code of a State, the slug of an organization.
    """

    kind = models.CharField(max_length=20, choices=PartyKind.choices)
    key = models.SlugField(max_length=120, unique=True, allow_unicode=False)
    name = models.CharField(_("name"), max_length=300)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role that a person holds in a party from one day to another. A hand-over ends one and begins another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["user", "party", "role"], condition=Q(ends_on=None), name="one_open_post_of_a_kind"
            ),
        ]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return f"{self.party} · {self.get_role_display()}"

    @property
    def owner_id(self) -> int:
        return self.party_id

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on <= timezone.now().date()


def _token() -> str:
    return token_urlsafe(32)


def _expiry() -> Any:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


class Invitation(models.Model):
    """An offer of a post, sent by mail; taken up once, before it expires. Delegates come this way only."""

    email = models.EmailField(_("e-mail address"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    token = models.CharField(max_length=60, unique=True, default=_token, editable=False)
    language = models.CharField(_("language of mail"), max_length=10, choices=settings.LANGUAGES, default="en")
    ground = models.CharField(
        _("on the ground of"), max_length=120, blank=True
    )  # the note verbale, where one is needed
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), default=_expiry)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.party} · {self.get_role_display()}"

    @property
    def owner_id(self) -> int:
        return self.party_id

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
