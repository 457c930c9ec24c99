"""Reads the MessagePack that Nushell writes. Unlike JSON, it tells datetimes from strings and integers from floats."""

import struct
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# The values without a length: the format of their bytes.
SCALARS = {
    0xCA: ">f", 0xCB: ">d",
    0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}  # fmt: skip
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}

# The values with a length: its format, and what they are.
LENGTHS = {
    0xC4: (">B", "binary"), 0xC5: (">H", "binary"), 0xC6: (">I", "binary"),
    0xC7: (">B", "extension"), 0xC8: (">H", "extension"), 0xC9: (">I", "extension"),
    0xD9: (">B", "text"), 0xDA: (">H", "text"), 0xDB: (">I", "text"),
    0xDC: (">H", "list"), 0xDD: (">I", "list"),
    0xDE: (">H", "record"), 0xDF: (">I", "record"),
}  # fmt: skip


def decode(data: bytes):
    """The only value in the data."""
    reader = Reader(data)
    value = reader.value()
    if reader.position != len(data):
        raise ValueError("more than one value")
    return value


class Reader:
    def __init__(self, data: bytes):
        self.data = data
        self.position = 0

    def value(self):
        first = self.number(">B")
        if first in CONSTANTS:
            return CONSTANTS[first]
        if first in SCALARS:
            return self.number(SCALARS[first])
        if first in LENGTHS:
            length_format, kind = LENGTHS[first]
            return getattr(self, kind)(self.number(length_format))
        if 0xD4 <= first <= 0xD8:
            return self.extension(2 ** (first - 0xD4))
        if first <= 0x7F or first >= 0xE0:
            return first if first <= 0x7F else first - 0x100
        if first <= 0x8F:
            return self.record(first & 0x0F)
        if first <= 0x9F:
            return self.list(first & 0x0F)
        if first <= 0xBF:
            return self.text(first & 0x1F)
        raise ValueError(f"no value begins with {first:#x}")

    def binary(self, length: int) -> bytes:
        begin, self.position = self.position, self.position + length
        return self.data[begin : self.position]

    def number(self, number_format: str):
        return struct.unpack(number_format, self.binary(struct.calcsize(number_format)))[0]

    def text(self, length: int) -> str:
        return self.binary(length).decode()

    def list(self, length: int) -> list:
        return [self.value() for _ in range(length)]

    def record(self, length: int) -> dict:
        return {self.value(): self.value() for _ in range(length)}

    def extension(self, length: int) -> datetime:
        """A time, which is the only extension that Nushell writes."""
        kind, data = self.number(">b"), self.binary(length)
        if kind != -1:
            raise ValueError(f"the extension {kind} is unknown")
        if length == 4:
            nanoseconds, seconds = 0, struct.unpack(">I", data)[0]
        elif length == 8:
            both = struct.unpack(">Q", data)[0]
            nanoseconds, seconds = both >> 34, both & (2**34 - 1)
        else:
            nanoseconds, seconds = struct.unpack(">Iq", data)
        return EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds / 1000)
