"""News that goes upward: a record was changed. Search and the page cache listen."""

from django.dispatch import Signal

recorded = Signal()  # sender: the changed record's model; event: AuditEvent; subject: the record
