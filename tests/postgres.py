"""A throw-away PostgreSQL server for tests: on a socket in a folder of its own, stopped when the tests end or die."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

__all__ = ["fresh_database", "server"]

USER = "dialog"
PATIENCE = 30.0
"""Seconds until a server that does not answer counts as broken."""
PR_SET_PDEATHSIG = 1
"""linux/prctl.h; set after the change of user, which clears it, and kept through exec."""
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=50")
"""Options of a server whose data may be lost."""


@contextmanager
def server() -> Iterator[str | None]:
    """The SQLAlchemy URL of a running server, deleted afterwards; none, with a warning, where it is not installed."""
    programs = _find_programs()
    if programs is None:
        warnings.warn("PostgreSQL is not installed (no initdb): nothing is tested on it.", stacklevel=3)
        yield None
        return
    # The path of a socket may have 107 bytes: not in pytest's long folders.
    folder = Path(tempfile.mkdtemp(prefix="dialog-pg-"))
    process = None
    try:
        account = _find_account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        process = _start(programs, folder, account)
        url = URL.create("postgresql+psycopg", USER, database="postgres", query={"host": str(folder)})
        _wait(process, url, folder / "log")
        yield url.render_as_string(hide_password=False)
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # a fast shutdown: open connections are cut
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(url: str, *, template: str | None = None) -> str:
    """The URL of a new database on the server of `url`: empty, or a copy of the one at `template`."""
    name = f"test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        of = f" TEMPLATE {make_url(template).database}" if template else ""
        connection.execute(text(f"CREATE DATABASE {name}{of}"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _find_programs() -> Path | None:
    """The folder of `initdb` and `postgres`: on the path, else where Debian and Red Hat put the newest version."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *Path("/usr").glob("pgsql-*/bin/initdb")]
    newest = max(found, key=lambda it: float(it.parts[-3].removeprefix("pgsql-")), default=None)
    return newest.parent if newest else None


def _find_account() -> pwd.struct_passwd | None:
    """Whom the server runs as: itself refuses to run as root; none for the account of the tests."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _start(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> "subprocess.Popen[bytes]":
    data = folder / "data"
    become = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    make = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(make, check=True, cwd=folder, stdout=subprocess.DEVNULL, **become)
    options = ("listen_addresses=", f"unix_socket_directories={folder}", *FAST)
    serve = [programs / "postgres", "-D", data, *(part for option in options for part in ("-c", option))]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(serve, cwd=folder, stdout=log, stderr=log, preexec_fn=_end_with_parent, **become)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(process: "subprocess.Popen[bytes]", url: URL, log: Path) -> None:
    engine = create_engine(url)
    until = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                engine.connect().close()
                return
            except OperationalError as error:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text('utf-8')}") from error
                time.sleep(0.05)
    finally:
        engine.dispose()
