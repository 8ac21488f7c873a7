"""News for open consoles: what follows the bell ends when it is told to, whatever rings at that moment."""

import asyncio

import pytest

from bot.dialogue.bell import Bell
from bot.dialogue.live import Live
from bot.store.database import Database


@pytest.mark.parametrize("turns", range(6))
def test_it_stops_also_while_it_rings(database: Database, turns: int) -> None:
    async def run() -> None:
        bell = Bell()
        live = Live(database, bell)
        live.start()
        await asyncio.sleep(0.05)  # it waits for the bell now
        bell.ring("talk")
        for _ in range(turns):  # the ring and the word to stop meet somewhere on the way
            await asyncio.sleep(0)
        ended, _ = await asyncio.wait({asyncio.create_task(live.stop())}, timeout=5)
        assert ended

    asyncio.run(run())
