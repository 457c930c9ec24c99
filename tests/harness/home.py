"""A home directory for tests."""

import os
import shlex
import sys
from pathlib import Path


def environment(home: str | Path, **more: str) -> dict[str, str]:
    """The environment of a home: nothing of the user's except the search path, which this venv's AWS CLI is first on."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {"PATH": path, "HOME": str(home), **folders, **more}


def program(home: str | Path, script: Path, *arguments: str | Path) -> str:
    """Writes a program that runs a Python script with arguments, and returns its path.

    BROWSER can be such a path, but not a command with quoted arguments.
    """
    path = Path(home, script.stem)
    command = shlex.join(str(part) for part in (sys.executable, "-B", script, *arguments))
    path.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    path.chmod(0o700)
    return str(path)
