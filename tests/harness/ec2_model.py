"""EC2's operations, as botocore's model describes them."""

import functools
import re

import botocore.session
from botocore.model import OperationModel, Shape

# Members that are strings in the model, but times or numbers in truth. `ElasticGpuAssociationTime` remains a string,
# because EC2 no longer has such hardware.
TIMES = {"CreationDate", "DeprecationTime", "LastLaunchedTime"}
PRICES = {"ActualBlockHourlyPrice", "MaxPrice", "SpotPrice"}


@functools.cache
def service():
    return botocore.session.get_session().get_service_model("ec2")


def operation(name: str) -> OperationModel:
    return service().operation_model(name)


def lists() -> list[str]:
    """The operations that answer with a list of structures, and nothing else of interest."""
    return [name for name in service().operation_names if name.startswith("Describe") and list_member(name)]


def operation_of(command: str) -> str:
    """The operation of `aws ec2 COMMAND`."""
    words = {"spot-prices": "spot-price-history"}.get(command, command).split("-")
    return "".join(["Describe", *(word.capitalize() for word in words)])


def list_member(name: str) -> str | None:
    """The member of the output that is the list."""
    output = operation(name).output_shape
    members = output.members.items() if output else []
    found = [
        member for member, shape in members if shape.type_name == "list" and shape.member.type_name == "structure"
    ]
    return found[0] if len(found) == 1 else None


def item(name: str) -> Shape:
    """The structure of the listed items."""
    return operation(name).output_shape.members[list_member(name)].member


def input_members(name: str) -> dict[str, Shape]:
    return operation(name).input_shape.members


def page_bounds(name: str) -> tuple[int, int] | None:
    """The smallest and the largest page that the model allows."""
    shape = input_members(name).get("MaxResults")
    bounds = shape and (shape.metadata.get("min"), shape.metadata.get("max"))
    return bounds if bounds and None not in bounds else None


def refuses_ids_in_pages(name: str) -> bool:
    """Whether the documentation says that ids can't be combined with a page size."""
    shape = input_members(name).get("MaxResults")
    return bool(shape) and "cannot specify this parameter and the" in shape.documentation


def filter_parameter(name: str) -> str | None:
    """The parameter for filters, which is called `Filter` in some operations."""
    return next((member for member in ("Filters", "Filter") if member in input_members(name)), None)


def filters(name: str) -> list[str]:
    """The filters in the documentation of an operation, with a key for that of tags."""
    documentation = input_members(name)[filter_parameter(name)].documentation
    names, depth = [], 0
    # A list inside of the list has the values of a filter.
    for tag, filter_name in re.findall(r"(</?ul>)|<li> *<p> *<code>([^<]+)</code>", documentation):
        depth += {"<ul>": 1, "</ul>": -1}.get(tag, 0)
        if filter_name and depth == 1:
            names.append("tag:env" if re.match(r"tag($|:)", filter_name) else filter_name.strip())
    return names
