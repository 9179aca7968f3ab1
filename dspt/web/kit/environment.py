"""The template environment of every page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from .links import footer_links, link, public_links
from .stays import seconds_left
from .terms import explained


def environment(**options: Any) -> Environment:
    """Build the environment: our templates, the NHS macros, the few functions that pages may call.

    Undefined names print nothing, because the NHS macros rely on it; a house test reads our templates instead.
    """
    own = options.pop("loader")
    options.update(undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    made = Environment(loader=ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")]), **options)  # noqa: S701
    made.globals.update(static=cache(static), url=_url, service_name="Data Security and Protection Toolkit")
    made.globals.update(link=link, public_links=public_links, footer_links=footer_links, notices=get_messages)
    made.globals.update(seconds_left=seconds_left)
    made.globals.update(is_demo=settings.DSPT_IS_DEMO, nhs_identity=settings.DSPT_NHS_IDENTITY)
    made.filters["explained"] = explained
    return made


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
