"""The lake, the warehouse and the catalogue."""

import json
import socket

import pyarrow.parquet as pq

from infrastructure.finishing import invoke
from infrastructure.verification.items import Deployed, must, same

GLUE_TYPES = {
    "string": "string",
    "large_string": "string",
    "int64": "bigint",
    "double": "double",
    "bool": "boolean",
    "timestamp[us, tz=UTC]": "timestamp",
}
# Columns that dlt adds for itself, which no question needs.
DLT_PREFIX = "_dlt_"
TCP_SECONDS = 3.0


def buckets(deployed: Deployed) -> list[str]:
    """Return the names of our four buckets."""
    names = ("WorkBucketName", "AccessLogBucketName", "TrailBucketName")
    return [deployed.lake, *(deployed.outputs[name] for name in names)]


@must("lake", "the lake is encrypted with its own key")
def lake_is_encrypted(deployed: Deployed) -> None:
    answer = deployed.s3.get_bucket_encryption(Bucket=deployed.lake)
    (rule,) = answer["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    same(default["SSEAlgorithm"], "aws:kms", "the algorithm")
    same(default["KMSMasterKeyID"], deployed.outputs["LakeKeyArn"], "the key")


@must("lake", "keys change every year")
def keys_rotate(deployed: Deployed) -> None:
    for output in ("LakeKeyArn", "WarehouseKeyArn", "OperationsKeyArn"):
        key = deployed.outputs[output]
        answer = deployed.kms.get_key_rotation_status(KeyId=key)
        same(answer["KeyRotationEnabled"], True, f"rotation of {output}")


@must("lake", "no bucket can be public")
def buckets_are_closed(deployed: Deployed) -> None:
    for bucket in buckets(deployed):
        answer = deployed.s3.get_public_access_block(Bucket=bucket)
        switches = answer["PublicAccessBlockConfiguration"]
        same(all(switches.values()) and len(switches) == 4, True, bucket)


@must("lake", "every bucket refuses whoever comes without TLS")
def buckets_want_tls(deployed: Deployed) -> None:
    for bucket in buckets(deployed):
        answer = deployed.s3.get_bucket_policy(Bucket=bucket)
        denies = [
            statement
            for statement in json.loads(answer["Policy"])["Statement"]
            if statement["Effect"] == "Deny"
            and statement.get("Condition", {}).get("Bool")
            == {"aws:SecureTransport": "false"}
        ]
        same(len(denies), 1, f"statements of {bucket} against plain HTTP")


@must("lake", "the lake refuses other encryption, other accounts and other writers")
def lake_policy_denies(deployed: Deployed) -> None:
    answer = deployed.s3.get_bucket_policy(Bucket=deployed.lake)
    names = {s["Sid"] for s in json.loads(answer["Policy"])["Statement"]}
    wanted = {
        "DenyOldTls",
        "DenyOtherEncryption",
        "DenyOtherKeys",
        "DenyRawToAllButItsRoles",
        "DenyOtherAccounts",
    }
    same(wanted - names, set(), "what the policy lacks")


@must("lake", "every bucket keeps versions, and lets old ones go")
def buckets_keep_versions(deployed: Deployed) -> None:
    for bucket in buckets(deployed):
        answer = deployed.s3.get_bucket_versioning(Bucket=bucket)
        same(answer.get("Status"), "Enabled", f"versioning of {bucket}")
        answer = deployed.s3.get_bucket_lifecycle_configuration(Bucket=bucket)
        rules = [rule for rule in answer["Rules"] if rule["Status"] == "Enabled"]
        for wanted in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
            same(any(wanted in rule for rule in rules), True, f"{bucket}: {wanted}")


@must("lake", "reads and writes of the lake are logged")
def lake_is_logged(deployed: Deployed) -> None:
    for bucket in buckets(deployed):
        if bucket != deployed.outputs["AccessLogBucketName"]:
            answer = deployed.s3.get_bucket_logging(Bucket=bucket)
            logged = answer.get("LoggingEnabled", {}).get("TargetBucket")
            same(logged, deployed.outputs["AccessLogBucketName"], f"log of {bucket}")


@must("warehouse", "Postgres is encrypted, private, backed up and watched")
def warehouse_is_guarded(deployed: Deployed) -> None:
    stage = deployed.target.stage
    (found,) = deployed.rds.describe_db_instances(
        DBInstanceIdentifier=deployed.outputs["WarehouseName"]
    )["DBInstances"]
    wanted = {
        "StorageEncrypted": True,
        "PubliclyAccessible": False,
        "IAMDatabaseAuthenticationEnabled": True,
        "MultiAZ": stage.stand_by,
        "DeletionProtection": stage.protected,
        "BackupRetentionPeriod": stage.backup_days,
        "CopyTagsToSnapshot": True,
        "AutoMinorVersionUpgrade": True,
        "EnabledCloudwatchLogsExports": ["postgresql"],
        "MonitoringInterval": 60,
    }
    for name, value in wanted.items():
        same(found.get(name), value, name)
    same(found["MasterUsername"] in ("postgres", "admin"), False, "a usual admin name")
    same(found["Endpoint"]["Port"] == 5432, False, "the usual port")


@must("warehouse", "Postgres takes no connection without TLS")
def warehouse_forces_tls(deployed: Deployed) -> None:
    (found,) = deployed.rds.describe_db_instances(
        DBInstanceIdentifier=deployed.outputs["WarehouseName"]
    )["DBInstances"]
    group = found["DBParameterGroups"][0]["DBParameterGroupName"]
    pages = deployed.rds.get_paginator("describe_db_parameters")
    values = {
        item["ParameterName"]: item.get("ParameterValue")
        for page in pages.paginate(DBParameterGroupName=group)
        for item in page["Parameters"]
    }
    same(values.get("rds.force_ssl"), "1", "rds.force_ssl")


@must("warehouse", "only the jobs and the dashboard may connect")
def warehouse_admits_two_groups(deployed: Deployed) -> None:
    group = deployed.outputs["WarehouseGroupId"]
    (found,) = deployed.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    sources = set()
    for rule in found["IpPermissions"]:
        same(rule.get("IpRanges"), [], "an address range")
        same((rule["FromPort"], rule["ToPort"]), (5433, 5433), "the ports")
        sources |= {pair["GroupId"] for pair in rule["UserIdGroupPairs"]}
    allowed = {deployed.outputs[f"{name}GroupId"] for name in ("Jobs", "Dashboard")}
    same(sources, allowed, "the groups that may connect")


@must("warehouse", "its subnets have no way in from the internet")
def subnets_are_private(deployed: Deployed) -> None:
    for name in ("PrivateSubnetAId", "PrivateSubnetBId"):
        subnet = deployed.outputs[name]
        found = deployed.ec2.describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [subnet]}]
        )["RouteTables"]
        same(len(found), 1, f"route tables of {subnet}")
        gateways = [r.get("GatewayId") or "" for r in found[0]["Routes"]]
        same([g for g in gateways if g.startswith("igw-")], [], "internet gateways")


@must("warehouse", "the jobs reach it, and its roles are there")
def warehouse_is_reached_from_inside(deployed: Deployed) -> None:
    said = invoke(deployed.target, "keep", {"action": "check"})
    wanted = {"vigie_loader", "vigie_transformer", "vigie_reader", "vigie_operator"}
    same(wanted - set(said["roles"]), set(), "the roles that it lacks")


@must("warehouse", "the jobs reach it by TLS")
def warehouse_is_reached_by_tls(deployed: Deployed) -> None:
    said = invoke(deployed.target, "keep", {"action": "check"})
    same(said["tls"], True, "TLS of the connection")


@must("warehouse", "nobody reaches it from here")
def warehouse_is_not_reached_from_outside(deployed: Deployed) -> None:
    host = deployed.outputs["WarehouseHost"]
    try:
        socket.create_connection((host, 5433), TCP_SECONDS).close()
    except OSError:
        return
    raise AssertionError(f"{host}:5433 answers outside of its network")


@must("catalog", "each table has the columns of the lake's files")
def tables_agree_with_files(deployed: Deployed) -> None:
    pages = deployed.glue.get_paginator("get_tables")
    tables = [
        table
        for page in pages.paginate(DatabaseName=deployed.outputs["CatalogueName"])
        for table in page["TableList"]
        if table["Parameters"]["classification"] == "parquet"
    ]
    same(bool(tables), True, "whether there are tables")
    for table in tables:
        declared = {c["Name"]: c["Type"] for c in table["StorageDescriptor"]["Columns"]}
        keys = {key["Name"] for key in table["PartitionKeys"]}
        for source in table["Parameters"]["projection.source.values"].split(","):
            held = columns_of_newest(deployed, f"raw/{source}/{table['Name']}/")
            # What the path says is not said again, or Athena refuses the table.
            wanted = {name: held[name] for name in held if name not in keys}
            if held:
                same(declared, wanted, f"{table['Name']} of {source}")


def columns_of_newest(deployed: Deployed, prefix: str) -> dict[str, str]:
    """Return the columns of the newest file under a prefix; none without a file."""
    pages = deployed.s3.get_paginator("list_objects_v2")
    files = [
        item
        for page in pages.paginate(Bucket=deployed.lake, Prefix=prefix)
        for item in page.get("Contents", ())
        if item["Key"].endswith(".parquet")
    ]
    if not files:
        return {}
    newest = max(files, key=lambda item: item["LastModified"])["Key"]
    body = deployed.s3.get_object(Bucket=deployed.lake, Key=newest)["Body"].read()
    import pyarrow as pa

    schema = pq.read_schema(pa.BufferReader(body))
    return {
        field.name: GLUE_TYPES.get(str(field.type), str(field.type))
        for field in schema
        if not field.name.startswith(DLT_PREFIX)
    }


@must("catalog", "answers are encrypted, and one question may not read it all")
def answers_are_guarded(deployed: Deployed) -> None:
    found = deployed.athena.get_work_group(WorkGroup=deployed.target.name)
    settings = found["WorkGroup"]["Configuration"]
    same(settings["EnforceWorkGroupConfiguration"], True, "enforcement")
    same(settings["BytesScannedCutoffPerQuery"] <= 10 * 2**30, True, "the limit")
    chosen = settings["ResultConfiguration"]["EncryptionConfiguration"]
    same(chosen["EncryptionOption"], "SSE_KMS", "encryption of answers")
