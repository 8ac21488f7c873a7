"""Who has a talk: officers claim, release, transfer, resolve and reopen. One owner at a time; the citizen is told.

with_bot ──escalate──► waiting ──claim──► assigned ──resolve──► resolved
    ▲ ▲                  │ ▲ release, lost   │  ▲ │ transfer         │
    │ └──stop waiting────┘ └─────────────────┘  └─┘                  │
    └──a message of the citizen───────────────────── reopen ◄────────┘
Every function locks the conversation first, then acts, then adds its line to the audit log.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotFound, Stale
from bot.i18n import N_
from bot.messages import Button, EventKind, Outcome, Reply, Role, Status, Trigger
from bot.services import audit, waits
from bot.services.audit_actions import Action
from bot.services.events import add_event
from bot.services.officers import Account, account_of, find_by_name, is_on_duty, ranks_as
from bot.services.outgoing import tell
from bot.services.reach import is_within, reach, refuse_owned, require_owner
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Conversation, Officer

__all__ = ["assign", "claim", "lose", "release", "reopen", "resolve", "transfer"]

OTHER_AWAY = N_("This officer is not on duty, or may not see this talk. Choose another one, or the queue.")
WRITTEN_SINCE = N_("The citizen has just written again. Please read it before you close the talk.")
ANOTHER_BEGUN = N_("The citizen has begun another talk since. Open that one.")
RATINGS = (
    Button(N_("5 – very good"), '/rate{"stars":"5"}'),
    Button(N_("4 – good"), '/rate{"stars":"4"}'),
    Button(N_("3 – fair"), '/rate{"stars":"3"}'),
    Button(N_("2 – poor"), '/rate{"stars":"2"}'),
    Button(N_("1 – very poor"), '/rate{"stars":"1"}'),
)


def claim(database: Database, account: Account, conversation_id: str, now: datetime) -> None:
    """Take a talk over, from the queue or from the bot, or a closed one again. One's own stays as it is.

    Raises:
        NotFound: there is none that the officer may see.
        Taken: another officer has it.
        InvalidTransition: it is closed, and its citizen has begun another since.
    """
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        if conversation.owner_id == account.id:
            return
        refuse_owned(session, conversation)
        is_closed = conversation.status == Status.RESOLVED
        if is_closed:
            _require_current(session, conversation)
        _own(session, conversation, account.id, now)
        kind = EventKind.REOPENED if is_closed else EventKind.CLAIMED
        add_event(session, conversation, kind, now, officer_id=account.id)
        tell(session, conversation, Reply("utter_officer_joined"), now)
        audit.record(
            session,
            Action.REOPEN if is_closed else Action.CLAIM,
            now,
            officer_id=account.id,
            conversation_id=conversation.id,
        )


def reopen(database: Database, account: Account, conversation_id: str, now: datetime) -> None:
    """Take a closed talk up again.

    Raises:
        InvalidTransition: it is not closed.
    """
    with database.read() as session:
        conversation = reach(session, account, conversation_id)
        if conversation.status != Status.RESOLVED and conversation.owner_id != account.id:
            refuse_owned(session, conversation)
            raise InvalidTransition("not closed", sentence=N_("This talk is not closed."))
    claim(database, account, conversation_id, now)


def release(
    database: Database, account: Account, conversation_id: str, now: datetime, *, to_bot: bool, reason: str | None
) -> None:
    """Give a talk back: to the queue, or to the bot, which says that danger is over.

    Raises:
        Taken, InvalidTransition: it is not the officer's.
    """
    with database.write() as session:
        conversation = require_owner(session, account, conversation_id)
        add_event(
            session,
            conversation,
            EventKind.RELEASED,
            now,
            officer_id=account.id,
            text=reason,
            detail={"to": "bot" if to_bot else "queue"},
        )
        if to_bot:
            _give_to_bot(session, conversation, now)
        else:
            _give_to_queue(session, conversation, now)
        audit.record(session, Action.RELEASE, now, officer_id=account.id, conversation_id=conversation.id, why=reason)


def lose(database: Database, conversation_id: str, seen_before: datetime, now: datetime) -> bool:
    """Put a talk back into the queue whose officer gave no sign since `seen_before`, or may not work any more."""
    with database.write() as session:
        conversation = queries.get_conversation(session, conversation_id, lock=True)
        if conversation.status != Status.ASSIGNED:
            return False
        owner = session.get_one(Officer, conversation.owner_id)
        is_there = owner.last_seen_at is not None and owner.last_seen_at > seen_before
        if is_there and owner.disabled_at is None and ranks_as(Role(owner.role), Role.OFFICER):
            return False
        add_event(session, conversation, EventKind.LOST, now, officer_id=owner.id)
        _give_to_queue(session, conversation, now, trigger=Trigger.LOST)
        audit.record(session, Action.LOSE, now, officer_id=owner.id, conversation_id=conversation.id)
        return True


def transfer(
    database: Database, account: Account, conversation_id: str, now: datetime, *, to: int | str | None, reason: str
) -> None:
    """Hand the officer's own talk on to another officer, by id or name, or to the queue when `to` is none.

    Raises:
        NotFound: there is no such officer.
        InvalidTransition: the talk is not the officer's, or the other is not on duty or may not see it.
    """
    with database.write() as session:
        conversation = require_owner(session, account, conversation_id)
        _hand_on(session, conversation, account, now, to=to, reason=reason, action=Action.TRANSFER)


def assign(
    database: Database, account: Account, conversation_id: str, now: datetime, *, to: int | str | None, reason: str
) -> None:
    """A supervisor gives a talk to somebody, whoever has it.

    Raises:
        NotFound, InvalidTransition: as `transfer`.
    """
    with database.write() as session:
        conversation = reach(session, account, conversation_id, lock=True)
        if conversation.status == Status.RESOLVED:
            raise InvalidTransition("closed", sentence=N_("This talk is closed. Open it again first."))
        _hand_on(session, conversation, account, now, to=to, reason=reason, action=Action.ASSIGN)


def resolve(
    database: Database,
    account: Account,
    conversation_id: str,
    now: datetime,
    *,
    outcome: Outcome,
    reason: str,
    seen: int | None = None,
) -> None:
    """Close a talk; the citizen is told how and why, and asked how it was.

    Raises:
        Taken, InvalidTransition: it is not the officer's.
        Stale: the citizen has written something after message `seen`.
    """
    with database.write() as session:
        conversation = require_owner(session, account, conversation_id)
        if seen is not None and queries.has_written_after(session, conversation.id, seen):
            raise Stale("not seen", sentence=WRITTEN_SINCE)
        conversation.status, conversation.owner_id = Status.RESOLVED, None
        was_urgent = conversation.urgent
        conversation.resolved_at, conversation.urgent = now, False
        conversation.escalated_at = None
        conversation.outcome, conversation.outcome_reason, conversation.rating = outcome, reason, None
        conversation.episode = None
        waits.note_answer(session, conversation, now)
        for message in queries.list_pending(session, conversation.id):
            message.handled_at = now  # it was said to the officer: the bot comes too late
        detail = {"outcome": outcome}
        add_event(
            session,
            conversation,
            EventKind.RESOLVED,
            now,
            officer_id=account.id,
            text=reason,
            detail=detail | {"urgent": was_urgent},  # other systems are told how it was
        )
        tell(session, conversation, Reply("utter_resolved", {"outcome": outcome, "reason": reason}, RATINGS), now)
        audit.record(
            session,
            Action.RESOLVE,
            now,
            officer_id=account.id,
            conversation_id=conversation.id,
            detail=detail,
            why=reason,
        )


def _hand_on(
    session: Session,
    conversation: Conversation,
    account: Account,
    now: datetime,
    *,
    to: int | str | None,
    reason: str,
    action: Action,
) -> None:
    target = _target(session, conversation, account, to, now)
    if target is not None and target.id == conversation.owner_id:
        return
    detail = {"to": target.id if target else "queue"}
    add_event(session, conversation, EventKind.TRANSFERRED, now, officer_id=account.id, text=reason, detail=detail)
    if target is None:
        _give_to_queue(session, conversation, now)
    else:
        had_officer = conversation.status == Status.ASSIGNED
        _own(session, conversation, target.id, now)
        tell(session, conversation, Reply("utter_officer_changed" if had_officer else "utter_officer_joined"), now)
    audit.record(
        session, action, now, officer_id=account.id, conversation_id=conversation.id, detail=detail, why=reason
    )


def _target(
    session: Session, conversation: Conversation, account: Account, to: int | str | None, now: datetime
) -> Account | None:
    if to is None:
        return None
    officer = session.get(Officer, to) if isinstance(to, int) else find_by_name(session, to)
    if officer is None:
        raise NotFound("officer")
    target = account_of(officer)
    is_there = target.id == account.id or is_on_duty(target, now)
    if not is_there or not is_within(target, conversation):
        raise InvalidTransition("not on duty", sentence=OTHER_AWAY)
    return target


def _own(session: Session, conversation: Conversation, officer_id: int, now: datetime) -> None:
    if conversation.status == Status.WAITING:
        waits.end_wait(session, conversation, now, is_claimed=True)
    elif conversation.status != Status.ASSIGNED:
        conversation.escalated_at = now
    conversation.status, conversation.owner_id = Status.ASSIGNED, officer_id
    conversation.last_officer_at = now
    conversation.resolved_at = conversation.rating = None
    conversation.outcome = conversation.outcome_reason = None
    conversation.supervisor_called_at = None
    # The engine's memory of the talk ends where a person begins, and so does the bot's turn, should it be in one.
    conversation.episode = conversation.claimed_by = conversation.claimed_until = None


def _give_to_queue(
    session: Session, conversation: Conversation, now: datetime, *, trigger: Trigger = Trigger.OFFICER
) -> None:
    if conversation.status == Status.WAITING:
        return
    had_officer = conversation.status == Status.ASSIGNED
    since = conversation.escalated_at if had_officer else None
    waits.begin_wait(session, conversation, trigger, now, since=since)
    if had_officer:
        tell(session, conversation, Reply("utter_officer_left"), now)
    tell(session, conversation, waits.promise(session, conversation, now).reply, now)


def _give_to_bot(session: Session, conversation: Conversation, now: datetime) -> None:
    conversation.status, conversation.owner_id = Status.WITH_BOT, None
    conversation.urgent, conversation.escalated_at = False, None
    conversation.episode = None
    tell(session, conversation, Reply("utter_bot_is_back"), now)


def _require_current(session: Session, conversation: Conversation) -> None:
    current = queries.find_current_conversation(session, conversation.identity_id)
    if current is not None and current.id != conversation.id:
        raise InvalidTransition("another has begun", sentence=ANOTHER_BEGUN)
