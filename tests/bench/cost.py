"""Counts the instructions of what the plugin does most often, and fails if there are more than before.

Unlike times, instruction counts are stable on shared machines. The unit is what the SDK needs to parse an instance, so
that machine and compiler hardly matter. The build is that of the tests, without optimization.
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
PROFILES = 2000

# The most that the plugin may need to find an instance in a page, to encode all its columns as a row for Nushell, and
# to encode one column; to encode a row of a volume; to read a profile of a config file; and to encode the signatures of
# all commands, which each command adds to. Last measured: 0.158, 0.528, 0.163, 0.149, 0.022 and 4.52.
BOUNDS = {"read": 0.165, "rows": 0.55, "columns": 0.171, "volumes": 0.157, "profiles": 0.0233, "signatures": 4.9}


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--valgrind", required=True, help="the Valgrind executable")
    parser.add_argument("--page-cost", required=True, help="the executable that does a step")
    parser.add_argument("--sandbox", required=True, help="the executable of the local AWS")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:

        def file(name: str, content: bytes) -> Path:
            path = Path(folder, name)
            path.write_bytes(content)
            return path

        def cost(step: str, full: Path, empty: Path, items: int) -> float:
            return (count(options, step, full) - count(options, step, empty)) / items

        no_instances = file("no-instances.xml", page(options.sandbox, "DescribeInstances", 0))
        instances = file("instances.xml", page(options.sandbox, "DescribeInstances", INSTANCES))
        no_volumes = file("no-volumes.xml", page(options.sandbox, "DescribeVolumes", 0))
        volumes = file("volumes.xml", page(options.sandbox, "DescribeVolumes", INSTANCES))
        more_volumes = volumes.read_bytes().count(b"<volumeType>") - no_volumes.read_bytes().count(b"<volumeType>")
        no_profiles, profiles = file("no-profiles", b""), file("profiles", config(PROFILES).encode())

        costs = {step: cost(step, instances, no_instances, INSTANCES) for step in ("sdk", "read", "rows", "columns")}
        costs["volumes"] = cost("volumes", volumes, no_volumes, more_volumes)
        costs["profiles"] = cost("profiles", profiles, no_profiles, PROFILES)
        # Without the start of the process.
        costs["signatures"] = count(options, "signatures", no_profiles) - count(options, "profiles", no_profiles)

    print(f"the SDK parses an instance in {costs['sdk']:,.0f} instructions")
    return all([check(step, costs[step] / costs["sdk"]) for step in BOUNDS])


def check(step: str, ratio: float) -> bool:
    passed = ratio <= BOUNDS[step]
    print(f"{step}: {ratio:.4f} of that, {'at most' if passed else 'MORE THAN'} {BOUNDS[step]}")
    return passed


def config(profiles: int) -> str:
    """A config file with this number of profiles of IAM Identity Center."""
    session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n"
    keys = "sso_session = my-org\nsso_role_name = developer\nregion = eu-west-1\n"
    every = (f"\n[profile account-{n}.developer]\nsso_account_id = {10**11 + n}\n{keys}" for n in range(profiles))
    return session + "".join(every)


def page(sandbox: str, action: str, instances: int) -> bytes:
    """EC2's response for a region with this number of instances."""
    with server.sandbox(sandbox, "--instances", str(instances)) as ready:
        body = f"Action={action}&Version=2016-11-15"
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
