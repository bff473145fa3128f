"""How often one address may ask; the rate is ``API_THROTTLE`` in the settings."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class ReaderThrottle(SimpleRateThrottle):
    scope = "reader"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
