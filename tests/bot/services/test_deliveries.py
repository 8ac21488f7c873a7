"""What is to be sent is found among what is on its way, however many citizens and messages there are."""

import pytest
from sqlalchemy import text

from bot.messages import Channel
from bot.services import deliveries
from bot.store.database import Database
from tests.conftest import Clock


def test_the_next_to_be_sent_is_found_by_its_index(database: Database, clock: Clock) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL's plan depends on how full the tables are")
    asked = deliveries._due([Channel.TELEGRAM], clock()).compile(
        database.engine, compile_kwargs={"render_postcompile": True}
    )
    words = str(asked)
    for name in asked.positiontup or ():
        words = words.replace("?", f":{name}", 1)
    with database.engine.connect() as connection:
        rows = connection.execute(
            text(f"EXPLAIN QUERY PLAN {words}"), {name: str(value) for name, value in asked.params.items()}
        )
        plan = [row[3] for row in rows]
    assert any("ix_messages_to_send" in step for step in plan), plan
    assert not any(step.startswith("SCAN identities") or "identities USING INDEX" in step for step in plan), plan
