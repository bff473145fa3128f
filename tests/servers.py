"""The servers of the tests: loaded as a plugin, since settings are read before any ``conftest.py``."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DEMONSTRATION", "1")

from poa_portal.common import embedded

embedded.ensure_servers()
