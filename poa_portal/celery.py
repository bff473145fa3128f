"""The Celery application; ``DATABASE_URL`` and ``REDIS_URL`` are known before it is loaded."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poa_portal.settings")

app = Celery("poa_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
