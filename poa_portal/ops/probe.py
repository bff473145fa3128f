"""``python -m poa_portal.ops.probe``: whether the web process of this container answers and reaches its database.

It leaves the worker out: a web process is not ill because another container is.
"""

import json
import os
import sys
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8000/healthz"


def is_well() -> bool:
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "127.0.0.1"
    request = urllib.request.Request(ADDRESS, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310  our own address
            body = answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    except OSError:
        return False
    try:
        return bool(json.loads(body).get("database") == "ok")
    except (ValueError, AttributeError):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
