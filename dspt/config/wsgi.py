"""What gunicorn serves."""

import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
application = get_wsgi_application()

from dspt.jobs.safety import NotMigrated, refuse_demo_people  # noqa: E402 (needs the settings above)

# A database that is away for a moment is for the readiness page to tell, not for the start.
with suppress(NotMigrated):
    refuse_demo_people()
