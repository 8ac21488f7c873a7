"""Runs a command that ends when its parent ends, however that happens: `python bot/child.py COMMAND ARGUMENT…`.

A child that outlived a killed process manager would keep its port, and the next start would fail.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""linux/prctl.h; the setting survives exec."""

if __name__ == "__main__":
    parent = os.getppid()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit("the parent has ended already")
    os.execv(sys.argv[1], sys.argv[1:])
