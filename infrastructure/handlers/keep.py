"""Keeps the warehouse's roles: makes them, changes their passwords, looks at them.

Called by deploy (`{"action": "prepare"}`), by verify (`{"action": "check"}`), and by
Secrets Manager, whose four steps of a rotation are at the end.
"""

import json
import os
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import encrypt_password

from infrastructure.handlers.surroundings import client
from infrastructure.handlers.telling import tell
from ingestion import settings, warehouse
from ingestion.loading import schema_of
from ingestion.settings import WarehouseSettings
from ingestion.sources import SOURCES

# Secret of each role that logs in by password; the others log in by IAM.
BY_PASSWORD = {
    warehouse.TRANSFORMER: "TRANSFORMER_SECRET",
    warehouse.READER: "READER_SECRET",
}
# A person's own login, who reads what is published.
OPERATOR = "vigie_operator"
BY_IAM = (warehouse.LOADER, OPERATOR)


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Do what the event asks for.

    Raises: KeyError for an event that asks for nothing; VigieError when Postgres
            refuses.
    """
    if "Step" in event:
        STEPS[event["Step"]](event["SecretId"], event["ClientRequestToken"])
        tell("rotated", step=event["Step"])
        return {}
    return {"prepare": prepare, "check": check}[event["action"]]()


def prepare() -> dict[str, Any]:
    """Make roles and raw schemas, and give each role its way in; may be repeated."""
    server = administrator()
    warehouse.bootstrap(server, [schema_of(name) for name in SOURCES])
    with warehouse.connect(server) as connection:
        make_operator(connection)
        allow_iam(connection)
        for role, secret in BY_PASSWORD.items():
            set_password(connection, role, password_of(os.environ[secret]))
    tell("prepared", roles=[*warehouse.ROLE_SETTINGS, OPERATOR])
    return {"roles": [*warehouse.ROLE_SETTINGS, OPERATOR]}


def check() -> dict[str, Any]:
    """Say from inside the network what is true of the warehouse."""
    with warehouse.connect(administrator()) as connection:
        cursor = connection.cursor()
        cursor.execute("select rolname from pg_roles where rolname like 'vigie_%'")
        roles = sorted(row[0] for row in cursor.fetchall())
        tls = connection.info.ssl_in_use
    return {"roles": roles, "tls": tls}


def administrator() -> WarehouseSettings:
    """Return the server as its administrator, with the password of the moment."""
    return server_as(secret_value(os.environ["ADMINISTRATOR_SECRET"]))


def server_as(secret: dict[str, str]) -> WarehouseSettings:
    """Return the server with the login that a secret holds."""
    os.environ["PGUSER"] = secret["username"]
    os.environ["PGPASSWORD"] = secret["password"]
    server = settings.warehouse()
    assert server is not None, "PGHOST is the template's"
    return server


def has_role(role: str) -> bool:
    """Tell whether the warehouse has a role."""
    with warehouse.connect(administrator()) as connection:
        cursor = connection.cursor()
        cursor.execute("select 1 from pg_roles where rolname = %s", (role,))
        return cursor.fetchone() is not None


def make_operator(connection: Connection) -> None:
    """Make the login of people: it reads what the reader reads, and no more."""
    cursor = connection.cursor()
    cursor.execute("select 1 from pg_roles where rolname = %s", (OPERATOR,))
    if not cursor.fetchone():
        cursor.execute(
            sql.SQL("create role {} login in role {}").format(
                sql.Identifier(OPERATOR), sql.Identifier(warehouse.READER)
            )
        )
    cursor.execute(
        sql.SQL("alter role {} set default_transaction_read_only = on").format(
            sql.Identifier(OPERATOR)
        )
    )


def allow_iam(connection: Connection) -> None:
    """Let roles log in by IAM, where the server is RDS and knows how."""
    cursor = connection.cursor()
    cursor.execute("select 1 from pg_roles where rolname = 'rds_iam'")
    if not cursor.fetchone():
        return
    for role in BY_IAM:
        cursor.execute(sql.SQL("grant rds_iam to {}").format(sql.Identifier(role)))


def set_password(connection: Connection, role: str, password: str) -> None:
    """Give a role a password; the server, and its log, see only a verifier."""
    verifier = encrypt_password(password, role, connection, "scram-sha-256")
    connection.cursor().execute(
        sql.SQL("alter role {} password {}").format(
            sql.Identifier(role), sql.Literal(verifier)
        )
    )


def secret_value(secret: str, **version: str) -> dict[str, str]:
    """Return what a secret holds."""
    found = client("secretsmanager").get_secret_value(SecretId=secret, **version)
    return json.loads(found["SecretString"])


def password_of(secret: str) -> str:
    """Return the password in a secret."""
    return secret_value(secret)["password"]


def create_secret(secret: str, token: str) -> None:
    """Invent the next password, unless an earlier try already did."""
    manager = client("secretsmanager")
    if token_stages(secret, token):
        return
    value = secret_value(secret)
    invented = manager.get_random_password(PasswordLength=40, ExcludePunctuation=True)
    manager.put_secret_value(
        SecretId=secret,
        ClientRequestToken=token,
        SecretString=json.dumps({**value, "password": invented["RandomPassword"]}),
        VersionStages=["AWSPENDING"],
    )


def token_stages(secret: str, token: str) -> list[str]:
    """Return the stages that a version of a secret has; none when it has no value."""
    found = client("secretsmanager").describe_secret(SecretId=secret)
    stages = found["VersionIdsToStages"].get(token, [])
    if not stages:
        return []
    try:
        secret_value(secret, VersionId=token)
    except client("secretsmanager").exceptions.ResourceNotFoundException:
        return []
    return stages


def set_secret(secret: str, token: str) -> None:
    """Give the role its next password."""
    value = secret_value(secret, VersionId=token)
    with warehouse.connect(administrator()) as connection:
        set_password(connection, value["username"], value["password"])


def test_secret(secret: str, token: str) -> None:
    """Log in with the next password, or raise WarehouseUnavailable.

    Secrets Manager asks for this step, too, when a rotation is first set up, which is
    before the warehouse has its roles: then there is nothing to test.
    """
    value = secret_value(secret, VersionId=token)
    if not has_role(value["username"]):
        return
    with warehouse.connect(server_as(value)) as connection:
        connection.cursor().execute("select 1")


def finish_secret(secret: str, token: str) -> None:
    """Make the next password the current one."""
    manager = client("secretsmanager")
    versions = manager.describe_secret(SecretId=secret)["VersionIdsToStages"]
    current = next(name for name, held in versions.items() if "AWSCURRENT" in held)
    if current != token:
        manager.update_secret_version_stage(
            SecretId=secret,
            VersionStage="AWSCURRENT",
            MoveToVersionId=token,
            RemoveFromVersionId=current,
        )


STEPS = {
    "createSecret": create_secret,
    "setSecret": set_secret,
    "testSecret": test_secret,
    "finishSecret": finish_secret,
}
