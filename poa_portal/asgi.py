"""The ASGI application that the web server loads."""

import os

from django.core.asgi import get_asgi_application

from poa_portal.common import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poa_portal.settings")
embedded.ensure_servers()

application = get_asgi_application()
