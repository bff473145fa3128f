"""Mail: a row in the transaction of what it tells, in the language of the one who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from post_office.models import PRIORITY, STATUS, Email

from poa_portal.accounts.models import Party, Post, User
from poa_portal.accounts.tasks import send_queued_mail
from poa_portal.common.queue import enqueue

# The header of a mail that only people of one party may see among the mail of the demonstration.
RESTRICTED = "X-Portal-Restricted-To"
ROWS_AT_ONCE = 500


class Recipient(Protocol):
    """Whoever has an address and a language: a person, or an invitation."""

    @property
    def email(self) -> str: ...

    @property
    def language(self) -> str: ...


@dataclass(frozen=True)
class Mailbox:
    """An address without a person behind it."""

    email: str
    language: str = "en"


@dataclass(frozen=True)
class Letter:
    """One mail of many: to whom, with which values, and which party alone may see it."""

    to: Recipient
    context: dict[str, Any]
    restricted_to: Party | None = None


def send(template: str, *, to: Recipient, context: dict[str, Any], restricted_to: Party | None = None) -> Email:
    """Queue ``templates/mail/<template>.txt`` for ``to``; its first line is the subject, the rest the text.

    The template has ``to``, ``zone`` (the recipient's), ``base_url`` and ``product_name`` beside ``context``. It is
    rendered in the language of the recipient, so ``{% url %}`` and ``get_absolute_url`` in it give addresses in that language; nothing is escaped.
    A mail whose address is itself restricted, such as a point of contact's, names the party that alone may see it.
    """
    return send_many(template, letters=[Letter(to, context, restricted_to)])[0]


def send_many(template: str, *, letters: Iterable[Letter]) -> list[Email]:
    """Queue one template for many, each in the recipient's language; the rows come back in the order of the letters.

    The rows are written together and the worker is told once, so a thousand mails cost a few queries.
    """
    emails = Email.objects.bulk_create([_email(template, letter) for letter in letters], batch_size=ROWS_AT_ONCE)
    if emails:
        enqueue(send_queued_mail)
    return emails


def take_back(emails: QuerySet[Email]) -> int:
    """Give up those of these mails that have not left yet; a mail that is just leaving is waited for. How many."""
    waiting = emails.filter(status__in=[STATUS.queued, STATUS.requeued])
    return waiting.update(status=STATUS.failed, last_updated=timezone.now())


def _email(template: str, letter: Letter) -> Email:
    to, context = letter.to, letter.context
    zone = getattr(to, "time_zone", "") or "UTC"
    with translation.override(to.language):
        subject, text = _render(template, {**context, "to": to, "zone": zone})
    return Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to.email],
        subject=subject,
        message=text,
        status=STATUS.queued,
        priority=PRIORITY.medium,
        headers=_headers(to.language, letter.restricted_to),
    )


def _headers(language: str, restricted_to: Party | None) -> dict[str, str]:
    headers = {"Content-Language": language, "Auto-Submitted": "auto-generated"}
    return headers if restricted_to is None else {**headers, RESTRICTED: str(restricted_to.pk)}


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
