"""The program in BROWSER: opens a page in Chromium as a user, presses a button there, and says what is shown then.

    user.py CHROMIUM ANSWER BUTTON URL    writes {"at": …, "title": …, "text": …} or {"error": …} to the pipe ANSWER
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
    executable, answer, button, url = sys.argv[1:]
    try:
        shown = press(Path(executable), button, url)
    except Exception as error:
        shown = {"error": repr(error)}
    # If nobody listens any more, this fails instead of waiting for somebody.
    with open(os.open(answer, os.O_WRONLY | os.O_NONBLOCK), "w") as pipe:
        print(json.dumps(shown), file=pipe)


if __name__ == "__main__":
    main()
