"""Mail: a row in the transaction of what it tells, in the language of the one who reads it."""

from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from post_office.models import PRIORITY, STATUS, Email

from poa_portal.accounts.models import Party, Post, User
from poa_portal.accounts.tasks import send_queued_mail
from poa_portal.common.queue import enqueue


class Recipient(Protocol):
    """Whoever has an address and a language: a person, or an invitation."""

    @property
    def email(self) -> str: ...

    @property
    def language(self) -> str: ...


def send(template: str, *, to: Recipient, context: dict[str, Any]) -> Email:
    """Queue ``templates/mail/<template>.txt`` for ``to``; its first line is the subject, the rest the text.

    The template has ``to``, ``zone`` (the recipient's), ``base_url`` and ``product_name`` beside ``context``. It is
    rendered in the language of the recipient, so ``{% url %}`` and ``get_absolute_url`` in it give addresses in that language; nothing is escaped.
    """
    zone = getattr(to, "time_zone", "") or "UTC"
    with translation.override(to.language):
        subject, text = _render(template, {**context, "to": to, "zone": zone})
    email = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to.email],
        subject=subject,
        message=text,
        status=STATUS.queued,
        priority=PRIORITY.medium,
        headers={"Content-Language": to.language, "Auto-Submitted": "auto-generated"},
    )
    enqueue(send_queued_mail)
    return email


def people_of(party: Party, *roles: str) -> list[User]:
    """The people who hold a post in ``party`` today, in one of ``roles`` where some are given; each once."""
    posts: QuerySet[Post] = Post.objects.current().filter(party_id=party.pk)
    held = posts.filter(role__in=roles) if roles else posts
    return list(User.objects.filter(is_active=True, posts__in=held).distinct().order_by("pk"))


def _render(template: str, values: dict[str, Any]) -> tuple[str, str]:
    shared = {"base_url": settings.BASE_URL, "product_name": settings.PRODUCT_NAME}
    context = Context({**shared, **values}, autoescape=False)  # plain text: an apostrophe stays one
    whole = _plain(f"mail/{template}.txt", context)
    subject, _newline, text = whole.partition("\n")
    return " ".join(subject.split()), f"{text.strip()}\n\n-- \n{_plain('mail/account_footer.txt', context)}\n"


def _plain(name: str, context: Context) -> str:
    """The template of the engine itself: the usual ``render`` would escape for HTML."""
    return str(get_template(name).template.render(context)).strip()  # type: ignore[attr-defined]
