"""Who may read what in the room of stakeholders, by noun."""

from stakeholders.querysets.organisations import OrganisationQuerySet, PublicQuerySet

__all__ = ["OrganisationQuerySet", "PublicQuerySet"]
