"""Accounts and invitations: names, passwords, duties, who may do what to whom, and links that work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from bot.errors import DialogError, InvalidTransition, NotAllowed, NotFound, Refused
from bot.i18n import LOCALES
from bot.messages import Role
from bot.services import administration, audit_reports, invitations
from bot.services.invitations import Made
from bot.services.officers import Account, Duties, account_of, clean_name, ranks_as
from bot.services.passwords import Passwords, check_password
from bot.store.database import Database
from bot.store.tables import Officer, OfficerSession
from tests.conftest import Clock
from tests.console import CHEAP, PASSWORD, add_account
from tests.handoff import at_once

ALL = {role: {Role(role)} for role in Role} | {Role.SUPERVISOR: {Role.SUPERVISOR, Role.OFFICER}, Role.ADMIN: set(Role)}


def _account(database: Database, officer_id: int) -> Account:
    with database.read() as session:
        return account_of(session.get_one(Officer, officer_id))


def _add(database: Database, name: str, role: Role = Role.OFFICER) -> Account:
    return _account(database, add_account(database, name, role))


def _token(made: Made | None) -> str:
    assert made is not None
    path, _, token = made.link.partition("#join=")
    assert path == "/console"
    return token


def _join(database: Database, made: Made | None, clock: Clock, name: str = "Besa", password: str = PASSWORD) -> str:
    keys = database.audit.keys
    return invitations.join(
        database, keys, CHEAP, _token(made), name=name, password=password, locale=LOCALES[0], now=clock()
    )


def _told(database: Database) -> list[str]:
    lines, _ = audit_reports.list_lines(database)
    return [line.action for line in lines]


@pytest.fixture
def admin(database: Database) -> Account:
    """The only administrator."""
    return _add(database, "Drita", Role.ADMIN)


@pytest.mark.parametrize("role", Role)
def test_a_role_acts_as_those_that_it_includes(role: Role) -> None:
    assert {needed for needed in Role if ranks_as(role, needed)} == ALL[role]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Arta Krasniqi", "Arta Krasniqi"),
        ("  Arta \t Krasniqi ", "Arta Krasniqi"),
        ("Ａｒｔａ", "Arta"),
        ("Đorđe", "Đorđe"),
        ("Ђорђе", "Ђорђе"),
        ("ab", "ab"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_name_is_kept_as_it_is_seen(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", ["", " ", "a", "x" * 81, "Ar\x00ta", "Ar\x1bta", "Ar\u200bta", "Ar\u202eta"])
def test_a_name_that_cannot_be_seen_as_it_is_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        clean_name(name)


@pytest.mark.parametrize("other", ["ARTA KRASNIQI", "arta  krasniqi", "Ａｒｔａ Krasniqi"])
def test_a_name_is_there_once_in_whatever_spelling(other: str, database: Database) -> None:
    add_account(database, "Arta Krasniqi")
    with pytest.raises(Refused) as refused:
        add_account(database, other)
    assert (refused.value.status, refused.value.code) == (409, "name_taken")


def test_two_who_take_a_name_at_once_do_not_both_get_it(database: Database) -> None:
    def add(name: str) -> bool:
        try:
            add_account(database, name)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, ["Arta", "ARTA", "arta", "aRTA"])) == 1


@pytest.mark.parametrize("password", ["korrekt kali", "лозинка у речи", "x1y2z3w4v5", "p" * 100 + "qrst" * 39])
def test_a_password_of_ten_characters_is_taken(password: str) -> None:
    check_password(password, "Arta")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "123456789",
        "x" * 200 + "abcd" * 15,
        "1234567890",
        "Password123",
        "aaaaaaaaaaaa",
        "abababababab",
        "Arta Krasniqi",
        "ARTA KRASNIQI",
        "１２３４５６７８９０",
        "PRISHTINA123",
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(Refused):
        check_password(password, "Arta Krasniqi")


def test_a_password_is_right_however_it_is_typed() -> None:
    stored = CHEAP.hash("fjalëkalim i gjatë")
    assert CHEAP.is_right("fjalëkalim i gjatë", stored)
    assert not CHEAP.is_right("fjalekalim i gjate", stored)
    assert not CHEAP.is_right("fjalëkalim i gjatë", None)
    assert not CHEAP.is_right("fjalëkalim i gjatë", "no hash")


def test_passwords_are_hashed_by_argon2id_with_the_defaults_of_the_library() -> None:
    strong = Passwords()
    assert strong.hash(PASSWORD).startswith("$argon2id$")
    assert not strong.is_outdated(PasswordHasher().hash(PASSWORD))
    assert strong.is_outdated(CHEAP.hash(PASSWORD))


@pytest.mark.parametrize("duties", [Duties(languages=("de",)), Duties(regions=("atlantis",)), Duties(topics=("x",))])
def test_duties_that_mean_nothing_are_refused(duties: Duties, database: Database, admin: Account, clock: Clock) -> None:
    with pytest.raises(Refused):
        invitations.invite(database, admin, Role.OFFICER, duties, clock())
    with pytest.raises(Refused):
        administration.add(database, "Besa", Role.OFFICER, "-", duties, language="sq", now=clock())


def test_an_invited_person_gets_the_account_once(database: Database, admin: Account, clock: Clock) -> None:
    duties = Duties(("sq",), ("prizren",), ("ask_fine",), True)
    made = invitations.invite(database, admin, Role.OFFICER, duties, clock())
    assert invitations.check(database, _token(made), clock()) == (Role.OFFICER, None)
    assert [(it.role, it.created_by) for it in invitations.list_open(database, clock())] == [("officer", "Drita")]
    assert _join(database, made, clock) == "Besa"
    account = _account(database, administration.find_id(database, "besa"))
    assert (account.role, account.languages, account.regions, account.topics) == (
        Role.OFFICER,
        ("sq",),
        ("prizren",),
        ("ask_fine",),
    )
    assert account.is_confined
    assert account.locale == LOCALES[0]
    with pytest.raises(NotFound):
        _join(database, made, clock, name="Second")
    assert invitations.list_open(database, clock()) == []
    assert _told(database) == ["joined", "invited"]


def test_two_who_use_a_link_at_once_make_one_account(database: Database, admin: Account, clock: Clock) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())

    def join(name: str) -> bool:
        try:
            _join(database, made, clock, name=name)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(join, ["Besa", "Vjosa", "Liria", "Teuta"])) == 1


@pytest.mark.parametrize(("name", "password"), [("Besa", "short"), ("DRITA", PASSWORD), ("B", PASSWORD)])
def test_a_refused_join_does_not_use_the_link_up(
    name: str, password: str, database: Database, admin: Account, clock: Clock
) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    with pytest.raises(Refused):
        _join(database, made, clock, name=name, password=password)
    assert _join(database, made, clock) == "Besa"


def test_a_link_ends(database: Database, admin: Account, clock: Clock) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    clock.now = made.expires_at - timedelta(seconds=1)
    invitations.check(database, _token(made), clock())
    clock.now = made.expires_at
    with pytest.raises(NotFound):
        _join(database, made, clock)
    assert invitations.list_open(database, clock()) == []


def test_a_withdrawn_link_is_void(database: Database, admin: Account, clock: Clock) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    (link,) = invitations.list_open(database, clock())
    invitations.withdraw(database, admin, link.id, clock())
    with pytest.raises(NotFound):
        _join(database, made, clock)
    with pytest.raises(NotFound):
        invitations.withdraw(database, admin, link.id, clock())


@pytest.mark.parametrize("is_disabled", [True, False])
def test_links_of_somebody_who_manages_accounts_no_more_are_void(
    is_disabled: bool, database: Database, admin: Account, clock: Clock
) -> None:
    other = _add(database, "Vjosa", Role.ADMIN)
    made = invitations.invite(database, other, Role.ADMIN, Duties(), clock())
    administration.change_officer(database, admin, other.id, {"languages": ["sq"]}, clock())
    assert invitations.check(database, _token(made), clock()) == (Role.ADMIN, None)
    if is_disabled:
        administration.disable(database, admin, other.id, "left", clock())
    else:
        administration.change_officer(database, admin, other.id, {"role": "officer"}, clock())
    with pytest.raises(NotFound):
        _join(database, made, clock)


@pytest.mark.parametrize("_round", range(5))
def test_no_link_is_made_by_somebody_who_is_disabled_in_that_moment(
    _round: int, database: Database, admin: Account, clock: Clock
) -> None:
    other = _add(database, "Vjosa", Role.ADMIN)
    at_once(
        lambda: invitations.invite(database, other, Role.ADMIN, Duties(), clock()),
        lambda: administration.disable(database, admin, other.id, "left", clock()),
    )
    assert invitations.list_open(database, clock()) == []


@pytest.mark.parametrize("_round", range(5))
def test_a_link_is_either_used_or_withdrawn(_round: int, database: Database, admin: Account, clock: Clock) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    (link,) = invitations.list_open(database, clock())
    outcomes = at_once(
        lambda: _join(database, made, clock),
        lambda: invitations.withdraw(database, admin, link.id, clock()),
        lambda: invitations.withdraw(database, admin, link.id, clock()),
    )
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 2
    assert len(_told(database)) == 2


def test_a_link_for_a_password_outlives_a_change_of_duties(database: Database, admin: Account, clock: Clock) -> None:
    officer = _add(database, "Besa")
    made = invitations.reset(database, admin, officer.id, "forgotten", clock())
    administration.change_officer(database, admin, officer.id, {"languages": ["sq"]}, clock())
    assert _join(database, made, clock) == "Besa"


def test_the_first_administrator_comes_in_by_the_last_link(database: Database, clock: Clock) -> None:
    earlier = invitations.invite_first_admin(database, clock())
    made = invitations.invite_first_admin(database, clock())
    with pytest.raises(NotFound):
        _join(database, earlier, clock)
    assert _join(database, made, clock) == "Besa"
    assert _account(database, administration.find_id(database, "Besa")).role == Role.ADMIN
    assert invitations.invite_first_admin(database, clock()) is None


def test_the_first_link_is_void_once_there_is_an_administrator(database: Database, clock: Clock) -> None:
    made = invitations.invite_first_admin(database, clock())
    add_account(database, "Drita", Role.ADMIN)
    for use in (invitations.check, lambda *_: _join(database, made, clock)):
        with pytest.raises(NotFound):
            use(database, _token(made), clock())


def test_the_first_link_holds_for_half_an_hour(database: Database, clock: Clock) -> None:
    made = invitations.invite_first_admin(database, clock())
    clock.pass_(minutes=30)
    with pytest.raises(NotFound):
        _join(database, made, clock)


def test_a_reset_account_gets_a_new_password_by_link(database: Database, admin: Account, clock: Clock) -> None:
    officer = _add(database, "Besa")
    first = invitations.reset(database, admin, officer.id, "forgotten", clock())
    made = invitations.reset(database, admin, officer.id, "forgotten", clock())
    with database.read() as session:
        assert session.get_one(Officer, officer.id).password_hash is None
    with pytest.raises(NotFound):
        _join(database, first, clock)
    assert invitations.check(database, _token(made), clock()) == (Role.OFFICER, "Besa")
    assert _join(database, made, clock, name="whatever", password="another good one") == "Besa"
    with database.read() as session:
        stored = session.get_one(Officer, officer.id).password_hash
    assert CHEAP.is_right("another good one", stored)
    assert _told(database) == ["password_changed", "officer_reset", "officer_reset"]


@pytest.mark.parametrize("disabled", [True, False])
def test_nobody_resets_a_disabled_account_or_their_own(
    disabled: bool, database: Database, admin: Account, clock: Clock
) -> None:
    officer = _add(database, "Besa")
    administration.disable(database, admin, officer.id, "left", clock())
    with pytest.raises(InvalidTransition):
        invitations.reset(database, admin, officer.id if disabled else admin.id, "because", clock())


def test_a_disabled_account_has_no_logins_left(database: Database, admin: Account, clock: Clock) -> None:
    officer = _add(database, "Besa")
    with database.write() as session:
        times = {"created_at": clock(), "last_used_at": clock(), "expires_at": clock() + timedelta(hours=1)}
        session.add(OfficerSession(officer_id=officer.id, token_hash="0" * 64, **times))
    assert administration.disable(database, admin, officer.id, "left", clock()).disabled_at == clock()
    with database.read() as session:
        assert session.query(OfficerSession).count() == 0
    with pytest.raises(InvalidTransition):
        administration.disable(database, admin, officer.id, "left", clock())
    assert administration.enable(database, admin, officer.id, "back", clock()).disabled_at is None
    with pytest.raises(InvalidTransition):
        administration.enable(database, admin, officer.id, "back", clock())
    assert _told(database) == ["officer_enabled", "officer_disabled"]


def test_the_last_administrator_stays(database: Database, admin: Account, clock: Clock) -> None:
    with pytest.raises(InvalidTransition):
        administration.disable(database, None, admin.id, None, clock())
    with pytest.raises(InvalidTransition):
        administration.change_officer(database, admin, admin.id, {"role": "officer"}, clock())
    other = _add(database, "Vjosa", Role.ADMIN)
    administration.change_officer(database, admin, admin.id, {"role": "officer"}, clock())
    assert _account(database, admin.id).role == Role.OFFICER
    with pytest.raises(InvalidTransition):
        administration.disable(database, None, other.id, None, clock())


def test_two_administrators_do_not_remove_each_other_at_once(database: Database, admin: Account, clock: Clock) -> None:
    other = _add(database, "Vjosa", Role.ADMIN)

    def disable(by: Account, officer_id: int) -> bool:
        try:
            administration.disable(database, by, officer_id, "because", clock())
        except DialogError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(disable, (admin, other), (other.id, admin.id))) == 1


def test_a_supervisor_changes_duties_alone(database: Database, admin: Account, clock: Clock) -> None:
    supervisor, officer = _add(database, "Vjosa", Role.SUPERVISOR), _add(database, "Besa")
    changed = administration.change_officer(database, supervisor, officer.id, {"languages": ["sr"]}, clock())
    assert changed.languages == ("sr",)
    for changes in ({"role": "supervisor"}, {"is_confined": True}):
        with pytest.raises(NotAllowed):
            administration.change_officer(database, supervisor, officer.id, changes, clock())
    with pytest.raises(NotAllowed):
        administration.change_officer(database, supervisor, admin.id, {"languages": ["sr"]}, clock())
    changed = administration.change_officer(
        database, admin, officer.id, {"role": "supervisor", "is_confined": True}, clock()
    )
    assert (changed.role, changed.is_confined) == (Role.SUPERVISOR, True)
    with pytest.raises(Refused):
        administration.change_officer(database, admin, officer.id, {"topics": ["nothing"]}, clock())
    assert _told(database) == ["officer_changed"] * 2


def test_limits_that_an_administrator_set_are_lifted_by_no_supervisor(
    database: Database, admin: Account, clock: Clock
) -> None:
    free, confined = _add(database, "Vjosa", Role.SUPERVISOR), _add(database, "Liria", Role.SUPERVISOR)
    officer, limited = _add(database, "Besa"), _add(database, "Teuta")
    for account in (confined, limited):
        limits = {"is_confined": True, "regions": ["prizren"]}
        administration.change_officer(database, admin, account.id, limits, clock())
    for by, of in ((free, limited), (free, confined), (confined, limited), (confined, confined), (confined, officer)):
        with pytest.raises(NotAllowed):
            administration.change_officer(database, by, of.id, {"regions": []}, clock())
    assert administration.change_officer(database, free, officer.id, {"regions": ["peja"]}, clock()).regions == (
        "peja",
    )
    assert administration.change_officer(database, admin, limited.id, {"regions": []}, clock()).regions == ()


def test_who_lost_their_role_while_they_waited_changes_nothing(
    database: Database, admin: Account, clock: Clock
) -> None:
    other, officer = _add(database, "Vjosa", Role.ADMIN), _add(database, "Besa")
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    (link,) = invitations.list_open(database, clock())
    administration.change_officer(database, admin, other.id, {"role": "officer"}, clock())
    for change in (
        lambda: administration.change_officer(database, other, officer.id, {"languages": ["sr"]}, clock()),
        lambda: administration.disable(database, other, officer.id, "because", clock()),
        lambda: administration.enable(database, other, officer.id, "because", clock()),
        lambda: invitations.reset(database, other, officer.id, "because", clock()),
        lambda: invitations.invite(database, other, Role.ADMIN, Duties(), clock()),
        lambda: invitations.withdraw(database, other, link.id, clock()),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert _join(database, made, clock, name="Liria") == "Liria"


def test_what_officers_say_of_themselves_is_told_once_it_changes(database: Database, clock: Clock) -> None:
    officer = _add(database, "Besa")
    administration.change_self(database, officer.id, clock(), is_available=True)
    administration.change_self(database, officer.id, clock(), language="en")
    assert _told(database) == []
    administration.change_self(database, officer.id, clock(), is_available=False)
    administration.change_self(database, officer.id, clock(), language="sr", script="Cyrl")
    lines, _ = audit_reports.list_lines(database, officer_id=officer.id, action="officer_changed")
    assert [line.detail for line in lines] == [
        {"officer": officer.id, "language": "sr", "script": "Cyrl"},
        {"officer": officer.id, "is_available": False},
    ]


def test_no_name_stands_in_the_audit_log(database: Database, admin: Account, clock: Clock) -> None:
    made = invitations.invite(database, admin, Role.OFFICER, Duties(), clock())
    _join(database, made, clock, name="Besa Gashi")
    administration.disable(database, admin, administration.find_id(database, "Besa Gashi"), "left", clock())
    lines, _ = audit_reports.list_lines(database)
    assert "Besa" not in str([(line.detail, line.why) for line in lines])
    assert [line.why for line in lines] == ["left", None, None]
