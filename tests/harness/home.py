"""A home of the tests' own."""

import os
import shlex
import sys
from pathlib import Path


def environment(home: str | Path, **more: str) -> dict[str, str]:
    """Nothing of the user's own environment but the search path, with this venv's AWS CLI first on it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {"PATH": path, "HOME": str(home), **folders, **more}


def program(home: str | Path, script: Path, *arguments: str | Path) -> str:
    """Makes a program of a Python script, and gives its path. BROWSER takes no quotes, but a path with blanks."""
    path = Path(home, script.stem)
    command = shlex.join(str(word) for word in (sys.executable, "-B", script, *arguments))
    path.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    path.chmod(0o700)
    return str(path)
