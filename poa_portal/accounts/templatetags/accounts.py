"""What the sign-in page of the demonstration shows."""

from django import template
from django.db.models import Prefetch

from poa_portal.accounts.models import Post, User

register = template.Library()


@register.simple_tag
def invented_people() -> list[User]:
    """The invented people, each with the posts held now in ``posts_now``, in the order in which they were made."""
    posts = Prefetch("posts", Post.objects.current().select_related("party"), to_attr="posts_now")
    return list(User.objects.filter(is_invented=True, is_active=True).prefetch_related(posts).order_by("pk"))
