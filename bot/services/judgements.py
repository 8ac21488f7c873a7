"""How citizens judge the bot's answers: kept with what was understood, for trainers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.content.answers import facts_of
from bot.messages import Verdict
from bot.store.tables import Conversation, Judgement, Message

__all__ = ["judge"]


def judge(session: Session, conversation: Conversation, message_id: int, verdict: Verdict, now: datetime) -> None:
    """Keep how an answer is judged: a second press changes the first; others' messages are passed over."""
    asked = session.get(Message, message_id)
    if asked is None or not _is_same_sender(session, asked, conversation):
        return
    known = session.scalar(select(Judgement).where(Judgement.message_id == asked.id))
    if known is not None:
        known.verdict, known.created_at = verdict, now
        return
    answers = session.scalars(select(Message).where(Message.reply_to == asked.id)).all()
    responses = [answer.response for answer in answers if answer.response]
    facts = dict.fromkeys(fact.id for response in responses for fact in facts_of(response))
    facts |= {
        str(answer.arguments["table"]): None for answer in answers if answer.arguments and "table" in answer.arguments
    }
    session.add(
        Judgement(
            conversation_id=asked.conversation_id,
            message_id=asked.id,
            verdict=verdict,
            intent=asked.intent,
            responses=responses,
            facts=list(facts),
            created_at=now,
        )
    )


def _is_same_sender(session: Session, asked: Message, conversation: Conversation) -> bool:
    before = session.get_one(Conversation, asked.conversation_id)
    return before.identity_id == conversation.identity_id
