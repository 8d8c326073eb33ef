"""No child outlives the command that started it, even when that command is killed without a word."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1  # prctl(2)


def with_parent() -> Callable[[], None] | None:
    """What a child runs before anything else, so that the kernel tells it to finish when its parent dies.

    Linux alone has this; elsewhere children of a killed command are left to whoever watches them.
    """
    if sys.platform != "linux":
        return None
    parent, prctl = os.getpid(), ctypes.CDLL(None, use_errno=True).prctl

    def follow() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died just before
            os._exit(1)

    return follow
