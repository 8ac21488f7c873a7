"""Logging as a process of its own does it: it never ends who logs, and tells nothing that platforms sent."""

import subprocess
import sys
from pathlib import Path

from bot.config import ROOT

LINES = """
import logging
from bot.log import configure_logging, get_logger
configure_logging("app")
get_logger().info("turn.done", message=7)
logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data: %s", "dikush po me rreh")
print("still here")
"""


def _run(errors: Path) -> tuple[str, str]:
    with errors.open("w") as file:
        done = subprocess.run(
            [sys.executable, "-c", LINES], cwd=ROOT, stdout=subprocess.PIPE, stderr=file, text=True, check=True
        )
    return done.stdout, "" if errors == Path("/dev/full") else errors.read_text()


def test_a_full_disk_behind_the_log_ends_nobody() -> None:
    assert _run(Path("/dev/full"))[0] == "still here\n"


def test_what_a_platform_answered_is_not_in_the_log(tmp_path: Path) -> None:
    _, log = _run(tmp_path / "app.log")
    assert "turn.done" in log
    assert "rreh" not in log
