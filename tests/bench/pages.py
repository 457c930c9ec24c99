"""Counts the instances of a region with the paginator of the Python SDK, as its documentation shows."""

import boto3

pages = boto3.client("ec2").get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 1000})
print(sum(len(reservation["Instances"]) for page in pages for reservation in page["Reservations"]))
