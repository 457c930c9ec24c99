"""Runs the plugin in a real Nushell against moto, an AWS that other people wrote.

The AWS CLI asks the same server, and what it prints is the yardstick.
"""

import argparse
import signal
import sys
import unittest
from pathlib import Path

import case
import server
import world


class Result(unittest.TextTestResult):
    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main() -> bool:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--nu", required=True, type=Path, help="the Nushell executable")
    arguments.add_argument("--plugin", required=True, type=Path, help="the plugin executable")
    given = arguments.parse_args()

    # A termination is to unwind like Ctrl-C does, so that the server is stopped on this way out too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    with server.running() as url, world.made(url) as environment:
        case.MotoCase.nushell = [given.nu, "-n", "--plugins", f'["{given.plugin.resolve()}"]']
        case.MotoCase.environment = environment
        tests = unittest.defaultTestLoader.discover(str(Path(__file__).parent))
        result = unittest.TextTestRunner(sys.stdout, verbosity=2, resultclass=Result).run(tests)

    print(f"moto: {result.passed} passed, {len(result.failures) + len(result.errors)} failed")
    return result.passed > 0 and result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(not main())
