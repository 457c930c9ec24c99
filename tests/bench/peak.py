"""Runs a program and prints its peak memory in bytes and its duration in nanoseconds."""

import json
import os
import subprocess
import sys
import time

start = time.monotonic_ns()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
took = time.monotonic_ns() - start
# The unit is KiB on Linux and bytes on macOS.
print(json.dumps({"peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), "took": took}))
sys.exit(os.waitstatus_to_exitcode(status))
