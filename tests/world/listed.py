"""A small register: nine bodies of every kind that the exports hold."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from dspt.directory.gateways import Table
from dspt.foundation.actors import Actor
from dspt.register.actions import import_register

NOW = datetime(2025, 7, 14, 8, 40, tzinfo=UTC)
BOARD = "NHS Kent and Medway Integrated Care Board"
HEADINGS = ("Code", "Organisation Name", "Status", "Date Of Publication", "Primary Sector")
ROWS = (
    ("VZZ-D14", "Alderwick Dental Care", "24/25 Standards Met", "03/06/2025", "Dentist", BOARD),
    ("8ZZ21", "Brackenhurst Hospice", "24/25 Standards Exceeded", "21/05/2025", "Other (including charities)", ""),
    ("8ZZ90", "Fellgate Systems Ltd", "23/24 Standards Met", "30/06/2024", "Company", ""),
    ("8ZZ90-RU", "Fellgate Systems Ltd (Records Unit)", "Not Published", "", "Company", ""),
    ("VZZ44", "Lantern House Home Care", "24/25 Approaching Standards", "29/06/2025", "Social Care", BOARD),
    ("Z90417", "Millrace Surgery", "24/25 Standards Met", "12/07/2025", "General Practice (GP)", BOARD),
    ("01/04/2004", "Saint Anne’s Café & Clinic", "18/19 Entry Level", "29/03/2019", "No Sector Identified", ""),
    ("TZZ32CLOSED", "Osier Opticians", "21/22 Standards Met", "15/08/2022", "Optician", ""),
    ("16", "16 Sandhurst Road", "Not Published", "", "Dentist", ""),
)


def list_them() -> None:
    """Import them as an export would bring them."""
    headings = (*HEADINGS, "Integrated Care Board (where available, from ODS)")
    table = Table("register.csv", "0" * 64, "UTF-8", tuple(enumerate((headings, *ROWS), start=1)))
    assert import_register(by=Actor.machine("test"), table=table, at=NOW).written


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())
