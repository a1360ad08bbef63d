"""What no template can say: done after its stack, and safe to do again."""

import json
import os
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infrastructure.account import Target
from infrastructure.errors import InfrastructureError, one_line
from infrastructure.packaging import key_of

# Where the publisher's credentials are read from, and under which names they are kept.
CREDENTIALS = {
    "SOURCES__FRANCE_TRAVAIL__CLIENT_ID": "client-id",
    "SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET": "client-secret",
}


def close_default_group(target: Target, network: str) -> None:
    """Empty the group that every new thing in the network would get (CIS 5.5)."""
    client = target.client("ec2")
    with one_line("closing the default security group"):
        found = client.describe_security_groups(
            Filters=[
                {"Name": "vpc-id", "Values": [network]},
                {"Name": "group-name", "Values": ["default"]},
            ]
        )
        for group in found["SecurityGroups"]:
            if group["IpPermissions"]:
                client.revoke_security_group_ingress(
                    GroupId=group["GroupId"], IpPermissions=group["IpPermissions"]
                )
            if group["IpPermissionsEgress"]:
                client.revoke_security_group_egress(
                    GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"]
                )


def upload(target: Target, package: Path, bucket: str) -> None:
    """Bring the functions' package to the work bucket once.

    Raises: InfrastructureError when there is no package.
    """
    if not package.is_file():
        raise InfrastructureError(
            f"there is no package at {package}; make it: python -m infrastructure "
            "package"
        )
    client, key = target.client("s3"), key_of(package)
    with one_line(f"bringing the package to {bucket}"):
        try:
            client.head_object(Bucket=bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("404", "NoSuchKey", "NotFound"):
                raise
            client.upload_file(str(package), bucket, key)


def prepare(target: Target) -> str:
    """Store the publisher's credentials, make the warehouse's roles; say so."""
    stored = store_credentials(target)
    answer = invoke(target, "keep", {"action": "prepare"})
    told = (
        "publisher's credentials stored"
        if stored
        else (
            "publisher's credentials not in the environment "
            f"({', '.join(CREDENTIALS)}): left as they are"
        )
    )
    return f"warehouse prepared: {', '.join(answer['roles'])}; {told}"


def store_credentials(target: Target) -> bool:
    """Keep the publisher's credentials as encrypted parameters, where they are new."""
    given = {name: os.environ.get(name, "").strip() for name in CREDENTIALS}
    if not all(given.values()):
        return False
    client = target.client("ssm")
    with one_line("storing the publisher's credentials"):
        names = {parameter_name(target, name): given[name] for name in CREDENTIALS}
        found = client.get_parameters(Names=list(names), WithDecryption=True)
        held = {item["Name"]: item["Value"] for item in found["Parameters"]}
        for name, value in names.items():
            if held.get(name) != value:
                client.put_parameter(
                    Name=name,
                    Value=value,
                    Type="SecureString",
                    KeyId=f"alias/{target.name}-operations",
                    Overwrite=True,
                )
    return True


def parameter_name(target: Target, variable: str) -> str:
    """Return where a credential is kept."""
    return f"/{target.name}/france-travail/{CREDENTIALS[variable]}"


def invoke(target: Target, function: str, event: dict[str, Any]) -> dict[str, Any]:
    """Run a function and return its answer.

    Raises: InfrastructureError with what the function said, when it failed.
    """
    name = f"{target.name}-{function}"
    with one_line(f"running {name}"):
        answer = target.client("lambda").invoke(
            FunctionName=name, Payload=json.dumps(event).encode()
        )
        said = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer:
        raise InfrastructureError(
            f"{name} failed: {(said or {}).get('errorMessage', said)}; its log is "
            f"/{target.name}/{function}"
        )
    return said
