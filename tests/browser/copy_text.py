"""A user of another computer: opens the page of a sign-in, presses a button, and prints the text on the last page.

    copy_text.py CHROMIUM SHOWN BUTTON    SHOWN is a file to which the sign-in writes the URL
"""

import re
import sys
import time
from pathlib import Path

import chromium

# How long the sign-in may take to show the URL, in seconds.
TIMEOUT = 60


def shown_url(file: Path) -> str:
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        if found := re.search(r"^(http\S+)\n", file.read_text(), re.MULTILINE):
            return found[1]
        time.sleep(0.05)
    raise TimeoutError(f"no URL in {file.read_text()}")


def main():
    executable, shown, button = sys.argv[1:]
    with chromium.page(Path(executable)) as page:
        page.go(shown_url(Path(shown)))
        page.press(button)
        print(page.evaluate("document.getElementById('code').innerText"))


if __name__ == "__main__":
    main()
