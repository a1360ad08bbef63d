"""Teardown: everything goes, the data too unless it is asked to stay."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from infrastructure.account import Target
from infrastructure.blueprints import OPTIONAL, ORDER
from infrastructure.display import Display
from infrastructure.errors import InfrastructureError, StackFailed, one_line
from infrastructure.finishing import CREDENTIALS, parameter_name
from infrastructure.stacks import Progress, Stacks

# The stack that holds what may be kept: the lake, its key and the warehouse's.
DATA = "lake"
GONE = ("NoSuchBucket", "DBInstanceNotFound", "NotFoundException", "404")
PAGE = 1000


def teardown(target: Target, display: Display, keep_data: bool) -> list[str]:
    """Delete every stack, last first; return what stays, by name.

    May be ended anywhere and run again: what is gone already is passed over.
    """
    stacks, kept = Stacks(target), []
    if keep_data:
        kept += snapshot(target)
    for concern in reversed(ORDER + OPTIONAL):
        if concern == DATA and keep_data:
            kept.append(stacks.name(concern))
            continue
        settle(stacks, concern)
        if stacks.describe(concern) is None:
            continue
        if concern == "warehouse":
            unprotect(target)
        with display.progress(stacks.name(concern)) as tell:
            clear(stacks, concern, tell)
        display.line(f"{stacks.name(concern)}: gone")
    forget_credentials(target)
    forget_logs(target)
    return kept


def clear(stacks: Stacks, concern: str, tell: Progress) -> None:
    """Delete a stack with what its buckets hold.

    Logs are delivered late: what arrived after the emptying is emptied again.

    Raises: StackFailed when something of it stays.
    """
    for last in (False, False, True):
        names = names_of(stacks.target, concern, "AWS::S3::Bucket")
        for bucket in sorted(names, key=is_log):
            empty(stacks.target, bucket)
        try:
            return stacks.delete(concern, tell)
        except StackFailed as error:
            if last or "not empty" not in str(error):
                raise
    return None


def is_log(bucket: str) -> bool:
    """Tell whether emptying other buckets may still write into this one."""
    return "-access-logs-" in bucket


def settle(stacks: Stacks, concern: str) -> None:
    """Wait for what an earlier verb began and nobody saw the end of."""
    stack = stacks.describe(concern)
    status = stack["StackStatus"] if stack else ""
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        stacks.wait(concern, lambda done, total: None)


def names_of(target: Target, concern: str, kind: str) -> list[str]:
    """Name what a stack has of a kind, whether its creation ended or not."""
    client = target.client("cloudformation")
    with one_line("looking at resources"):
        found = client.describe_stack_resources(StackName=f"{target.name}-{concern}")
    return [
        resource["PhysicalResourceId"]
        for resource in found["StackResources"]
        if resource.get("ResourceType") == kind and resource.get("PhysicalResourceId")
    ]


def empty(target: Target, bucket: str) -> None:
    """Delete every version of every object; the policy goes first, it forbids that."""
    client = target.client("s3")
    with one_line(f"emptying {bucket}"):
        try:
            client.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
            client.delete_bucket_policy(Bucket=bucket)
            pages = client.get_paginator("list_object_versions")
            for page in pages.paginate(Bucket=bucket):
                found = page.get("Versions", []) + page.get("DeleteMarkers", [])
                doomed = [
                    {"Key": item["Key"], "VersionId": item["VersionId"]}
                    for item in found
                ]
                for start in range(0, len(doomed), PAGE):
                    client.delete_objects(
                        Bucket=bucket,
                        Delete={"Objects": doomed[start : start + PAGE], "Quiet": True},
                    )
        except ClientError as error:
            if error.response["Error"]["Code"] not in GONE:
                raise


def warehouse(target: Target) -> dict[str, Any] | None:
    """Return what RDS says of the warehouse; None when there is none."""
    if Stacks(target).describe("warehouse") is None:
        return None
    names = names_of(target, "warehouse", "AWS::RDS::DBInstance")
    with one_line("looking at the warehouse"):
        for name in names:
            try:
                found = target.client("rds").describe_db_instances(
                    DBInstanceIdentifier=name
                )
                return found["DBInstances"][0]
            except ClientError as error:
                if error.response["Error"]["Code"] not in GONE:
                    raise
    return None


def snapshot(target: Target) -> list[str]:
    """Take a last snapshot of the warehouse; return its name, nothing without one."""
    found = warehouse(target)
    if found is None:
        return []
    client = target.client("rds")
    name = f"{target.name}-kept-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    with one_line("taking the last snapshot"):
        client.create_db_snapshot(
            DBInstanceIdentifier=found["DBInstanceIdentifier"],
            DBSnapshotIdentifier=name,
        )
        client.get_waiter("db_snapshot_available").wait(DBSnapshotIdentifier=name)
    return [name]


def unprotect(target: Target) -> None:
    """Lift the protection against deletion, which was asked for by name."""
    found = warehouse(target)
    if found and found.get("DeletionProtection"):
        with one_line("lifting the warehouse's protection"):
            target.client("rds").modify_db_instance(
                DBInstanceIdentifier=found["DBInstanceIdentifier"],
                DeletionProtection=False,
                ApplyImmediately=True,
            )


def forget_credentials(target: Target) -> None:
    """Delete the publisher's credentials."""
    names = [parameter_name(target, variable) for variable in CREDENTIALS]
    with one_line("deleting the publisher's credentials"):
        target.client("ssm").delete_parameters(Names=names)


def forget_logs(target: Target) -> None:
    """Delete log groups that AWS made by itself under our names."""
    client = target.client("logs")
    prefixes = (
        f"/{target.name}/",
        f"/aws/rds/instance/{target.name}/",
        f"/aws/rds/instance/{target.name}-",
        f"/aws/ecs/containerinsights/{target.name}/",
    )
    with one_line("deleting log groups"):
        for prefix in prefixes:
            pages = client.get_paginator("describe_log_groups")
            for page in pages.paginate(logGroupNamePrefix=prefix):
                for group in page["logGroups"]:
                    with suppress(client.exceptions.ResourceNotFoundException):
                        client.delete_log_group(logGroupName=group["logGroupName"])


def check_name(target: Target, typed: str | None) -> None:
    """Raise InfrastructureError unless a protected stage was named a second time."""
    if target.stage.protected and typed != target.name:
        raise InfrastructureError(
            f"{target.name} is protected; to delete it say --confirm {target.name} "
            "(and --keep-data to keep the lake and a last snapshot)"
        )
