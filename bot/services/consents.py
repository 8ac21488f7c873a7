"""The notice about data: which version a citizen was shown, where and when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.content.privacy import load_privacy
from bot.errors import NotFound
from bot.i18n import N_, find_locale
from bot.messages import Button, Channel, Reply
from bot.rendering import render
from bot.services.outgoing import add_outgoing
from bot.store import queries
from bot.store.database import Database
from bot.store.tables import Consent, Conversation, Identity, Message

__all__ = ["MORE", "OTHERS", "note_seen", "note_shown", "tell_notice"]

OTHERS = {
    Channel.WEBCHAT: "utter_privacy_webchat",
    Channel.TELEGRAM: "utter_privacy_telegram",
    Channel.MESSENGER: "utter_privacy_messenger",
}
"""Who else can see what is written on a channel."""
MORE = Button(N_("More"), '/ask_anonymity{"do":"about"}')


def note_shown(session: Session, citizen_id: str, version: str, channel: str, now: datetime) -> None:
    """Keep that a citizen was shown the notice of this version; the first time counts."""
    if not _was_shown(session, citizen_id, version, channel):
        session.add(Consent(citizen_id=citizen_id, version=version, channel=channel, shown_at=now))
        session.flush()


def note_seen(database: Database, channel: Channel, sender: str, version: str, now: datetime) -> None:
    """Keep that a known sender saw the notice in force; another version, as of an old page, is passed over.

    Raises:
        NotFound: the sender is unknown.
    """
    with database.write() as session:
        identity = queries.find_identity(session, channel, sender, lock=True)
        if identity is None:
            raise NotFound("sender")
        if version == load_privacy().version:
            note_shown(session, identity.citizen_id, version, channel, now)


def tell_notice(session: Session, conversation: Conversation, message: Message, now: datetime) -> None:
    """Tell the notice after an answer, once a version, where the channel has no page that shows it.

    Nothing is told in danger: it waits for the next ordinary answer.
    """
    if conversation.channel == Channel.WEBCHAT or conversation.urgent:
        return
    identity = session.get_one(Identity, conversation.identity_id)
    version = load_privacy().version
    if _was_shown(session, identity.citizen_id, version, conversation.channel):
        return
    locale = find_locale(conversation.language, conversation.script)
    for number, reply in enumerate(
        (Reply("utter_privacy"), Reply(OTHERS[Channel(conversation.channel)], buttons=(MORE,)))
    ):
        notice = render(reply, locale, effect=f"privacy:{number}")
        add_outgoing(session, conversation, notice, reply_to=message.id, now=now)
    note_shown(session, identity.citizen_id, version, conversation.channel, now)


def _was_shown(session: Session, citizen_id: str, version: str, channel: str) -> bool:
    query = select(Consent.id).where(
        Consent.citizen_id == citizen_id, Consent.version == version, Consent.channel == channel
    )
    return session.scalar(query) is not None
