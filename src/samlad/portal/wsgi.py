"""The portal as a WSGI application, for `samlad serve` and for any other WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samlad.portal.settings")
application = get_wsgi_application()
