"""Runs the plugin for Nushell, and records what Nushell sends.

The arguments are the file of the recording and the plugin's command.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

# The text `packed`, as the plugin packs it, without its span. Nushell gets a record in its place.
TEXT = b"\x81\x03\x92\xa6packed"
RECORD = bytes.fromhex(Path(__file__).with_name("packed.hex").read_text())


def send(target, data: bytes) -> None:
    target.write(data)
    target.flush()


def pass_on(recording: str, plugin) -> None:
    with open(recording, "ab", buffering=0) as file, plugin:
        while data := os.read(sys.stdin.fileno(), 65536):
            file.write(data)
            send(plugin, data)


plugin = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
# A daemon, because it may wait for Nushell when the plugin has ended.
threading.Thread(target=pass_on, args=(sys.argv[1], plugin.stdin), daemon=True).start()
while data := plugin.stdout.read1():
    send(sys.stdout.buffer, data.replace(TEXT, RECORD))
sys.exit(plugin.wait())
