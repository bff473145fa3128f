"""The portal with the yardsticks beside it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poa_portal.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
settings.ROOT_URLCONF = "poa_portal.ops.bench.yardsticks"
settings.DEBUG = False  # as in production: Django keeps no log of queries beside what is measured
