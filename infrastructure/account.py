"""The account and region that a verb works on."""

from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

from infrastructure.errors import InfrastructureError, one_line
from infrastructure.stages import Stage

# Longer than the slowest function that a verb waits for may last: a client that gives
# up sooner calls again, and the function runs twice at once.
PATIENCE = Config(read_timeout=150)


@dataclass
class Target:
    """A stage in a region of an account, and clients to reach it."""

    stage: Stage
    region: str
    account: str
    session: boto3.Session
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        """Return the client of a service, made once."""
        if service not in self._clients:
            self._clients[service] = self.session.client(service, config=PATIENCE)
        return self._clients[service]

    @property
    def name(self) -> str:
        """The prefix of every name."""
        return self.stage.prefix

    @property
    def tags(self) -> list[dict[str, str]]:
        """What everything of the stage is tagged with; the budget counts by it."""
        return [
            {"Key": "Project", "Value": self.name},
            {"Key": "Stage", "Value": self.stage.name},
        ]


def sign_in(stage: Stage, region: str) -> Target:
    """Find out whose account the credentials open.

    Raises: InfrastructureError for a region that does not exist, SignInFailed for
            credentials that are absent or refused.
    """
    with one_line("signing in"):
        session = boto3.Session(region_name=region)
        regions = session.get_available_regions("cloudformation")
    if region not in regions:
        near = [name for name in regions if name[:2] == region[:2]] or regions
        raise InfrastructureError(
            f"there is no region {region}; give --region one of {', '.join(near)}"
        )
    with one_line("signing in"):
        identity = session.client("sts").get_caller_identity()
    return Target(stage, region, identity["Account"], session)
