"""The part of awscrt that botocore's login provider needs: a P-256 key, read and used by OpenSSL."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import load_der_private_key


class EC:
    def __init__(self, key):
        self._key = key

    @classmethod
    def new_key_from_der_data(cls, der: bytes):
        return cls(load_der_private_key(der, password=None))

    @staticmethod
    def decode_der_signature_to_padded_pair(signature: bytes, pad_to: int) -> bytes:
        return b"".join(number.to_bytes(pad_to, "big") for number in utils.decode_dss_signature(signature))

    def get_public_coords(self) -> tuple[bytes, bytes]:
        point = self._key.public_key().public_numbers()
        return point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")

    def sign(self, digest: bytes) -> bytes:
        return self._key.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
