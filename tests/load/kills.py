"""Kills processes at random while citizens talk: `make soak`. Nothing may be lost, doubled or out of order."""

import argparse
import random
import tempfile
import threading
import time
from pathlib import Path

from tests.e2e.conftest import Citizen, House

PARTS = ("-m actions", "-m bot serve", "nlu.serve")
QUESTION = "what are the emergency numbers"
CITIZENS = 4


def _talk(house: House, until: float, talks: list[list[tuple[str, str]]]) -> None:
    citizen = Citizen(house)
    asked = 0
    while time.monotonic() < until:
        citizen.send(f"{QUESTION} {asked}")
        asked += 1
        time.sleep(random.uniform(0.2, 2))
    patience = time.monotonic() + 180
    while time.monotonic() < patience:
        messages = citizen.everything()
        if sum("193" in it["text"] or "officer" in it["text"] for it in messages if it["sender"] == "bot") >= asked:
            break
        time.sleep(1)
    talks.append([(it["sender"], it["text"]) for it in citizen.everything()])
    said = [text for sender, text in talks[-1] if sender == "citizen"]
    assert said == [f"{QUESTION} {number}" for number in range(asked)], "a message was lost, doubled or moved"


def main() -> None:
    """Run for the given seconds and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "data")
        house.start()
        until = time.monotonic() + options.seconds
        talks: list[list[tuple[str, str]]] = []
        threads = [threading.Thread(target=_talk, args=(house, until, talks)) for _ in range(CITIZENS)]
        for thread in threads:
            thread.start()
        kills = 0
        while time.monotonic() < until:
            time.sleep(random.uniform(1, 15))
            part = random.choices(PARTS, weights=(4, 4, 1))[0]
            if house.pids(part):
                house.kill(part)
                kills += 1
        for thread in threads:
            thread.join()
        house.stop()
    questions = sum(sender == "citizen" for talk in talks for sender, _ in talk)
    answers = sum("193" in text for talk in talks for sender, text in talk if sender == "bot")
    assert len(talks) == CITIZENS, "a citizen's talk failed"
    assert answers <= questions, "an answer was doubled"
    print(f"{kills} kills, {questions} messages of {CITIZENS} citizens, {answers} answers, the rest to officers")


if __name__ == "__main__":
    main()
