"""Answers of EC2's list operations in which every member is set, generated from the Python SDK's model."""

import random
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

import botocore.parsers
import ec2_model as model

ITEMS = 200

# Fewer than an operation may send in a page, so that there are some pages.
PAGE = 64

# Texts that need care: in XML, in Nushell, or because they look like something else.
TEXTS = [
    "", "plain", "two words", " spaces around ", "a<b>&\"c\"'d'", "größe 東京 🚀", "line one\nline two", "true",
    "null", "0123", "1.50", "-1", "2026-01-02T03:04:05Z", "$env.HOME", "a.b:c/d", "[list]", "{record}",
]  # fmt: skip


class Answers:
    """The pages of an operation's answer, and the items in them as the Python SDK reads them."""

    def __init__(self, operation: str):
        self.operation = operation
        self.random = random.Random(operation)
        output = model.operation(operation).output_shape
        self.list = output.members[model.list_member(operation)]
        items = [self.element("item", self.list.member) for _ in range(ITEMS)]
        size = PAGE if "NextToken" in output.members else ITEMS
        self.pages = [items[start : start + size] for start in range(0, ITEMS, size)]
        parse = botocore.parsers.create_parser("ec2").parse
        response = {"status_code": 200, "headers": {}}
        pages = [parse(response | {"body": self.body(number)}, output) for number in range(len(self.pages))]
        self.items = [item for page in pages for item in page[model.list_member(operation)]]

    def body(self, number: int) -> bytes:
        """The body of the response with the page of this number."""
        name = self.list.serialization["name"]
        more = f"<nextToken>{number + 1}</nextToken>" if number + 1 < len(self.pages) else ""
        content = f"<requestId>1</requestId><{name}>{''.join(self.pages[number])}</{name}>{more}"
        root = f"{self.operation}Response"
        return f'<{root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">{content}</{root}>'.encode()

    def element(self, name: str, shape, member: str = "") -> str:
        """An element of a shape."""
        if shape.type_name == "structure":
            members = shape.members.items()
            content = "".join(
                self.element(inner.serialization.get("name", inner_name), inner, inner_name)
                for inner_name, inner in members
            )
        elif shape.type_name == "list":
            if shape.serialization.get("flattened"):
                raise NotImplementedError("no list of EC2 is flattened")
            item = shape.member.serialization.get("name", "item")
            content = "".join(self.element(item, shape.member, member) for _ in range(self.random.randint(1, 3)))
        else:
            content = escape(self.text(shape, member))
        return f"<{name}>{content}</{name}>"

    def text(self, shape, member: str) -> str:
        """The text of a scalar."""
        kind = shape.type_name
        if kind == "boolean":
            return self.random.choice(["true", "false"])
        if kind in ("integer", "long"):
            return str(self.random.choice([0, 1, -1, 443, 2**31 - 1] if kind == "integer" else [0, 7, 2**40]))
        if kind in ("double", "float"):
            return self.random.choice(["0.0", "2.5", "3.0", "0.0104", "1250"])
        if kind == "timestamp" or member in model.TIMES:
            return self.time()
        if kind != "string":
            raise NotImplementedError(kind)
        if member in model.PRICES:
            return self.random.choice(["0.013000", "1.5", "12.000000"])
        if "enum" in shape.metadata and self.random.random() < 0.9:
            return self.random.choice(shape.metadata["enum"])
        return self.random.choice(TEXTS)

    def time(self) -> str:
        """A time in one of the forms that EC2 sends."""
        time = datetime(2012, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=self.random.randrange(10**9))
        fraction = self.random.choice(["", ".000", f".{self.random.randrange(1000):03}"])
        return f"{time:%Y-%m-%dT%H:%M:%S}{fraction}Z"
