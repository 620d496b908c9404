"""Where a request comes from, as far as limits go."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address: that of the line, or what the outermost own proxy saw. "" when there is none to be read.

    An IPv6 visitor has a whole /64 to choose from, so that stands for one address.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        found = seen[-settings.PROXIES] if len(seen) >= settings.PROXIES else found
    try:
        address = ip_address(found.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
