"""Second factors: kept encrypted, used once, told to their owner; the last one stays where it must."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.contrib.auth.hashers import check_password

from dspt.accounts import actions
from dspt.accounts.gateways import FactorAdapter, new_phone_secret, phone_code
from dspt.accounts.models import Person, SpentCode
from dspt.accounts.queries import held_factors
from dspt.accounts.rules import RECOVERY_HASHES, FactorKind
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import a_person

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PERIOD = int(AT.timestamp()) // 30
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom() -> Actor:
    return a_person("tom", AT - timedelta(days=1))


def with_app(by: Actor, at: datetime = AT) -> actions.AddedFactor:
    code = phone_code(SECRET, int(at.timestamp()) // 30)
    return actions.add_phone(by=by, secret=SECRET, code=code, keep_session="", at=at)


def show(by: Actor, code: str, at: datetime = AT) -> actions.ShownFactor:
    return actions.show_code(by=by, code=code, to="enter", at=at)


def test_an_app_is_kept_once_it_has_shown_a_right_code(tom: Actor) -> None:
    with pytest.raises(actions.FactorRefused, match="wrong"):
        actions.add_phone(by=tom, secret=SECRET, code="000000", keep_session="", at=AT)
    assert not Authenticator.objects.exists()
    added = with_app(tom)
    assert tom.id is not None
    kinds = [each.kind for each in held_factors(tom.id)]
    assert kinds == [FactorKind.PHONE, FactorKind.RECOVERY]
    assert len(set(added.codes)) == 10
    assert all(len(code) == 8 and code.isdigit() for code in added.codes)
    assert Notice.objects.filter(kind="factor.added", to="tom@demo.example").count() == 1


def test_another_app_takes_the_place_of_the_first_and_leaves_the_recovery_codes(tom: Actor) -> None:
    codes = with_app(tom).codes
    later, other = AT + timedelta(minutes=2), new_phone_secret()
    period = int(later.timestamp()) // 30
    added = actions.add_phone(by=tom, secret=other, code=phone_code(other, period), keep_session="", at=later)
    assert added.codes == ()
    with pytest.raises(actions.FactorRefused, match="wrong"):
        show(tom, phone_code(SECRET, period + 1), later)
    assert show(tom, phone_code(other, period + 1), later).factor == added.factor
    assert show(tom, codes[0]).codes_left == 9


def test_secrets_are_encrypted_in_the_database_and_absent_from_journal_and_letters(tom: Actor) -> None:
    codes = with_app(tom).codes
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    told = str(list(Entry.objects.values_list("before", "after"))) + str(list(Notice.objects.values_list("body")))
    for secret in (SECRET, *codes):
        assert secret not in kept
        assert secret not in told


def test_a_code_works_once_and_no_earlier_one_after_it(tom: Actor) -> None:
    with_app(tom)
    later = AT + timedelta(minutes=5)
    period = int(later.timestamp()) // 30
    shown = show(tom, phone_code(SECRET, period), later)
    assert shown.kind is FactorKind.PHONE
    for used in (period, period - 1):
        with pytest.raises(actions.FactorRefused, match="spent"):
            show(tom, phone_code(SECRET, used), later)
    assert show(tom, phone_code(SECRET, period + 1), later).factor == shown.factor


def test_the_code_that_proved_the_app_does_not_sign_in_too(tom: Actor) -> None:
    with_app(tom)
    with pytest.raises(actions.FactorRefused, match="spent"):
        show(tom, phone_code(SECRET, PERIOD))


def test_a_code_counts_a_period_early_or_late_and_no_more(tom: Actor) -> None:
    with_app(tom)
    SpentCode.objects.update(period=0)
    for away in (-2, 2):
        with pytest.raises(actions.FactorRefused, match="wrong"):
            show(tom, phone_code(SECRET, PERIOD + away))
    for away in (-1, 0, 1):
        assert show(tom, phone_code(SECRET, PERIOD + away)).kind is FactorKind.PHONE


def test_the_first_code_works_where_none_was_used_before(tom: Actor) -> None:
    with_app(tom)
    SpentCode.objects.all().delete()
    assert show(tom, phone_code(SECRET, PERIOD)).kind is FactorKind.PHONE
    with pytest.raises(actions.FactorRefused, match="spent"):
        show(tom, phone_code(SECRET, PERIOD))


def test_a_recovery_code_works_once_and_its_owner_is_told(tom: Actor) -> None:
    first, second, *_ = with_app(tom).codes
    shown = show(tom, f"{first[:4]} {first[4:]}")
    assert (shown.kind, shown.codes_left) == (FactorKind.RECOVERY, 9)
    with pytest.raises(actions.FactorRefused, match="wrong"):
        show(tom, first)
    assert show(tom, second).codes_left == 8
    assert Notice.objects.filter(kind="factor.recovery").count() == 2


def test_somebody_elses_codes_do_not_work(tom: Actor) -> None:
    codes = with_app(tom).codes
    vera = a_person("vera", AT)
    actions.add_phone(
        by=vera, secret=(other := new_phone_secret()), code=phone_code(other, PERIOD), keep_session="", at=AT
    )
    for code in (codes[0], phone_code(SECRET, PERIOD + 1)):
        with pytest.raises(actions.FactorRefused, match="wrong"):
            show(vera, code)


def test_new_recovery_codes_end_the_old_ones(tom: Actor) -> None:
    with pytest.raises(actions.FactorRefused, match="unknown"):
        actions.make_recovery_codes(by=tom, at=AT)
    old = with_app(tom).codes
    new = actions.make_recovery_codes(by=tom, at=AT)
    assert not set(old) & set(new)
    with pytest.raises(actions.FactorRefused, match="wrong"):
        show(tom, old[0])
    assert show(tom, new[0]).codes_left == 9


def test_the_last_factor_stays_where_one_is_compulsory(tom: Actor) -> None:
    added = with_app(tom)
    with pytest.raises(actions.FactorRefused, match="compulsory"):
        actions.remove_factor(by=tom, factor=added.factor, is_compulsory=True, at=AT)
    with pytest.raises(actions.FactorRefused, match="unknown"):
        actions.remove_factor(by=tom, factor=added.factor + 1000, is_compulsory=True, at=AT)
    actions.remove_factor(by=tom, factor=added.factor, is_compulsory=False, at=AT)
    assert not Authenticator.objects.exists()
    assert Notice.objects.filter(kind="factor.removed", to="tom@demo.example").count() == 1


def test_recovery_codes_and_other_peoples_factors_cannot_be_removed_like_an_app(tom: Actor) -> None:
    with_app(tom)
    vera = a_person("vera", AT)
    for by, number in [
        (tom, Authenticator.objects.get(type="recovery_codes").pk),
        (vera, Authenticator.objects.first()),
    ]:
        with pytest.raises(actions.FactorRefused, match="unknown"):
            actions.remove_factor(by=by, factor=getattr(number, "pk", number), is_compulsory=False, at=AT)


def test_who_lost_everything_begins_anew(tom: Actor) -> None:
    with_app(tom)
    assert tom.id is not None
    actions.take_all_factors(by=a_person("dev", AT), person=tom.id, why="asked for by letter", at=AT)
    assert held_factors(tom.id) == ()
    last = Entry.objects.latest("id")
    assert (last.event, last.actor_name, last.after) == (
        "accounts.factor.removed",
        "Dev Anand",
        {"why": "asked for by letter"},
    )


def test_every_use_is_journalled_and_so_is_every_failure(tom: Actor) -> None:
    with_app(tom)
    before = Entry.objects.count()
    show(tom, phone_code(SECRET, PERIOD + 1))
    with pytest.raises(actions.FactorRefused):
        show(tom, "000000")
    events = list(Entry.objects.order_by("id").values_list("event", "after")[before:])
    assert events == [
        ("accounts.factor.used", {"for": "enter", "kind": "totp"}),
        ("accounts.factor.failed", {"for": "enter"}),
    ]


def test_somebody_deactivated_shows_nothing(tom: Actor) -> None:
    with_app(tom)
    Person.objects.filter(id=tom.id).update(is_active=False)
    with pytest.raises(Person.DoesNotExist):
        show(tom, phone_code(SECRET, PERIOD + 1))


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": "x"}', '{"response": {"userHandle": 3}}'])
def test_what_is_no_passkey_is_refused(tom: Actor, answer: str, rf: object) -> None:
    from allauth.core import context

    from dspt.accounts.gateways.staying import SessionStore

    request = rf.get("/")  # type: ignore[attr-defined]
    request.session = SessionStore()
    with context.request_context(request):
        with pytest.raises(actions.FactorRefused, match="wrong"):
            actions.add_passkey(by=tom, name="Laptop", answer=answer, keep_session="", at=AT)
        with pytest.raises(actions.FactorRefused, match="wrong"):
            actions.show_passkey(by=tom, answer=answer, to="enter", at=AT)


def test_recovery_codes_are_kept_as_sealed_hashes_each_with_a_salt_of_its_own(tom: Actor) -> None:
    codes = with_app(tom).codes
    kept = Authenticator.objects.get(type="recovery_codes").data
    assert set(kept) == {RECOVERY_HASHES}
    hashes = [FactorAdapter().decrypt(sealed) for sealed in kept[RECOVERY_HASHES]]
    assert len(set(hashes)) == 10
    for code, hashed in zip(codes, hashes, strict=True):
        assert hashed.startswith("argon2$argon2id$")
        assert check_password(code, hashed)
    assert len({hashed.split("$")[4] for hashed in hashes}) == 10, "the salts"


def test_codes_that_people_held_before_still_work_after_the_migration(tom: Actor) -> None:
    hash_codes = import_module("dspt.accounts.migrations.0007_recovery_codes_hashed").hash_codes
    with_app(tom)
    Authenticator.objects.filter(type="recovery_codes").delete()
    earlier = RecoveryCodes.activate(Person.objects.get(id=tom.id))
    first, second, third, *_ = earlier.generate_codes()
    assert earlier.validate_code(first)
    for _ in range(2):  # twice is once
        hash_codes(apps, None)
    assert set(Authenticator.objects.get(type="recovery_codes").data) == {RECOVERY_HASHES}
    with pytest.raises(actions.FactorRefused, match="wrong"):
        show(tom, first)
    assert show(tom, second).codes_left == 8
    assert show(tom, third).codes_left == 7
