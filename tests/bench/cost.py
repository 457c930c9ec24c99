"""Counts the instructions that the plugin needs for a page of instances, and fails if there are more than before.

Unlike times, instruction counts are stable on shared machines. The unit is what the SDK needs to parse the page, so that
machine and compiler hardly matter.
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

# The most that the plugin may need to find the instances in a page, to encode all their columns as rows for Nushell, and
# to encode one column. Last measured: 0.156, 0.519 and 0.162.
BOUNDS = {"read": 0.165, "rows": 0.55, "columns": 0.171}


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--valgrind", required=True, help="the Valgrind executable")
    parser.add_argument("--page-cost", required=True, help="the executable that reads a page")
    parser.add_argument("--sandbox", required=True, help="the executable of the local AWS")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty.xml"), Path(folder, "full.xml")
        empty.write_bytes(page(options.sandbox, 0))
        full.write_bytes(page(options.sandbox, INSTANCES))
        cost = {step: count(options, step, full) - count(options, step, empty) for step in ("sdk", *BOUNDS)}

    print(f"the SDK parses an instance in {cost['sdk'] // INSTANCES:,} instructions")
    return all([check(step, cost[step] / cost["sdk"]) for step in BOUNDS])


def check(step: str, ratio: float) -> bool:
    passed = ratio <= BOUNDS[step]
    print(f"{step}: {ratio:.4f} of that, {'at most' if passed else 'MORE THAN'} {BOUNDS[step]}")
    return passed


def page(sandbox: str, instances: int) -> bytes:
    """EC2's response for a region with this number of instances."""
    with server.sandbox(sandbox, "--instances", str(instances)) as ready:
        body = "Action=DescribeInstances&Version=2016-11-15"
        request = AWSRequest("POST", ready["url"], {"Content-Type": "application/x-www-form-urlencoded"}, body)
        account = ready["accounts"][0]
        keys = Credentials(account["access_key_id"], account["secret_access_key"])
        SigV4Auth(keys, "ec2", "eu-west-1").add_auth(request)
        response = URLLib3Session().send(request.prepare())
    if response.status_code != 200:
        raise RuntimeError(response.text)
    return response.content


def count(options: argparse.Namespace, step: str, file: Path) -> int:
    """The number of instructions of one run."""
    valgrind = [options.valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    run = subprocess.run([*valgrind, options.page_cost, step, file], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not found:
        raise RuntimeError(f"{options.page_cost} {step} exited with {run.returncode}:\n{run.stderr}")
    return int(found[1])


if __name__ == "__main__":
    sys.exit(not main())
