"""Who is signed in, read together with what the person may act for."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from poa_portal.accounts.models import Post, User
from poa_portal.accounts.standing import Standing


class PersonBackend(AuthenticationBackend):
    """Signing in is allauth's; each request after that asks for the person and the posts held in one query."""

    def get_user(self, user_id: Any) -> User | None:
        posts = Post.objects.filter(user=user_id).of_standing().select_related("user")
        standing = Standing.of(posts)
        user = standing.posts[0].user if standing.posts else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.standing = standing
        return user
