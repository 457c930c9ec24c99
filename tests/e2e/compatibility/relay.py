"""Runs a plugin for Nushell, and pretends to it that this Nushell has another version of the same length.

The arguments are the real version, the pretended one, and the plugin's command.
"""

import contextlib
import io
import subprocess
import sys
import threading


def copy(source: io.FileIO, target: io.FileIO, old: bytes, new: bytes) -> None:
    """Copies everything until one of the two ends. The first occurrence of the old version is in the Hello."""
    replaced = False
    # Nushell may end before the plugin has sent all rows. Then the plugin finds that its own output is closed.
    with contextlib.suppress(BrokenPipeError), source, target:
        while data := source.read(65536):
            if not replaced and old in data:
                data, replaced = data.replace(old, new, 1), True
            while data:
                data = data[target.write(data) :]


real, pretended = (version.encode() for version in sys.argv[1:3])
plugin = subprocess.Popen(sys.argv[3:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
nushell_in, nushell_out = open(0, "rb", buffering=0), open(1, "wb", buffering=0)
# A daemon, because it may still wait for Nushell when the plugin has ended.
threading.Thread(target=copy, args=(nushell_in, plugin.stdin, real, pretended), daemon=True).start()
copy(plugin.stdout, nushell_out, pretended, real)
sys.exit(plugin.wait())
