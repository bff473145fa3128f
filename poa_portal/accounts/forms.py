"""Forms about people and posts. ``SignUpForm`` is the part of allauth's sign-up form that is ours."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.models import Party, Post, User
from poa_portal.accounts.rules import roles_to_give
from poa_portal.common import languages
from poa_portal.common.forms import PortalForm, ZoneField


class _LanguageField(forms.ChoiceField):
    """One of the six, named in itself so that its reader finds it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=settings.LANGUAGES, **kwargs)


class SignUpForm(PortalForm):
    """Name and language of mail, beside the address and the password that allauth asks."""

    field_order = ["name", "email", "password1", "password2", "language"]

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = _LanguageField(label=_("Language of mail"), initial=languages.current)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth when the account is made, within its own writing."""
        user.name = self.cleaned_data["name"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["name", "language"])


class SettingsForm(PortalForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Others in your delegation, organization or office see it, and the secretariat."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = _LanguageField(
        label=_("Language of mail"),
        help_text=_("Pages follow the language in their address; mail follows this choice."),
    )
    time_zone = ZoneField(
        required=False,
        initial="",
        help_text=_("Times in your mail and in the list of your records appear in this zone; without it, in UTC."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.choices = [("", _("No choice")), *zone.choices]  # type: ignore[attr-defined]


class InvitationForm(PortalForm):
    """Whom to invite to which post of ``party``; only posts that ``by`` may give are offered."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The invitation goes to this address, and only its owner can accept it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Post"))
    language = _LanguageField(label=_("Language of the invitation"), initial=languages.current)

    def __init__(self, *args: Any, party: Party, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles_to_give(by, party)]  # type: ignore[attr-defined]


class HandOverForm(PortalForm):
    """To whom a post is handed over: the people who work for the same party."""

    to = forms.ModelChoiceField(label=_("New holder"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(is_active=True, posts__in=Post.objects.current().filter(party=post.party))
        queryset = colleagues.exclude(pk=post.user_id).distinct().order_by("name", "pk")
        self.fields["to"].queryset = queryset  # type: ignore[attr-defined]


class PostChangeForm(PortalForm):
    """Another role for the holder of ``post``, or another end; only roles that ``by`` may give are offered."""

    role = forms.ChoiceField(label=_("Post"))
    ends_on = forms.DateField(
        label=_("First day without the post"),
        required=False,
        help_text=_("Empty: the post has no end. The day may lie ahead; today ends the post now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, post: Post, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_to_give(by, post.party)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.now().date():
            raise forms.ValidationError(_("This day is in the past. Choose today or a later day."))
        return day


class PostChoiceForm(PortalForm):
    """In which of the own posts to work."""

    post = forms.TypedChoiceField(label=_("Post"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, posts: tuple[Post, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(post.pk, str(post)) for post in posts]  # type: ignore[attr-defined]
