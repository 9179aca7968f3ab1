"""Your account: everything about it on one page."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dspt.accounts.gateways import LiveSession, live_sessions, providers
from dspt.accounts.queries import Connection, HeldFactor, connections, held_factors, sign_ins
from dspt.accounts.rules import FEW_CODES, FactorKind, device_words, place_words
from dspt.organisations.gateways import stop_token
from dspt.organisations.queries import recoveries_of_person
from dspt.web.access import signed_in
from dspt.web.access.stays import must_keep_factor
from dspt.web.kit.pages import render
from dspt.web.public.recovery.words import to_its_person

from . import words
from .pages import AccountPage, ConnectionLine, FactorLine, RunningRequest, SessionLine, SignInLine


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show name, address, second factors, sessions and last sign-ins, each with what can be changed; and a request to
    take the factors away, which somebody else may have made."""
    person = request.user
    assert person.is_authenticated
    held = held_factors(person.id)
    real = [each for each in held if each.kind is not FactorKind.RECOVERY]
    codes = next((each for each in held if each.kind is FactorKind.RECOVERY), None)
    must = must_keep_factor(request)
    sessions = live_sessions(person.id, request.session.session_key or "")
    connected = {each.issuer: each for each in connections(person.id)}
    held_connections = tuple(_connection(each) for each in connected.values())
    page = AccountPage(
        title="Your account",
        person=person.name,
        email=person.email,
        asked=_running(person.id),
        factors=tuple(_factor(each, stays=must and len(real) == 1) for each in real),
        must=words.MUST if must else "",
        may_add_phone=not any(each.kind is FactorKind.PHONE for each in real),
        codes=f"{codes.codes_left} of 10 left" if codes else "",
        has_few_codes=codes is not None and codes.codes_left <= FEW_CODES,
        connections=held_connections,
        may_connect=next((each.name for each in providers() if each.issuer not in connected), ""),
        sessions=tuple(_session(each) for each in sorted(sessions, key=lambda each: not each.is_this_one)),
        has_others=any(not each.is_this_one for each in sessions),
        sign_ins=tuple(
            SignInLine(words.when(each.at), words.of_ways(each.way), each.device, each.place, each.is_new_device)
            for each in sign_ins(person.id)
        ),
    )
    return render(request, "public/account/account.html", page)


def _running(person: UUID) -> RunningRequest | None:
    """One statement."""
    found = next((one for one in recoveries_of_person(person) if one.is_living), None)
    if found is None:
        return None
    return RunningRequest(to_its_person(found), reverse("recovery_stop_link", args=[stop_token(found.id, None)]))


def _factor(held: HeldFactor, *, stays: bool) -> FactorLine:
    used = f"last used {words.when(held.used_at)}" if held.used_at else "not used yet"
    what = words.of_factor(held.kind)
    return FactorLine(
        what=f"{what}: {held.name}" if held.name else what,
        about=f"Added {words.when(held.added_at)}, {used}",
        remove="" if stays else reverse("factor_remove", args=[held.number]),
        replace=reverse("factor_phone") if held.kind is FactorKind.PHONE else "",
    )


def _connection(held: Connection) -> ConnectionLine:
    name = next((each.name for each in providers() if each.issuer == held.issuer), held.issuer)
    who = f"{held.email}, connected" if held.email else "Connected"
    return ConnectionLine(
        name, f"{who} {words.when(held.connected_at)}", reverse("account_sso_disconnect", args=[held.number])
    )


def _session(live: LiveSession) -> SessionLine:
    place = place_words(live.address)
    seen = words.when(datetime.fromtimestamp(live.seen, UTC)) if live.seen else "not known"
    about = f"Signed in {words.when(live.began_at)}, last seen {seen}{f', network {place}' if place else ''}"
    what = device_words(live.user_agent)
    return SessionLine(
        what=f"{what}, this browser" if live.is_this_one else what,
        about=about,
        end="" if live.is_this_one else reverse("session_end", args=[live.number]),
    )
