"""Prints the XML path of every member of a shape of EC2, from the model in botocore.

    python3 members.py Reservation > reservation_members.txt
    python3 members.py Volume > volume_members.txt
"""

import gzip
import json
import os
import sys

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
    print("\n".join(sorted(paths(json.load(model)["shapes"], sys.argv[1], ""))))
