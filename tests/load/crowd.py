"""Many citizens at once: `make load`. Each asks ten questions and waits for every answer; nothing may be missing."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from tests.e2e.conftest import Citizen, House
from tests.load.turns import TEXTS

CITIZENS = 50
QUESTIONS = 10


def _talk(house: House) -> list[float]:
    citizen = Citizen(house)
    times = []
    for number in range(QUESTIONS):
        started = time.perf_counter()
        citizen.say(TEXTS[number % len(TEXTS)])
        times.append((time.perf_counter() - started) * 1000)
    senders = [it["sender"] for it in citizen.everything()]
    assert senders == ["citizen", "bot"] * QUESTIONS, senders
    return times


def main() -> None:
    """Run the crowd and print what it saw."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "data")
        house.start()
        try:
            started = time.perf_counter()
            with ThreadPoolExecutor(CITIZENS) as pool:
                times = [it for talk in pool.map(_talk, [house] * CITIZENS) for it in talk]
            seconds = time.perf_counter() - started
            print(f"{CITIZENS} citizens, {len(times)} answers in {seconds:.1f} s: {len(times) / seconds:.0f} a second")
            print(
                f"turn: median {median(times):.0f} ms, 95 % {quantiles(times, n=20)[-1]:.0f} ms, none lost or doubled"
            )
        finally:
            house.stop()


if __name__ == "__main__":
    main()
