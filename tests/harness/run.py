"""Runs one of the suites beside this folder: the plugin in a real Nushell, against what other people wrote.

A suite is a folder with a module `suite`, whose `started` sets the scene, and with modules of tests.
"""

import argparse
import importlib
import signal
import sys
import unittest
from pathlib import Path

import nushell


class Result(unittest.TextTestResult):
    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main() -> bool:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("suite", help="the folder's name")
    arguments.add_argument("--nu", required=True, type=Path, help="the Nushell executable")
    arguments.add_argument("--plugin", required=True, type=Path, help="the plugin executable")
    arguments.add_argument("--sandbox", type=Path, help="the executable of the local AWS")
    arguments.add_argument("--fish", type=Path, help="the fish executable")
    arguments.add_argument("--chromium", type=Path, help="the browser executable")
    given = arguments.parse_args()

    # A termination is to unwind like Ctrl-C does, so that servers are stopped on this way out too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    folder = Path(__file__).parents[1] / given.suite
    sys.path.insert(0, str(folder))
    nushell.Case.nushell = [given.nu, "-n", "--plugins", f'["{given.plugin.resolve()}"]']
    with importlib.import_module("suite").started(given):
        tests = unittest.defaultTestLoader.discover(str(folder))
        result = unittest.TextTestRunner(sys.stdout, verbosity=2, resultclass=Result).run(tests)

    print(f"{given.suite}: {result.passed} passed, {len(result.failures) + len(result.errors)} failed")
    return result.passed > 0 and result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(not main())
