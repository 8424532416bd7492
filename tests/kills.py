"""A writer that is killed at each of its steps, and what the next one makes of it.

Run as a program: kills.py FOLDER AFTER PREPARED, writes one JSON row a step. It forks for each
step, so that nothing has to be waited for.
"""

import json
import os
import signal
import sys
from pathlib import Path

from korea_map.outputs import write_all

NAMES = ("figure.svg", "lesson.html", "oembed.json", "page.html")
STEPS = ("open", "replace", "fsync", "link", "unlink", "fchmod", "mkdir")


def a_set(folder: Path, text: str) -> dict[Path, bytes]:
    """The files of a set, the page first as a build has them."""
    return {folder / name: f"{text} {name}".encode() * 50 for name in reversed(NAMES)}


def write(folder: Path, text: str) -> None:
    write_all(a_set(folder, text), head=folder / "page.html")


def state(folder: Path) -> dict[str, str]:
    """Of which set each file is that is there, and in full."""
    if not folder.exists():
        return {}
    told = {}
    for path in folder.iterdir():
        content = path.read_bytes()
        word = content.decode().partition(" ")[0]
        torn = path.name in NAMES and content != a_set(folder, word)[path]
        told[path.name] = "torn" if torn else word
    return told


def kill_at(step: int) -> None:
    """Let this process be killed at its next step of that number, before it is done."""
    done = 0

    def count(call):
        def counted(*given, **named):
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return counted

    for name in STEPS:
        setattr(os, name, count(getattr(os, name)))


def main(root: Path, after: str, prepared: str) -> None:
    step = 0
    while True:
        step += 1
        folder = root / f"step-{step}"
        if prepared == "earlier":
            write(folder, "earlier")
        sys.stdout.flush()
        child = os.fork()
        if not child:
            kill_at(step)
            write(folder, "killed")
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        then = state(folder)
        if after == "the next":
            write(folder, "next")
        else:
            write_all({folder / "other.txt": b"other"})
        sys.stdout.write(json.dumps([step, then, state(folder)]) + "\n")
        if not killed:
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
