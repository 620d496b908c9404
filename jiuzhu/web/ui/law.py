"""Where the law behind an explanation is read."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def law_url(facts: Mapping[str, Any], programme: str) -> str:
    """The page of a programme as it stood for these facts (their region, area and date); `#` and a rule leads to its clause."""
    page = reverse("disclosure:law", args=[facts["region"], programme])
    return f"{page}?{urlencode({'area': facts['area'], 'on': facts['date']})}"
