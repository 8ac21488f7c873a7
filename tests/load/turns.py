"""How long a turn takes: `make bench`. Starts the house on a folder of its own and talks alone.

Prints medians and 95th percentiles in milliseconds: storing a message, the whole turn as the client sees it, an alarm;
and of the engine, one parse.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import httpx

from tests.e2e.conftest import Citizen, House

ROUNDS = 100
TEXTS = [
    "ku osht stacioni policor n'Prizren",
    "где је полицијска станица у Грачаници",
    "what are the emergency numbers please",
    "hvala vam puno na pomoći oko svega",
]
REPORT = [
    "last night around 10 somebody stole my black Golf 01-234-AB near the market in Gracanica",
    "a tall man in a red jacket",
    "no, it was on Friday",
    "nobody saw it",
    "yes",
]
"""A theft, from the story until it is passed on."""


def _times(do: Callable[[str], object]) -> list[float]:
    times = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        do(TEXTS[number % len(TEXTS)])
        times.append((time.perf_counter() - started) * 1000)
    return times


def _times_of_reports(house: House) -> list[float]:
    """Of every turn from the story until the reference, report after report."""
    times = []
    for _ in range(ROUNDS // len(REPORT)):
        citizen = Citizen(house)
        citizen.say("hello")
        for text in REPORT:
            started = time.perf_counter()
            said = citizen.say(text)
            times.append((time.perf_counter() - started) * 1000)
        assert "DLG-" in said["text"], said
    return times


def _tell(name: str, times: list[float]) -> None:
    print(f"{name:44}{median(times):9.1f}{quantiles(times, n=20)[-1]:9.1f}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "data")
        first = house.start()
        house.stop()
        again = house.start()
        try:
            citizen = Citizen(house)
            citizen.say("hello")
            print(f"start with a trained model: {first:.1f} s, again: {again:.1f} s\n")
            print(f"{'milliseconds':44}{'median':>9}{'95 %':>9}")
            _tell("message stored (202)", _times(lambda text: citizen.send(text)))
            citizen.say("hello")
            fresh = Citizen(house)
            _tell("turn: sent until the answer is read", _times(lambda text: fresh.say(text)))
            _tell("turn of a report, until its answer is read", _times_of_reports(house))
            urgent = Citizen(house)
            _tell("alarm: sent until 192 is read", _times(lambda _: urgent.say("burri pom rreh me thik")))
            token = (house.data_dir / "run" / "engine.token").read_text()
            url = f"http://127.0.0.1:{house.ports['DIALOG_ENGINE_PORT']}/model/parse"
            with httpx.Client(params={"token": token}) as engine:
                _tell("engine: one parse", _times(lambda text: engine.post(url, json={"text": text})))
        finally:
            house.stop()


if __name__ == "__main__":
    main()
