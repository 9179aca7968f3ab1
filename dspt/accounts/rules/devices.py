"""Devices and places in words that people recognise, and no more than they need."""

from __future__ import annotations

import ipaddress

# In this order, because most browsers name the ones they descend from too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """Say what somebody signed in with: "Chrome on Windows"; "An unknown browser" where it does not tell."""
    browser = next((words for sign, words in _BROWSERS if sign in user_agent), "")
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def place_words(address: str) -> str:
    """Mask a network address to what tells one place from another: "203.0.113.x", "2001:db8:1::x"; empty: unknown."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv4Address):
        return f"{address.rpartition('.')[0]}.x"
    return f"{':'.join(part.lstrip('0') or '0' for part in known.exploded.split(':')[:3])}::x"
