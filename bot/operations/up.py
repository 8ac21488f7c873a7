"""Starts and watches the three processes of the house: app, engine, action server."""

import contextlib
import fcntl
import ipaddress
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.config import ROOT, Settings
from bot.errors import DialogError
from bot.operations.models import ENGINE_PYTHON, ensure_model
from bot.run_files import find_token
from bot.services import canned, invitations, upkeep
from bot.services.audit import open_database
from bot.store.database import Database

__all__ = ["CannotStart", "own_address", "run", "tell_first_admin"]

LEAST_FREE = 500 * 2**20
"""Bytes of free disk below which nothing is started: a full disk would lose messages."""
LONG_START = 60
"""Seconds after which a start counts as late."""
APP_PYTHON = Path(sys.executable)


class CannotStart(DialogError):
    """Something outside the program is in the way; the text says what to do."""


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Bring everything up, say when it is ready, and stop it all on Ctrl-C or SIGTERM.

    Raises:
        CannotStart: a port is taken, the disk is full, or Dialog runs already on this data folder.
        TrainingFailed: there is no model and none could be made.
    """
    settings.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.data_dir / "log").mkdir(exist_ok=True)
    with _only_one(settings):
        _check(settings)
        find_token(settings.run_dir)
        database = open_database(settings)
        upkeep.migrate(database)
        canned.keep_first(database, datetime.now(UTC))
        ensure_model(settings, say)
        _watch(settings, say, database)


def own_address(settings: Settings) -> str:
    """The address under which the app answers on this machine, without a slash at its end."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _watch(settings: Settings, say: Callable[[str], None], database: Database) -> None:
    config = settings.run_dir / "supervisord.conf"
    config.write_text(_supervisor_config(settings), "utf-8")
    child = [str(APP_PYTHON), str(ROOT / "bot" / "child.py")]
    manager = subprocess.Popen(
        [*child, str(APP_PYTHON), "-m", "supervisor.supervisord", "-c", str(config), "-n", "-s"],
        cwd=ROOT,
        start_new_session=True,  # Ctrl-C reaches this process alone, which stops the others in order
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    is_asked = False

    def stop(signum: int, frame: object) -> None:
        nonlocal is_asked
        is_asked = True
        manager.send_signal(signal.SIGTERM)

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)
    if _tell_when_ready(settings, manager, say):
        tell_first_admin(settings, say, database, is_terminal=sys.stdout.isatty())
    database.close()
    manager.wait()
    if not is_asked:
        raise CannotStart(
            f"The process manager ended by itself; {settings.data_dir / 'log' / 'supervisord.log'} says why."
        )
    say("Stopped.")


def _tell_when_ready(settings: Settings, manager: "subprocess.Popen[bytes]", say: Callable[[str], None]) -> bool:
    """Wait until everything answers, and say so; false when it was stopped before."""
    url = own_address(settings)
    started = time.monotonic()
    is_app_told = is_delay_told = False
    while manager.poll() is None:
        seconds = time.monotonic() - started
        if seconds > LONG_START and not is_delay_told:
            say(f"Not everything answers after {seconds:.0f} s; {settings.data_dir / 'log'} may say why. Still trying.")
            is_delay_told = True
        with contextlib.suppress(httpx.HTTPError):
            response = httpx.get(f"{url}/readyz", timeout=2, trust_env=False)
            if not is_app_told:
                say(f"Web chat: {url}/ ({seconds:.0f} s). The engine is loading its model …")
                is_app_told = True
            if response.status_code == httpx.codes.OK:
                say(f"Ready after {seconds:.0f} s. Logs: {settings.data_dir / 'log'}. Stop with Ctrl-C.")
                return True
        time.sleep(0.3)
    return False


def tell_first_admin(settings: Settings, say: Callable[[str], None], database: Database, *, is_terminal: bool) -> None:
    """Let the first administrator in: by a link for who sits at this machine's terminal, else by the command line.

    A link that stood in a log, or led to an address that others reach, would let in whoever finds it first.
    """
    if not is_terminal or not _is_loopback(settings.host):
        if not invitations.has_first_admin(database):
            say("Nobody manages accounts yet. Run `python -m bot officer add NAME --role admin --password-stdin`.")
        return
    made = invitations.invite_first_admin(database, datetime.now(UTC))
    if made:
        say(f"First administrator: {own_address(settings)}{made.link}  (30 minutes, once)")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextlib.contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    with (settings.run_dir / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"Dialog runs already on the data folder {settings.data_dir}.") from None
        os.set_inheritable(lock.fileno(), False)
        yield


def _check(settings: Settings) -> None:
    for name, port, host in (
        ("DIALOG_PORT", settings.port, settings.host),
        ("DIALOG_ENGINE_PORT", settings.engine_port, "127.0.0.1"),
        ("DIALOG_ACTIONS_PORT", settings.actions_port, "127.0.0.1"),
    ):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CannotStart(f"Port {port} is taken ({error.strerror}). Choose another with {name}.") from None
    free = shutil.disk_usage(settings.data_dir).free
    if free < LEAST_FREE:
        raise CannotStart(f"The disk of {settings.data_dir} is nearly full: {free // 2**20} MB free, 500 MB needed.")
    if not ENGINE_PYTHON.exists():
        raise CannotStart("The engine's environment is missing. Run `make setup`.")


def _supervisor_config(settings: Settings) -> str:
    data = settings.data_dir.resolve()
    child = [str(APP_PYTHON), str(ROOT / "bot" / "child.py")]
    ports = ["--port", str(settings.engine_port), "--actions-port", str(settings.actions_port)]
    files = ["--model", str(settings.model_path.absolute()), "--data-dir", str(data)]
    programs = {
        "app": [*child, str(APP_PYTHON), "-m", "bot", "serve"],
        "actions": [*child, str(APP_PYTHON), "-m", "actions"],
        "engine": [*child, str(ENGINE_PYTHON), "-m", "nlu.serve", *ports, *files],
    }
    lines = [
        "[supervisord]",
        f"logfile={data / 'log' / 'supervisord.log'}",
        f"pidfile={data / 'run' / 'supervisord.pid'}",
        f"childlogdir={data / 'log'}",
        'environment=OMP_NUM_THREADS="1",PYTHONUNBUFFERED="1",PYTHONWARNINGS="ignore"',
    ]
    for name, command in programs.items():
        lines += [
            "",
            f"[program:{name}]",
            f"command={shlex.join(command)}",
            f"directory={ROOT}",
            "autorestart=true",
            "startsecs=1",
            "startretries=1000",
            "stopwaitsecs=15",
            "stopasgroup=true",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile={data / 'log' / name}.log",
            "stdout_logfile_maxbytes=10MB",
            "stdout_logfile_backups=5",
        ]
    return "\n".join(lines).replace("%", "%%") + "\n"
