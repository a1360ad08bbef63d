"""The verbs as a new user types them: all of it up, all of it true, all of it gone."""

import json
import re
import signal
import subprocess
import sys
import time
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.stub import Stubber

from infrastructure import finishing
from infrastructure.account import Target
from infrastructure.blueprints import OPTIONAL, ORDER, blueprint
from infrastructure.errors import NotAllowed
from infrastructure.stages import STAGES
from tests.conftest import plain_environment
from tests.infrastructure.emulator import ROOT
from tests.infrastructure.resources import KINDS, NOT_APPLIED


def inventory(account):
    """Return everything that the account holds, by service."""
    found = {}
    for name, (service, operation, key, identity) in LISTS.items():
        answer = getattr(account.client(service), operation)()
        names = [identity(item) for item in answer.get(key, ()) if lives(item)]
        found[name] = sorted(map(str, names))
    budgets = account.client("budgets").describe_budgets(AccountId="123456789012")
    found["budgets"] = [item["BudgetName"] for item in budgets.get("Budgets", ())]
    policies = account.client("iam").list_policies(Scope="Local")["Policies"]
    found["policies"] = sorted(item["PolicyName"] for item in policies)
    keys = account.client("kms")
    found["keys"] = sorted(
        item["KeyId"]
        for item in keys.list_keys()["Keys"]
        # A key that is to go waits seven days, and costs nothing meanwhile.
        if keys.describe_key(KeyId=item["KeyId"])["KeyMetadata"]["KeyState"]
        != "PendingDeletion"
    )
    active = account.client("ecs").describe_clusters(clusters=found["clusters"])
    found["clusters"] = [
        item["clusterName"] for item in active["clusters"] if item["status"] == "ACTIVE"
    ]
    return found


def lives(item):
    """Tell whether a thing is more than the memory of one."""
    return not isinstance(item, dict) or item.get("State") != "deleted"


def named(name):
    """Return what takes a thing's name."""
    return lambda item: item[name]


# name: service, operation, where its answer is, and what names a thing in it
LISTS = {
    "buckets": ("s3", "list_buckets", "Buckets", named("Name")),
    "roles": ("iam", "list_roles", "Roles", named("RoleName")),
    "functions": ("lambda", "list_functions", "Functions", named("FunctionName")),
    "queues": ("sqs", "list_queues", "QueueUrls", str),
    "topics": ("sns", "list_topics", "Topics", named("TopicArn")),
    "groups": ("logs", "describe_log_groups", "logGroups", named("logGroupName")),
    "filters": ("logs", "describe_metric_filters", "metricFilters", str),
    "alarms": ("cloudwatch", "describe_alarms", "MetricAlarms", named("AlarmName")),
    "dashboards": ("cloudwatch", "list_dashboards", "DashboardEntries", str),
    "rules": ("events", "list_rules", "Rules", named("Name")),
    "instances": (
        "rds",
        "describe_db_instances",
        "DBInstances",
        named("DBInstanceIdentifier"),
    ),
    "snapshots": (
        "rds",
        "describe_db_snapshots",
        "DBSnapshots",
        named("DBSnapshotIdentifier"),
    ),
    "subnet groups": ("rds", "describe_db_subnet_groups", "DBSubnetGroups", str),
    "subscriptions": (
        "rds",
        "describe_event_subscriptions",
        "EventSubscriptionsList",
        str,
    ),
    "secrets": ("secretsmanager", "list_secrets", "SecretList", named("Name")),
    "parameters": ("ssm", "describe_parameters", "Parameters", named("Name")),
    "trails": ("cloudtrail", "list_trails", "Trails", named("Name")),
    "databases": ("glue", "get_databases", "DatabaseList", named("Name")),
    "work groups": ("athena", "list_work_groups", "WorkGroups", named("Name")),
    "repositories": ("ecr", "describe_repositories", "repositories", str),
    "clusters": ("ecs", "list_clusters", "clusterArns", str),
    "detectors": ("guardduty", "list_detectors", "DetectorIds", str),
    "networks": ("ec2", "describe_vpcs", "Vpcs", named("VpcId")),
    "subnets": ("ec2", "describe_subnets", "Subnets", named("SubnetId")),
    "gateways": ("ec2", "describe_internet_gateways", "InternetGateways", str),
    "addresses": ("ec2", "describe_addresses", "Addresses", str),
    "security groups": ("ec2", "describe_security_groups", "SecurityGroups", str),
    "endpoints": (
        "ec2",
        "describe_vpc_endpoints",
        "VpcEndpoints",
        named("VpcEndpointId"),
    ),
    "flow logs": ("ec2", "describe_flow_logs", "FlowLogs", str),
    "route tables": ("ec2", "describe_route_tables", "RouteTables", str),
    "ways out": ("ec2", "describe_nat_gateways", "NatGateways", named("NatGatewayId")),
    "settings": ("rds", "describe_db_parameter_groups", "DBParameterGroups", str),
    "event sources": (
        "lambda",
        "list_event_source_mappings",
        "EventSourceMappings",
        named("UUID"),
    ),
    "crawlers": ("glue", "get_crawlers", "Crawlers", named("Name")),
    "glue security": (
        "glue",
        "get_security_configurations",
        "SecurityConfigurations",
        named("Name"),
    ),
    "tasks": ("ecs", "list_task_definitions", "taskDefinitionArns", str),
    "subscribers": ("sns", "list_subscriptions", "Subscriptions", str),
    "aliases": ("kms", "list_aliases", "Aliases", named("AliasName")),
    "stacks": ("cloudformation", "describe_stacks", "Stacks", named("StackName")),
}


def test_plan_shows_everything_and_changes_nothing(account):
    before = inventory(account)
    said = account.succeed("plan", "--stage", "dev")

    assert f"{sum(len(blueprint(c).resources) for c in ORDER)} changes" in said
    assert inventory(account) == before


def test_every_item_is_verified(prod):
    done = prod.run("verify", "--stage", "prod", "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]

    failed = {
        result["item"]: result["said"] for result in results if not result["holds"]
    }
    assert failed == {}
    assert len(results) > 30
    assert done.returncode == 0


def test_a_second_deploy_changes_nothing(prod):
    said = prod.succeed("deploy", "--stage", "prod", "--yes", "--account-wide")

    assert "deployed vigie-prod: 0 resources changed" in said
    assert "nothing to change" in said


WRONGS = {
    "no bucket can be public": (
        "s3",
        "delete_public_access_block",
        {"Bucket": "data-lake-brut-123456789012"},
    ),
    "the trail is on, and delivers": (
        "cloudtrail",
        "stop_logging",
        {"Name": "vigie-prod"},
    ),
    "the clock runs": ("events", "disable_rule", {"Name": "vigie-prod-plan"}),
    "every alarm is on, and tells someone": (
        "cloudwatch",
        "disable_alarm_actions",
        {"AlarmNames": ["vigie-prod-errors-load"]},
    ),
    "Postgres is encrypted, private, backed up and watched": (
        "rds",
        "modify_db_instance",
        {"DBInstanceIdentifier": "vigie-prod", "PubliclyAccessible": True},
    ),
}
RIGHTS = {
    "no bucket can be public": (
        "s3",
        "put_public_access_block",
        {
            "Bucket": "data-lake-brut-123456789012",
            "PublicAccessBlockConfiguration": dict.fromkeys(
                (
                    "BlockPublicAcls",
                    "IgnorePublicAcls",
                    "BlockPublicPolicy",
                    "RestrictPublicBuckets",
                ),
                True,
            ),
        },
    ),
    "the trail is on, and delivers": (
        "cloudtrail",
        "start_logging",
        {"Name": "vigie-prod"},
    ),
    "the clock runs": ("events", "enable_rule", {"Name": "vigie-prod-plan"}),
    "every alarm is on, and tells someone": (
        "cloudwatch",
        "enable_alarm_actions",
        {"AlarmNames": ["vigie-prod-errors-load"]},
    ),
    "Postgres is encrypted, private, backed up and watched": (
        "rds",
        "modify_db_instance",
        {"DBInstanceIdentifier": "vigie-prod", "PubliclyAccessible": False},
    ),
}


@pytest.mark.parametrize("item", RIGHTS)
def test_verify_finds_what_is_wrong(prod, item):
    service, operation, arguments = WRONGS[item]
    getattr(prod.client(service), operation)(**arguments)
    try:
        done = prod.run("verify", "--stage", "prod", "--json")
    finally:
        service, operation, arguments = RIGHTS[item]
        getattr(prod.client(service), operation)(**arguments)
    results = [json.loads(line) for line in done.stdout.splitlines()]

    assert {r["item"] for r in results if not r["holds"]} == {item}


def test_what_the_emulator_does_not_apply_of_the_templates_is_named(prod):
    """A property that a maker passes over is in NOT_APPLIED, and nothing else is."""
    concerns = ORDER + OPTIONAL
    written = {
        (resource["Type"], name)
        for concern in concerns
        for resource in blueprint(concern).resources.values()
        for name in resource["Properties"]
    }
    named = {
        (kind, name.split(".")[0])
        for kind, names in NOT_APPLIED.items()
        for name in names
    }
    unread = {
        (kind, name) for kind, names in prod.emulator.unread.items() for name in names
    }
    assert unread - named == set()
    assert named - written == set()
    makers = {kind for kind, _ in named}
    assert makers <= KINDS.keys()


def test_a_failed_deploy_is_one_line_and_the_next_goes_on_from_there(account):
    before = inventory(account)
    account.emulator.broken = {
        "AWS::Glue::Table": "LimitExceeded: the maximum number of tables was reached"
    }
    try:
        line = account.fail("deploy", "--stage", "dev", "--yes")
    finally:
        account.emulator.broken = {}
    assert "vigie-dev-catalog" in line
    assert "Service Quotas" in line

    said = account.succeed("deploy", "--stage", "dev", "--yes")
    assert "vigie-dev-security: nothing to change" in said
    assert "removed what was left of a failed deploy (ROLLBACK_COMPLETE)" in said
    account.succeed("teardown", "--stage", "dev", "--yes")
    assert inventory(account) == before


@pytest.mark.parametrize("seconds", [2.0, 5.0])
def test_a_killed_deploy_and_a_killed_teardown_are_gone_on_with(account, seconds):
    before = inventory(account)
    kill(account, "deploy", seconds)
    account.succeed("deploy", "--stage", "dev", "--yes")
    said = account.succeed("deploy", "--stage", "dev", "--yes")
    assert "0 resources changed" in said

    kill(account, "teardown", seconds / 2)
    account.succeed("teardown", "--stage", "dev", "--yes")
    assert inventory(account) == before


def kill(account, verb, seconds):
    """Begin a verb and kill it, without a chance to tidy up."""
    package = ["--package", str(account.package)] if verb == "deploy" else []
    command = [sys.executable, "-m", "infrastructure", verb, "--stage", "dev", "--yes"]
    with subprocess.Popen(
        [*command, *package],
        cwd=ROOT,
        env={**plain_environment(), **account.emulator.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    # What AWS had begun goes on without us.
    time.sleep(2.0)


def test_data_is_kept_when_asked_and_found_again(account):
    before = inventory(account)
    account.succeed("deploy", "--stage", "dev", "--yes")
    bucket = "data-lake-brut-dev-123456789012"
    account.client("s3").put_object(Bucket=bucket, Key="raw/kept", Body=b"kept")
    said = account.succeed("teardown", "--stage", "dev", "--yes", "--keep-data")

    (snapshot,) = account.client("rds").describe_db_snapshots(SnapshotType="manual")[
        "DBSnapshots"
    ]
    assert snapshot["DBSnapshotIdentifier"] in said
    stays = {name: items for name, items in inventory(account).items()}
    assert set(stays["buckets"]) - set(before["buckets"]) == {
        bucket,
        "vigie-dev-work-123456789012",
    }
    assert stays["instances"] == before["instances"]
    account.succeed("deploy", "--stage", "dev", "--yes")
    found = account.client("s3").get_object(Bucket=bucket, Key="raw/kept")
    assert found["Body"].read() == b"kept"

    account.succeed("teardown", "--stage", "dev", "--yes")
    account.client("rds").delete_db_snapshot(
        DBSnapshotIdentifier=snapshot["DBSnapshotIdentifier"]
    )
    assert inventory(account) == before


def test_a_warehouse_is_restored_beside_the_old_one_which_then_goes(account):
    before = inventory(account)
    account.succeed("deploy", "--stage", "dev", "--yes")
    rds = account.client("rds")
    rds.create_db_snapshot(
        DBInstanceIdentifier="vigie-dev", DBSnapshotIdentifier="of-the-moment"
    )
    wishes = ("--snapshot", "of-the-moment", "--alarm-email", "ann@example.org")
    account.succeed("deploy", "--stage", "dev", "--yes", *wishes)

    instances = {
        item["DBInstanceIdentifier"]: item
        for item in rds.describe_db_instances()["DBInstances"]
    }
    (name,) = (name for name in instances if name.startswith("vigie-dev"))
    assert re.fullmatch("vigie-dev-[0-9a-f]{8}", name)
    restored = instances[name]
    assert restored["Engine"] == "postgres"
    function = account.client("lambda").get_function_configuration(
        FunctionName="vigie-dev-load"
    )
    host = function["Environment"]["Variables"]["PGHOST"]
    assert host == restored["Endpoint"]["Address"]
    alarms = account.client("cloudwatch").describe_alarms(AlarmNamePrefix="vigie-dev-")[
        "MetricAlarms"
    ]
    watched = [alarm for alarm in alarms if alarm["MetricName"] == "FreeStorageSpace"]
    assert [alarm["Dimensions"][0]["Value"] for alarm in watched] == [name]
    told = account.client("sns").list_subscriptions()["Subscriptions"]
    assert [item["Endpoint"] for item in told] == ["ann@example.org"] * 2
    account.succeed("verify", "--stage", "dev")
    said = account.succeed("deploy", "--stage", "dev", "--yes")
    assert "deployed vigie-dev: 0 resources changed" in said

    account.succeed("teardown", "--stage", "dev", "--yes")
    rds.delete_db_snapshot(DBSnapshotIdentifier="of-the-moment")
    assert inventory(account) == before


def test_a_server_that_no_authority_certifies_is_told_nothing(account):
    """Each function that logs in verifies who answers; another server is refused."""
    before = inventory(account)
    known = account.emulator.ports["vigie-dev"]
    account.emulator.ports["vigie-dev"] = account.emulator.ports["stranger"]
    try:
        line = account.fail("deploy", "--stage", "dev", "--yes")
    finally:
        account.emulator.ports["vigie-dev"] = known
    assert "vigie-dev-keep failed" in line
    assert "certificate verify failed" in line

    account.succeed("deploy", "--stage", "dev", "--yes")
    account.succeed("teardown", "--stage", "dev", "--yes")
    assert inventory(account) == before


def test_a_new_account_that_may_run_few_functions_is_told_of_the_quota(account):
    """What Lambda answers where the whole account may run ten at once."""
    before = inventory(account)
    account.emulator.broken = {
        "AWS::Lambda::Function": "Specified ReservedConcurrentExecutions for function "
        "decreases account's UnreservedConcurrentExecution below its minimum value of "
        "[10]. (Service: Lambda, Status Code: 400)"
    }
    try:
        line = account.fail("deploy", "--stage", "dev", "--yes")
    finally:
        account.emulator.broken = {}
    assert "vigie-dev-jobs" in line
    assert "Service Quotas" in line
    account.succeed("teardown", "--stage", "dev", "--yes")
    assert inventory(account) == before


@pytest.mark.parametrize(
    "verb, options, changes, said",
    [
        ("plan", (), {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "sign in"),
        ("plan", (), {"AWS_PROFILE": "nobody"}, "sign in"),
        ("plan", ("--region", "eu-wset-3"), {}, "there is no region eu-wset-3"),
        ("plan", ("--stage", "test"), {}, "there is no stage test"),
        ("plan", (), {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "out of reach"),
        ("deploy", ("--stage", "dev"), {}, "say --yes"),
        ("verify", ("--stage", "dev"), {}, "vigie-dev is not deployed; run: python"),
        ("drift", ("--stage", "dev"), {}, "vigie-dev is not deployed; run: python"),
        ("teardown", ("--stage", "prod", "--yes"), {}, "--confirm vigie-prod"),
        ("teardown", ("--stage", "dev"), {}, "say --yes"),
    ],
)
def test_bad_input_is_one_line_with_what_to_do(account, verb, options, changes, said):
    changes = {**changes, "AWS_EC2_METADATA_DISABLED": "true"}

    assert said in account.fail(verb, *options, **changes)


def enforce(account, after):
    """Have moto hold everybody to their policies after so many calls."""
    asked = f"{account.emulator.endpoint}/moto-api/reset-auth"
    plain = {"Content-Type": "text/plain"}
    with urlopen(Request(asked, data=after.encode(), headers=plain, method="POST")):
        pass


def test_who_lacks_a_permission_is_told_which_and_what_to_do(account):
    iam = account.client("iam")
    iam.create_user(UserName="someone")
    key = iam.create_access_key(UserName="someone")["AccessKey"]
    identity = {
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
    }
    statement = {
        "Effect": "Allow",
        "Action": ["sts:GetCallerIdentity", "cloudformation:DescribeStacks"],
        "Resource": "*",
    }
    iam.put_user_policy(
        UserName="someone",
        PolicyName="looking",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    enforce(account, "0")
    try:
        account.succeed("plan", "--stage", "dev", **identity)
        line = account.fail("deploy", "--stage", "dev", "--yes", **identity)
    finally:
        enforce(account, "inf")
        iam.delete_user_policy(UserName="someone", PolicyName="looking")
        iam.delete_access_key(UserName="someone", AccessKeyId=key["AccessKeyId"])
        iam.delete_user(UserName="someone")
    assert "cloudformation:CreateChangeSet" in line
    assert "have an administrator allow it" in line


def test_a_package_that_may_not_be_brought_is_one_line_too(tmp_path):
    """A transfer has errors of its own, around what AWS answers."""
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    session = boto3.Session(region_name="eu-west-3", **keys)
    target = Target(STAGES["dev"], "eu-west-3", "123456789012", session)
    package = tmp_path / "package.zip"
    package.write_bytes(b"x")
    with Stubber(target.client("s3")) as answers, pytest.raises(NotAllowed) as refused:
        answers.add_client_error("head_object", "404")
        answers.add_client_error("put_object", "AccessDenied", "no")
        finishing.upload(target, package, "vigie-dev-work")

    assert "bringing the package to vigie-dev-work" in str(refused.value)


def test_a_bucket_of_somebody_else_is_told_with_the_option_that_avoids_it(account):
    import boto3

    before = inventory(account)
    other = account.client("sts").assume_role(
        RoleArn="arn:aws:iam::111122223333:role/other", RoleSessionName="other"
    )["Credentials"]
    boto3.client(
        "s3",
        endpoint_url=account.emulator.endpoint,
        region_name="eu-west-3",
        aws_access_key_id=other["AccessKeyId"],
        aws_secret_access_key=other["SecretAccessKey"],
        aws_session_token=other["SessionToken"],
    ).create_bucket(
        Bucket="data-lake-brut-dev-123456789012",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-3"},
    )
    line = account.fail("deploy", "--stage", "dev", "--yes")
    assert "--lake-bucket" in line
    said = account.succeed("deploy", "--stage", "dev", "--yes", "--lake-bucket", "ours")
    assert "deployed vigie-dev" in said
    account.succeed("teardown", "--stage", "dev", "--yes")
    assert inventory(account) == before
