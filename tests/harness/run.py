"""Runs a suite: the plugin in a real Nushell, against software that others wrote.

A suite is a folder beside this one. It has a module `suite`, whose context manager `started` starts the servers of the
suite, and modules with tests.
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", help="the folder's name")
    parser.add_argument("--nu", required=True, type=Path, help="the Nushell executable")
    parser.add_argument("--plugin", required=True, type=Path, help="the plugin executable")
    parser.add_argument("--sandbox", type=Path, help="the executable of the local AWS")
    parser.add_argument("--fish", type=Path, help="the fish executable")
    parser.add_argument("--chromium", type=Path, help="the browser executable")
    parser.add_argument("--files", type=Path, help="the folder with the files of a release")
    parser.add_argument("--nushells", type=Path, nargs="+", help="executables of more versions of Nushell")
    options = parser.parse_args()

    # Handle SIGTERM like Ctrl-C, so that servers are stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    folder = Path(__file__).parents[1] / options.suite
    sys.path.insert(0, str(folder))
    nushell.Case.nushell = [options.nu, "-n", "--plugins", f'["{options.plugin.resolve()}"]']
    with importlib.import_module("suite").started(options):
        tests = unittest.defaultTestLoader.discover(str(folder))
        result = unittest.TextTestRunner(sys.stdout, verbosity=2, resultclass=Result).run(tests)

    print(f"{options.suite}: {result.passed} passed, {len(result.failures) + len(result.errors)} failed")
    return result.passed > 0 and result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(not main())
