"""Kill -9 of any process at any moment loses nothing and doubles nothing, and the citizen is never left in silence."""

import signal
import time

import pytest

from tests.e2e.conftest import LONGEST_START, Citizen, House

PROBLEM = "technical problem"


def said(citizen: Citizen) -> list[tuple[str, str]]:
    """What was said, without the notices of a technical problem."""
    return [(it["sender"], it["text"]) for it in citizen.page()["messages"] if PROBLEM not in it["text"]]


@pytest.mark.parametrize("part", ["nlu.serve", "-m actions", "-m bot serve"])
def test_a_killed_process_loses_and_doubles_nothing(house: House, citizen: Citizen, part: str) -> None:
    citizen.say("hello there my friend")
    house.kill(part)
    number = citizen.send("what are the emergency numbers")
    answer = citizen.hear(number, seconds=LONGEST_START, but=PROBLEM)
    assert "193" in answer["text"]
    time.sleep(1)
    assert [sender for sender, _ in said(citizen)] == ["citizen", "bot", "citizen", "bot"]
    house.wait_until(house.is_ready, LONGEST_START)


def test_while_the_engine_is_down_the_citizen_is_told_at_once(house: House, citizen: Citizen) -> None:
    citizen.say("hello there my friend")
    house.kill("nlu.serve")
    started = time.monotonic()
    told = citizen.hear(citizen.send("what are the emergency numbers"), seconds=10)
    assert time.monotonic() - started < 5
    assert PROBLEM in told["text"]
    assert "192" in told["text"]
    danger = citizen.hear(citizen.send("help he is beating me right now"), seconds=5)
    assert "192" in danger["text"]
    house.wait_until(house.is_ready, LONGEST_START)


def test_kills_in_the_middle_of_many_messages(house: House, citizen: Citizen) -> None:
    numbers = []
    for part in ("-m actions", "-m bot serve", "-m actions", "-m bot serve"):
        numbers += [citizen.send("what are the emergency numbers") for _ in range(3)]
        house.kill(part)
        house.wait_until(lambda part=part: bool(house.pids(part)), 30)
    until = time.monotonic() + LONGEST_START
    house.wait_until(house.is_ready, LONGEST_START)
    while time.monotonic() < until and sum(sender == "bot" for sender, _ in said(citizen)) < len(numbers):
        time.sleep(0.5)
    talk = said(citizen)
    assert sum(sender == "citizen" for sender, _ in talk) == len(numbers)
    assert sum("193" in text for sender, text in talk if sender == "bot") == len(numbers)


def test_a_killed_manager_takes_its_processes_along_and_can_be_started_again(house: House) -> None:
    citizen = Citizen(house)
    citizen.say("hello there my friend")
    assert house.process is not None
    house.process.kill()
    house.process.wait()
    until = time.monotonic() + 20
    while house.pids("-m bot serve") and time.monotonic() < until:
        time.sleep(0.2)
    assert house.pids("nlu.serve") == []
    seconds = house.start()
    assert seconds < 45  # the promise is 30 s; a busy machine gets some more, docs/benchmarks.md has the figure
    assert "193" in citizen.say("what are the emergency numbers")["text"]


def test_a_taken_port_and_a_second_start_are_told_in_one_sentence(house: House) -> None:
    import subprocess
    import sys

    from bot.config import ROOT

    command = [sys.executable, "-m", "bot", "up"]
    second = subprocess.run(command, cwd=ROOT, env=house.environment, capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert "runs already" in second.stderr
    environment = house.environment | {"DIALOG_DATA_DIR": str(house.data_dir / "other")}
    taken = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert taken.returncode == 1
    assert "is taken" in taken.stderr
    assert "DIALOG_PORT" in taken.stderr
    assert "Traceback" not in taken.stderr
    assert house.process is not None
    assert house.process.poll() is None


def test_sigterm_ends_everything(house: House) -> None:
    house.stop(signal.SIGTERM)
    assert house.pids("python") == []
    house.start()
