"""Counts the instructions that a page of instances costs, and fails if our part of them has grown.

Times don't hold on shared machines, instructions do. What the SDK needs to parse the page is the unit, so that neither
the machine nor the compiler matters.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import server
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

INSTANCES = 100

# How much of that we may need to find the instances in a page, and for their rows as Nushell gets them. Measured were
# 0.156, 0.519 and 0.162.
BOUNDS = {"read": 0.165, "rows": 0.55, "columns": 0.171}


def main() -> bool:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--valgrind", required=True, help="the Valgrind executable")
    arguments.add_argument("--page-cost", required=True, help="the executable that reads a page")
    arguments.add_argument("--sandbox", required=True, help="the executable of the local AWS")
    given = arguments.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty.xml"), Path(folder, "full.xml")
        empty.write_bytes(page(given.sandbox, 0))
        full.write_bytes(page(given.sandbox, INSTANCES))
        cost = {step: count(given, step, full) - count(given, step, empty) for step in ("sdk", *BOUNDS)}

    print(f"parsing costs the SDK {cost['sdk'] // INSTANCES:,} instructions an instance")
    return all([holds(step, cost[step] / cost["sdk"]) for step in BOUNDS])


def holds(step: str, ratio: float) -> bool:
    verdict = "at most" if ratio <= BOUNDS[step] else "TOO MUCH, for it may be"
    print(f"{step}: {ratio:.4f} of that; {verdict} {BOUNDS[step]}")
    return ratio <= BOUNDS[step]


def page(sandbox: str, instances: int) -> bytes:
    """The answer of EC2 for a region of so many instances."""
    with server.sandbox(sandbox, "--instances", str(instances)) as ready:
        body = "Action=DescribeInstances&Version=2016-11-15"
        request = AWSRequest("POST", ready["url"], {"Content-Type": "application/x-www-form-urlencoded"}, body)
        user = ready["accounts"][0]
        keys = Credentials(user["access_key_id"], user["secret_access_key"])
        SigV4Auth(keys, "ec2", "eu-west-1").add_auth(request)
        answer = URLLib3Session().send(request.prepare())
    if answer.status_code != 200:
        raise RuntimeError(answer.text)
    return answer.content


def count(given: argparse.Namespace, step: str, file: Path) -> int:
    """The instructions of one run."""
    valgrind = [given.valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    run = subprocess.run([*valgrind, given.page_cost, step, file], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not found:
        raise RuntimeError(f"{given.page_cost} {step} ended with {run.returncode}:\n{run.stderr}")
    return int(found[1])


if __name__ == "__main__":
    sys.exit(not main())
