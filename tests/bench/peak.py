"""Runs a program and prints its peak memory in bytes, its duration in nanoseconds, and the end of its output.

On Linux the peak is never less than that of this Python, because a process begins with the memory of its parent.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

# More than a program prints that only counts.
END = 100

with tempfile.TemporaryFile() as output:
    start = time.monotonic_ns()
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=output)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic_ns() - start
    output.seek(max(0, output.seek(0, os.SEEK_END) - END))
    end = output.read().decode(errors="replace")
# The unit is KiB on Linux and bytes on macOS.
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"peak": peak, "took": took, "end": end}))
sys.exit(os.waitstatus_to_exitcode(status))
