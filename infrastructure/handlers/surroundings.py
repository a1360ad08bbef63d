"""What a job finds around it: its time, its credentials, its folders."""

import os
from functools import cache
from typing import Any, Protocol

import boto3

from ingestion import settings
from ingestion.settings import WarehouseSettings

# Kept back for the last package, the run's row and the metrics.
RESERVE_SECONDS = 120.0
CREDENTIALS = {
    "client-id": "SOURCES__FRANCE_TRAVAIL__CLIENT_ID",
    "client-secret": "SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET",
}


class Context(Protocol):
    """The part of Lambda's context that we read."""

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the function may still run."""


@cache
def client(service: str) -> Any:
    """Return the client of a service, made once a container."""
    return boto3.client(service)


def seconds_left(context: Context) -> float:
    """Return how long a job may go on, with time kept back to end well."""
    left = context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS
    return max(left, 1.0)


def bring_credentials() -> None:
    """Put the publisher's credentials where `ingestion` reads them."""
    path = os.environ.get("CREDENTIALS_PATH")
    if not path:
        return
    found = client("ssm").get_parameters(
        Names=[f"{path}/{name}" for name in CREDENTIALS], WithDecryption=True
    )
    for item in found["Parameters"]:
        os.environ[CREDENTIALS[item["Name"].rsplit("/", 1)[1]]] = item["Value"]


def warehouse_by_iam() -> WarehouseSettings:
    """Return the warehouse with an IAM token, good for fifteen minutes, as password."""
    os.environ["PGPASSWORD"] = client("rds").generate_db_auth_token(
        DBHostname=os.environ["PGHOST"],
        Port=int(os.environ["PGPORT"]),
        DBUsername=os.environ["PGUSER"],
    )
    server = settings.warehouse()
    assert server is not None, "PGHOST was just read"
    return server
