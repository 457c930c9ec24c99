"""Prints the wire path of every member of EC2's Reservation, from the model inside of botocore.

    pip install botocore && python3 reservation_members.py > reservation_members.txt
"""

import gzip
import json
import os

import botocore

MODEL = os.path.join(os.path.dirname(botocore.__file__), "data/ec2/2016-11-15/service-2.json.gz")


def paths(shapes, name, path):
    shape = shapes[name]
    if shape["type"] == "list":
        yield from paths(shapes, shape["member"]["shape"], path)
    for member in shape.get("members", {}).values():
        inner = f"{path}/{member['locationName']}".lstrip("/")
        yield inner
        yield from paths(shapes, member["shape"], inner)


with gzip.open(MODEL) as model:
    print("\n".join(sorted(paths(json.load(model)["shapes"], "Reservation", ""))))
