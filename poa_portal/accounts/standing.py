"""What a person may act for today: the posts held now, asked once per request.

Posts, not people, hold rights. Every rule and every ``visible_to`` asks the standing, and nothing else about a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from poa_portal.common.enums import PartyKind, Role

if TYPE_CHECKING:
    from poa_portal.accounts.models import Post


@dataclass(frozen=True)
class Standing:
    """The posts a person holds now. A reader who is not signed in holds none.

    ``has_second_factor`` is asked of those who hold a post: an authenticator app or a key. Recovery codes alone are none.
    """

    posts: tuple["Post", ...] = ()
    has_second_factor: bool = False

    @classmethod
    def of(cls, posts: Iterable["Post"]) -> "Standing":
        """From one person's posts as ``Post.objects.of_standing()`` gives them."""
        held = tuple(posts)
        return cls(held, has_second_factor=any(post.has_second_factor for post in held))

    @property
    def parties(self) -> frozenset[int]:
        """The parties in which the person holds any post, by id."""
        return frozenset(post.party_id for post in self.posts)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(post.party.kind for post in self.posts)

    @property
    def is_secretariat(self) -> bool:
        return PartyKind.SECRETARIAT in self.kinds

    @property
    def is_delegation(self) -> bool:
        return PartyKind.STATE in self.kinds

    @property
    def is_organisation(self) -> bool:
        return PartyKind.ORGANISATION in self.kinds

    def holds(self, *roles: str, party: int | None = None) -> bool:
        """Whether one of these roles is held, in this party where one is given."""
        return any(post.role in roles and party in {None, post.party_id} for post in self.posts)

    def post_for(self, party: int | None) -> "Post | None":
        """The post in which the person acts on a record of ``party``: in that party, else in the secretariat."""
        for post in self.posts:
            if post.party_id == party:
                return post
        for post in self.posts:
            if post.party.kind == PartyKind.SECRETARIAT:
                return post
        return None

    def posts_of(self, kind: str) -> list["Post"]:
        return [post for post in self.posts if post.party.kind == kind]


NOBODY = Standing()
_SECRETARIAT_WRITERS = (Role.OFFICER, Role.PUBLISHER, Role.ADMINISTRATOR)


def standing_of(user: Any) -> Standing:
    """The standing of any user, signed in or not."""
    return getattr(user, "standing", NOBODY)


def is_secretariat_publisher(user: Any, subject: Any = None) -> bool:
    """May publish for the secretariat."""
    return standing_of(user).holds(Role.PUBLISHER, Role.ADMINISTRATOR)


def is_secretariat_officer(user: Any, subject: Any = None) -> bool:
    """May prepare for the secretariat; whoever publishes may prepare."""
    return standing_of(user).holds(*_SECRETARIAT_WRITERS)
