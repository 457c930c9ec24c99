"""What the tests against moto share."""

import nushell
import world


class MotoCase(nushell.Case):
    @classmethod
    def client(cls, service: str, region: str = world.REGION):
        return world.client(cls.environment["AWS_ENDPOINT_URL"], service, region)
