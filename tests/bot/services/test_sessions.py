"""Logins: passwords, second factors, lockout, and when a login ends."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pyotp
import pytest
from argon2 import PasswordHasher

from bot.errors import InvalidTransition, Refused, SignedOut
from bot.i18n import LOCALES
from bot.messages import Role
from bot.services import administration, audit_reports, invitations, second_factor, sessions
from bot.services.audit import AuditLog
from bot.services.keys import Keys
from bot.services.officers import account_of
from bot.services.passwords import Passwords
from bot.services.sessions import Login
from bot.store.database import Database
from bot.store.tables import LoginAttempt, Officer, OfficerSession, Rule
from tests.conftest import Clock
from tests.console import CHEAP, PASSWORD, add_account
from tests.handoff import at_once

IDLE = timedelta(minutes=30)
WRONG = "five wrong words are here"


class Desk:
    """Where one officer signs in."""

    def __init__(self, database: Database, keys: Keys, clock: Clock) -> None:
        self.database, self.keys, self.clock = database, keys, clock
        self.id = add_account(database, "Arta Krasniqi", now=clock())

    def sign_in(
        self,
        name: str = "Arta Krasniqi",
        password: str = PASSWORD,
        code: str | None = None,
        passwords: Passwords = CHEAP,
    ) -> str:
        """The token of a fresh login."""
        return sessions.sign_in(
            self.database,
            self.keys,
            passwords,
            name=name,
            password=password,
            code=code,
            idle=IDLE,
            now=self.clock(),
        )

    def refusal(self, name: str = "Arta Krasniqi", password: str = PASSWORD, code: str | None = None) -> Refused:
        """Why there is no login."""
        with pytest.raises(Refused) as refused:
            self.sign_in(name, password, code)
        return refused.value

    def find(self, token: str) -> Login:
        """The login of a token."""
        return sessions.find_login(self.database, token, idle=IDLE, now=self.clock())

    def is_in(self, token: str) -> bool:
        """Whether a token holds."""
        try:
            return self.find(token).account.id == self.id
        except SignedOut:
            return False

    def app(self) -> pyotp.TOTP:
        """Set a second factor up; the app on the officer's phone."""
        app = pyotp.TOTP(second_factor.offer(self.database, self.keys, self.id, self.clock()).secret)
        second_factor.confirm(self.database, self.keys, self.id, app.at(self.clock()), self.clock())
        self.clock.pass_(seconds=30)
        return app

    def told(self) -> list[tuple[str, int | None]]:
        """The audit log, oldest first."""
        lines, _ = audit_reports.list_lines(self.database)
        return [(line.action, self.id if line.officer else None) for line in reversed(lines)]


@pytest.fixture
def desk(database: Database, audit_log: AuditLog, clock: Clock) -> Desk:
    """An officer with a password and no second factor."""
    return Desk(database, audit_log.keys, clock)


@pytest.mark.parametrize("name", ["Arta Krasniqi", "ARTA KRASNIQI", " arta  krasniqi "])
def test_the_right_password_begins_a_login(name: str, desk: Desk) -> None:
    login = desk.find(desk.sign_in(name))
    assert (login.account.id, login.must_set_second_factor) == (desk.id, False)
    assert desk.told() == [("login", desk.id)]


@pytest.mark.parametrize(("name", "password"), [("Arta Krasniqi", WRONG), ("Nobody", PASSWORD), ("", "")])
def test_anything_else_is_wrong_without_saying_what(name: str, password: str, desk: Desk) -> None:
    refused = desk.refusal(name, password)
    assert (refused.status, refused.code) == (401, "wrong")
    assert str(refused) == str(desk.refusal("Another", WRONG))
    assert desk.told()[0] == ("login_failed", desk.id if name == "Arta Krasniqi" else None)


def test_a_typed_name_is_stored_nowhere(desk: Desk) -> None:
    desk.refusal("my own password 123", WRONG)
    with desk.database.read() as session:
        kept = [attempt.name_hash for attempt in session.query(LoginAttempt)]
    lines, _ = audit_reports.list_lines(desk.database)
    assert len(kept) == 1
    assert "password" not in str([kept, lines])


def test_a_disabled_account_is_as_unknown(desk: Desk, clock: Clock) -> None:
    token = desk.sign_in()
    administration.disable(desk.database, None, desk.id, None, clock())
    assert not desk.is_in(token)
    assert desk.refusal().code == "wrong"


def test_an_account_without_a_password_lets_nobody_in(desk: Desk) -> None:
    with desk.database.write() as session:
        session.get_one(Officer, desk.id).password_hash = None
    assert desk.refusal(password="").code == "wrong"


def test_tokens_are_long_unlike_and_stored_hashed(desk: Desk) -> None:
    tokens = {desk.sign_in() for _ in range(3)}
    assert len(tokens) == 3
    assert min(len(token) for token in tokens) >= 43
    with desk.database.read() as session:
        stored = {row.token_hash for row in session.query(OfficerSession)}
    assert not stored & tokens
    assert all(desk.is_in(token) for token in tokens)
    assert not desk.is_in(next(iter(stored)))


def test_a_password_is_hashed_anew_when_the_parameters_change(desk: Desk) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    desk.sign_in(passwords=stronger)
    with desk.database.read() as session:
        stored = session.get_one(Officer, desk.id).password_hash
    assert stored is not None
    assert not stronger.is_outdated(stored)
    assert stronger.is_right(PASSWORD, stored)


@pytest.mark.parametrize("name", ["Arta Krasniqi", "Nobody At All"])
def test_five_failures_lock_a_name_for_longer_and_longer(name: str, desk: Desk, clock: Clock) -> None:
    for _ in range(5):
        assert desk.refusal(name, WRONG).code == "wrong"
    for minutes in (1, 2, 4, 8, 15, 15):
        refused = desk.refusal(name.upper(), PASSWORD)
        assert (refused.status, refused.code) == (429, "locked")
        assert refused.retry_after is not None
        assert abs(refused.retry_after - minutes * 60) <= 1
        clock.pass_(minutes=minutes, seconds=-1)
        assert desk.refusal(name, PASSWORD).status == 429
        clock.pass_(seconds=1)
        assert desk.refusal(name, WRONG).code == "wrong"
    actions = [action for action, _ in desk.told()]
    assert (actions.count("login_failed"), actions.count("locked")) == (11, 7)


def test_a_lock_holds_for_its_name_alone(desk: Desk) -> None:
    for _ in range(5):
        desk.refusal("Nobody", WRONG)
    assert desk.is_in(desk.sign_in())


def test_a_success_begins_the_count_anew(desk: Desk) -> None:
    for _ in range(3):
        for _ in range(4):
            desk.refusal(password=WRONG)
        desk.sign_in()


def test_failures_are_forgotten_after_a_day(desk: Desk, clock: Clock) -> None:
    for _ in range(4):
        desk.refusal(password=WRONG)
    clock.pass_(hours=24, seconds=1)
    for _ in range(4):
        assert desk.refusal(password=WRONG).code == "wrong"
    desk.sign_in()


def test_many_tries_at_once_are_all_counted(desk: Desk) -> None:
    def code(_: int) -> str | None:
        return desk.refusal(password=WRONG).code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(code, range(16)))
    assert codes.count("wrong") == 5


def test_a_crowd_at_the_door_leaves_threads_to_citizens(desk: Desk) -> None:
    with ExitStack() as crowd:
        for _ in range(8):
            crowd.enter_context(CHEAP.seat())
        for _ in range(6):
            assert desk.refusal().status == 429
    assert desk.is_in(desk.sign_in()), "nobody was counted as wrong"


def test_a_login_ends_when_idle(desk: Desk, clock: Clock) -> None:
    token = desk.sign_in()
    for _ in range(3):
        clock.pass_(minutes=29)
        sessions.touch(desk.database, desk.find(token), clock())
    clock.pass_(minutes=30)
    assert not desk.is_in(token)


def test_a_login_ends_after_a_shift_however_busy(desk: Desk, clock: Clock) -> None:
    token = desk.sign_in()
    for _ in range(71):
        clock.pass_(minutes=10)
        sessions.touch(desk.database, desk.find(token), clock())
    clock.pass_(minutes=10)
    assert not desk.is_in(token)


def test_a_sign_of_life_is_written_now_and_then(desk: Desk, clock: Clock) -> None:
    token = desk.sign_in()

    def times_after(seconds: int) -> tuple[float, float]:
        clock.pass_(seconds=seconds)
        sessions.touch(desk.database, desk.find(token), clock())
        login = desk.find(token)
        assert login.account.last_seen_at is not None
        return (clock() - login.last_used_at).total_seconds(), (clock() - login.account.last_seen_at).total_seconds()

    assert [times_after(seconds) for seconds in (0, 19, 1, 39, 1)] == [(0, 0), (19, 19), (20, 0), (59, 0), (0, 1)]


def test_a_login_that_was_ended_meanwhile_gives_no_sign(desk: Desk, clock: Clock) -> None:
    login = desk.find(desk.sign_in())
    clock.pass_(minutes=2)
    sessions.sign_out(desk.database, login, clock())
    with pytest.raises(SignedOut):
        sessions.touch(desk.database, login, clock())
    with desk.database.read() as session:
        assert session.get_one(Officer, desk.id).last_seen_at is None


@pytest.mark.parametrize("_round", range(8))
def test_ending_and_using_logins_at_once_waits_in_one_order(_round: int, desk: Desk, clock: Clock) -> None:
    logins = [desk.find(desk.sign_in()) for _ in range(4)]
    clock.pass_(minutes=2)
    outcomes = at_once(
        *(partial(sessions.touch, desk.database, login, clock()) for login in logins),
        *(partial(sessions.sign_out, desk.database, login, clock()) for login in logins),
        lambda: administration.disable(desk.database, None, desk.id, None, clock()),
    )
    assert not [outcome for outcome in outcomes[:4] if outcome is not None and not isinstance(outcome, SignedOut)]
    assert outcomes[4:8] == [None] * 4
    with desk.database.read() as session:
        assert session.query(OfficerSession).count() == 0


def test_who_lacks_the_second_factor_does_not_count_as_there(desk: Desk, clock: Clock) -> None:
    with desk.database.write() as session:
        session.add(Rule(name="second_factor", value={"is_required": True}, version=1, updated_at=clock()))
    token = desk.sign_in()
    clock.pass_(minutes=2)
    sessions.touch(desk.database, desk.find(token), clock())
    login = desk.find(token)
    assert (login.last_used_at, login.account.last_seen_at) == (clock(), None)
    login = desk.find(desk.sign_in(code=desk.app().at(clock())))
    sessions.touch(desk.database, login, clock())
    with desk.database.read() as session:
        assert session.get_one(Officer, desk.id).last_seen_at == clock()


def test_a_renewed_login_has_one_token(desk: Desk) -> None:
    token = desk.sign_in()
    login = desk.find(token)
    fresh = sessions.renew(desk.database, login)
    assert (desk.is_in(token), desk.is_in(fresh)) == (False, True)
    assert desk.find(fresh).id == login.id
    sessions.sign_out(desk.database, login, desk.clock())
    with pytest.raises(SignedOut):
        sessions.renew(desk.database, login)


def test_signing_out_ends_this_login_alone(desk: Desk, clock: Clock) -> None:
    one, other = desk.sign_in(), desk.sign_in()
    sessions.sign_out(desk.database, desk.find(one), clock())
    assert (desk.is_in(one), desk.is_in(other)) == (False, True)
    assert desk.told()[-1] == ("logout", desk.id)


def test_ended_logins_are_cleared_away(desk: Desk, clock: Clock) -> None:
    desk.sign_in()
    clock.pass_(minutes=31)
    desk.sign_in()
    with desk.database.read() as session:
        assert session.query(OfficerSession).count() == 1


def _change_password(desk: Desk, token: str, old: str, new: str) -> str:
    login = desk.find(token)
    return sessions.change_password(
        desk.database, desk.keys, CHEAP, login, old=old, new=new, idle=IDLE, now=desk.clock()
    )


def test_a_new_password_ends_every_other_login(desk: Desk) -> None:
    here, elsewhere = desk.sign_in(), desk.sign_in()
    fresh = _change_password(desk, here, PASSWORD, "another good one")
    assert [desk.is_in(token) for token in (here, elsewhere, fresh)] == [False, False, True]
    assert desk.refusal().code == "wrong"
    assert desk.is_in(desk.sign_in(password="another good one"))
    assert ("password_changed", desk.id) in desk.told()


@pytest.mark.parametrize(
    ("old", "new"), [(WRONG, "another good one"), (PASSWORD, "short"), (PASSWORD, "Arta krasniqi")]
)
def test_a_refused_password_changes_nothing(old: str, new: str, desk: Desk) -> None:
    here = desk.sign_in()
    with pytest.raises(Refused):
        _change_password(desk, here, old, new)
    assert desk.is_in(here)
    assert desk.is_in(desk.sign_in())


def test_who_holds_an_open_page_cannot_guess_the_password(desk: Desk) -> None:
    here = desk.sign_in()
    for _ in range(5):
        with pytest.raises(Refused):
            _change_password(desk, here, WRONG, "another good one")
    with pytest.raises(Refused) as refused:
        _change_password(desk, here, PASSWORD, "another good one")
    assert refused.value.status == 429


def test_a_password_set_by_link_is_held_up_by_no_earlier_failure(desk: Desk, clock: Clock) -> None:
    for _ in range(5):
        desk.refusal(password=WRONG)
    link = invitations.reset(desk.database, None, desk.id, None, clock()).link
    invitations.join(
        desk.database,
        desk.keys,
        CHEAP,
        link.partition("#join=")[2],
        name="",
        password="another good one",
        locale=LOCALES[0],
        now=clock(),
    )
    assert desk.is_in(desk.sign_in(password="another good one"))


def test_a_second_factor_is_asked_for_and_counts_once(desk: Desk, clock: Clock) -> None:
    app = desk.app()
    assert desk.refusal().code == "code_required"
    assert desk.refusal(code="").code == "code_required"
    assert desk.refusal(code="nonsense").code == "wrong_code"
    assert desk.refusal(password=WRONG, code=app.at(clock())).code == "wrong"
    code = app.at(clock())
    assert desk.find(desk.sign_in(code=f"{code[:3]} {code[3:]}")).account.has_second_factor
    assert desk.refusal(code=code).code == "wrong_code"


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(steps: int, is_taken: bool, desk: Desk, clock: Clock) -> None:
    app = desk.app()
    clock.pass_(minutes=2)
    code = app.at(clock() + timedelta(seconds=30 * steps))
    if is_taken:
        assert desk.is_in(desk.sign_in(code=code))
    else:
        assert desk.refusal(code=code).code == "wrong_code"


def test_an_earlier_code_counts_no_more_after_a_later_one(desk: Desk, clock: Clock) -> None:
    app = desk.app()
    clock.pass_(minutes=2)
    desk.sign_in(code=app.at(clock() + timedelta(seconds=30)))
    assert desk.refusal(code=app.at(clock())).code == "wrong_code"


def test_guessing_codes_locks_even_between_right_passwords(desk: Desk) -> None:
    desk.app()
    codes = []
    for _ in range(6):
        codes += [desk.refusal().code, desk.refusal(code="000000").code]
    assert codes[:10].count("wrong_code") == 5
    assert codes[10:] == ["locked", "locked"]


def test_an_incomplete_login_is_no_failure(desk: Desk, clock: Clock) -> None:
    app = desk.app()
    for _ in range(8):
        assert desk.refusal().code == "code_required"
    assert desk.is_in(desk.sign_in(code=app.at(clock())))


def test_setting_up_a_second_factor_ends_other_logins(desk: Desk, clock: Clock) -> None:
    here, elsewhere = desk.sign_in(), desk.sign_in()
    offer = second_factor.offer(desk.database, desk.keys, desk.id, desk.clock())
    assert desk.is_in(desk.sign_in()), "an offer alone changes nothing"
    assert desk.told()[-2] == ("officer_changed", desk.id)
    code = pyotp.TOTP(offer.secret).at(clock())
    second_factor.confirm(desk.database, desk.keys, desk.id, code, clock(), besides=desk.find(here).id)
    assert (desk.is_in(here), desk.is_in(elsewhere)) == (True, False)
    assert desk.told()[-1] == ("second_factor_set", desk.id)
    assert desk.refusal(code=code).code == "wrong_code", "the code that set it up was used"
    second_factor.remove(desk.database, desk.id, clock())
    assert not desk.is_in(here)
    assert desk.is_in(desk.sign_in())
    assert ("second_factor_removed", desk.id) in desk.told()


def test_an_offer_is_what_an_app_reads(desk: Desk) -> None:
    offer = second_factor.offer(desk.database, desk.keys, desk.id, desk.clock())
    read = pyotp.parse_uri(offer.uri)
    assert isinstance(read, pyotp.TOTP)
    assert (read.secret, read.issuer, read.name, read.interval) == (offer.secret, "Dialog", "Arta Krasniqi", 30)
    assert offer.qr.startswith("data:image/svg+xml")
    with desk.database.read() as session:
        stored = session.get_one(Officer, desk.id).totp_secret
    assert stored is not None
    assert offer.secret not in stored


def test_a_second_factor_is_not_set_up_by_a_wrong_code_or_twice(desk: Desk, clock: Clock) -> None:
    with pytest.raises(InvalidTransition):
        second_factor.confirm(desk.database, desk.keys, desk.id, "123456", clock())
    secret = second_factor.offer(desk.database, desk.keys, desk.id, desk.clock()).secret
    late = pyotp.TOTP(secret).at(clock() + timedelta(hours=1))
    with pytest.raises(Refused):
        second_factor.confirm(desk.database, desk.keys, desk.id, late, clock())
    desk.app()
    with pytest.raises(InvalidTransition):
        second_factor.offer(desk.database, desk.keys, desk.id, desk.clock())
    with pytest.raises(InvalidTransition):
        second_factor.confirm(desk.database, desk.keys, desk.id, late, clock())


def test_with_another_key_no_code_is_right(desk: Desk, clock: Clock) -> None:
    app = desk.app()
    desk.keys = Keys(b"another key, just as long as it.")
    assert desk.refusal(code=app.at(clock())).code == "wrong_code"


@pytest.mark.parametrize("is_required", [True, False])
def test_a_second_factor_may_be_required(is_required: bool, desk: Desk, clock: Clock) -> None:
    with desk.database.write() as session:
        session.add(Rule(name="second_factor", value={"is_required": is_required}, version=1, updated_at=clock()))
    token = desk.sign_in()
    assert desk.find(token).must_set_second_factor is is_required
    app = desk.app()
    assert not desk.find(desk.sign_in(code=app.at(clock()))).must_set_second_factor


def test_a_changed_role_counts_at_once(desk: Desk, clock: Clock) -> None:
    admin_id = add_account(desk.database, "Drita", Role.ADMIN)
    token = desk.sign_in()
    with desk.database.read() as session:
        admin = account_of(session.get_one(Officer, admin_id))
    administration.change_officer(desk.database, admin, desk.id, {"role": "trainer"}, clock())
    assert desk.find(token).account.role == Role.TRAINER
