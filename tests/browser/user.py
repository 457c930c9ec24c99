"""The program in BROWSER: opens a page in Chromium, presses a button, and reports the next page.

    user.py CHROMIUM PIPE BUTTON URL    writes {"at": …, "title": …, "text": …} or {"error": …} to PIPE
"""

import json
import os
import sys
from pathlib import Path

import chromium


def press(executable: Path, button: str, url: str) -> dict:
    with chromium.page(executable) as page:
        page.go(url)
        page.press(button)
        shown = {"at": "location.href", "title": "document.title", "text": "document.body.innerText"}
        return {name: page.evaluate(expression) for name, expression in shown.items()}


def main():
    executable, pipe_path, button, url = sys.argv[1:]
    try:
        shown = press(Path(executable), button, url)
    except Exception as error:
        shown = {"error": repr(error)}
    # Without a reader this fails instead of waiting.
    with open(os.open(pipe_path, os.O_WRONLY | os.O_NONBLOCK), "w") as pipe:
        print(json.dumps(shown), file=pipe)


if __name__ == "__main__":
    main()
