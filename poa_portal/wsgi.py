"""The WSGI application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from poa_portal.common import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poa_portal.settings")
embedded.ensure_servers()

application = get_wsgi_application()
