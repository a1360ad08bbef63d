"""Who may do what, both ways, by the policies that are really deployed."""

import json
import os

import pytest

from tests.infrastructure.policies import HERE, LAKE, ROLE, USUAL, effect

WORK = "arn:aws:s3:::vigie-prod-work-123456789012"
OFFER = f"{LAKE}/raw/wttj/offers/1.2.parquet"
QUEUE = HERE.format("sqs", "vigie-prod-slices.fifo")
FAILED = HERE.format("sqs", "vigie-prod-failed")
SECRET = HERE.format("secretsmanager", "secret:vigie-prod/{}-x")
LISTING = {"s3:prefix": "raw/wttj/"}
NETWORK = "ec2:CreateNetworkInterface"


def log(name):
    """Name a log stream of a job."""
    return HERE.format("logs", f"log-group:/vigie-prod/{name}:log-stream:1")


def function(name):
    """Name a function."""
    return HERE.format("lambda", f"function:{name}")


TUNNEL = HERE.format("ecs", "task-definition/vigie-prod-tunnel:1")
FAILED_SLICES = HERE.format("sqs", "vigie-prod-slices-failed.fifo")
CREDENTIAL = HERE.format("ssm", "parameter/vigie-prod/france-travail/client-id")
SESSION = HERE.format("ssm", "session/{}-0a1b2c")
ME = {"aws:userid": "AROAME:me"}
CLUSTER = {"ecs:cluster": HERE.format("ecs", "cluster/vigie-prod")}
VIA = "{}.eu-west-3.amazonaws.com"
TRANSFORM = HERE.format("ecs", "task-definition/vigie-prod-transform:1")
# role: (action, resource, what else the call brings); {db} is the warehouse's id
NEEDED = {
    "plan": [
        ("sqs:SendMessage", QUEUE, {}),
        ("logs:PutLogEvents", log("plan"), {}),
        (NETWORK, "*", {}),
    ],
    "collect": [
        ("sqs:ReceiveMessage", QUEUE, {}),
        ("sqs:DeleteMessage", QUEUE, {}),
        ("sqs:SendMessage", QUEUE, {}),
        ("s3:ListBucket", LAKE, LISTING),
        ("s3:GetObject", OFFER, {}),
        ("s3:PutObject", OFFER, {}),
        ("s3:DeleteObject", f"{LAKE}/raw/_leases/wttj.json", {}),
        ("s3:DeleteObject", f"{LAKE}/raw/wttj/_dlt_pipeline_state/1.jsonl", {}),
        ("kms:GenerateDataKey", "{lake key}", {}),
        (
            "ssm:GetParameters",
            HERE.format("ssm", "parameter/vigie-prod/france-travail/client-id"),
            {},
        ),
        ("sqs:SendMessage", FAILED, {}),
        ("logs:PutLogEvents", log("collect"), {}),
    ],
    "load": [
        ("s3:ListBucket", LAKE, LISTING),
        ("s3:GetObject", OFFER, {}),
        ("kms:Decrypt", "{lake key}", {}),
        ("rds-db:connect", "{db}/vigie_loader", {}),
    ],
    "erase": [
        ("s3:ListBucket", LAKE, {"s3:prefix": "raw/_leases/"}),
        ("s3:PutObject", f"{LAKE}/raw/_leases/wttj.json", {}),
        ("s3:PutObject", OFFER, {}),
        ("s3:DeleteObject", OFFER, {}),
        ("s3:GetObjectVersion", OFFER, {}),
        ("s3:DeleteObjectVersion", OFFER, {}),
        ("s3:ListBucketVersions", LAKE, LISTING),
        ("rds-db:connect", "{db}/vigie_loader", {}),
    ],
    "keep": [
        ("secretsmanager:GetSecretValue", "{administrator}", {}),
        ("secretsmanager:PutSecretValue", "{reader}", {}),
        ("secretsmanager:UpdateSecretVersionStage", "{transformer}", {}),
        ("secretsmanager:GetRandomPassword", "*", {}),
        ("kms:Decrypt", "{warehouse key}", {}),
    ],
    "digest": [
        ("cloudwatch:DescribeAlarms", "*", {}),
        ("sns:Publish", HERE.format("sns", "vigie-prod-digest"), {}),
    ],
    "transform": [("secretsmanager:GetSecretValue", "{transformer}", {})],
    "dashboard": [("secretsmanager:GetSecretValue", "{reader}", {})],
    "schedule": [
        ("ecs:RunTask", TRANSFORM, CLUSTER),
        ("iam:PassRole", ROLE.format("vigie-prod-transform"), {}),
    ],
    "operator": [
        (
            "lambda:InvokeFunction",
            function("vigie-prod-erase"),
            {},
        ),
        ("ssm:StartSession", HERE.format("ecs", "task/vigie-prod/1"), {}),
        ("ecs:RunTask", TUNNEL, CLUSTER),
        ("ssm:TerminateSession", SESSION.format("AROAME:me"), ME),
        ("sqs:StartMessageMoveTask", FAILED_SLICES, {}),
        ("sqs:SendMessage", QUEUE, {}),
        ("lambda:InvokeFunction", function("vigie-prod-plan"), {}),
        ("rds-db:connect", "{db}/vigie_operator", {}),
        ("logs:FilterLogEvents", log("load"), {}),
    ],
    "deploy": [
        (
            "cloudformation:ExecuteChangeSet",
            HERE.format("cloudformation", "stack/vigie-prod-lake/1"),
            {},
        ),
        ("s3:PutObject", f"{WORK}/packages/1.zip", {}),
        ("ecr:PutImage", HERE.format("ecr", "repository/vigie-prod"), {}),
        ("secretsmanager:RotateSecret", "{reader}", {}),
        ("lambda:InvokeFunction", function("vigie-prod-keep"), {}),
        ("ssm:PutParameter", CREDENTIAL, {}),
        ("kms:Encrypt", "{operations key}", {"kms:ViaService": VIA.format("ssm")}),
        (
            "lambda:UpdateFunctionCode",
            function("vigie-prod-load"),
            {"aws:CalledVia": ["cloudformation.amazonaws.com"]},
        ),
        (
            "ecs:TagResource",
            TRANSFORM,
            {"aws:CalledVia": ["cloudformation.amazonaws.com"]},
        ),
    ],
}
# What every job is denied, whatever it is for.
FORBIDDEN = [
    ("s3:DeleteBucket", LAKE, {}),
    ("s3:PutBucketPolicy", LAKE, {}),
    ("s3:GetObject", "arn:aws:s3:::somebody-elses/key", {}),
    ("kms:ScheduleKeyDeletion", "{lake key}", {}),
    ("kms:Decrypt", HERE.format("kms", "key/another"), {}),
    ("iam:CreateRole", ROLE.format("vigie-prod-more"), {}),
    ("iam:PutRolePolicy", ROLE.format("vigie-prod-collect"), {}),
    ("iam:PassRole", ROLE.format("Administrator"), {}),
    ("sts:AssumeRole", ROLE.format("vigie-prod-deploy"), {}),
    ("cloudtrail:StopLogging", HERE.format("cloudtrail", "trail/vigie-prod"), {}),
    ("rds:DeleteDBInstance", HERE.format("rds", "db:vigie-prod"), {}),
    ("rds-db:connect", "{db}/vigie_administrator", {}),
    ("secretsmanager:GetSecretValue", SECRET.format("another"), {}),
    ("logs:DeleteLogGroup", HERE.format("logs", "log-group:/vigie-prod/trail"), {}),
    ("ec2:AuthorizeSecurityGroupIngress", "*", {}),
]
# What is another job's, and not this one's.
OTHERS = {
    "plan": [("s3:GetObject", OFFER, {}), ("rds-db:connect", "{db}/vigie_loader", {})],
    "collect": [
        ("s3:DeleteObject", OFFER, {}),
        ("s3:PutObject", f"{LAKE}/exports/1.csv", {}),
        ("s3:ListBucket", LAKE, {"s3:prefix": ""}),
        ("rds-db:connect", "{db}/vigie_loader", {}),
        ("secretsmanager:GetSecretValue", "{transformer}", {}),
        (
            NETWORK,
            "*",
            {"lambda:SourceFunctionArn": function("x")},
        ),
        ("sqs:SendMessage", QUEUE, {"aws:RequestedRegion": "us-east-1"}),
    ],
    "load": [
        ("s3:PutObject", OFFER, {}),
        ("rds-db:connect", "{db}/vigie_reader", {}),
        ("secretsmanager:GetSecretValue", "{administrator}", {}),
    ],
    "erase": [("secretsmanager:GetSecretValue", "{reader}", {})],
    "keep": [("s3:GetObject", OFFER, {}), ("s3:PutObject", OFFER, {})],
    "digest": [("sns:Publish", HERE.format("sns", "vigie-prod-alarms"), {})],
    "transform": [
        ("s3:GetObject", OFFER, {}),
        ("secretsmanager:GetSecretValue", "{administrator}", {}),
        ("secretsmanager:GetSecretValue", "{reader}", {}),
    ],
    "dashboard": [
        ("secretsmanager:GetSecretValue", "{transformer}", {}),
        ("s3:GetObject", OFFER, {}),
    ],
    "schedule": [
        ("ecs:RunTask", HERE.format("ecs", "task-definition/another:1"), {}),
        ("iam:PassRole", ROLE.format("vigie-prod-keep"), {}),
        (
            "ecs:RunTask",
            TRANSFORM,
            {"ecs:cluster": HERE.format("ecs", "cluster/another")},
        ),
    ],
    "operator": [
        ("s3:GetObject", OFFER, {}),
        (
            "lambda:InvokeFunction",
            function("vigie-prod-keep"),
            {},
        ),
        ("lambda:UpdateFunctionCode", function("x"), {}),
        ("secretsmanager:RotateSecret", "{reader}", {}),
        ("ssm:TerminateSession", SESSION.format("AROAX:x"), ME),
    ],
    "deploy": [
        ("kms:Encrypt", "{operations key}", {}),
        (
            "iam:UpdateAssumeRolePolicy",
            ROLE.format("vigie-prod-collect"),
            {"aws:CalledVia": ["cloudformation.amazonaws.com"]},
        ),
        (
            "lambda:UpdateFunctionCode",
            function("vigie-prod-x"),
            {},
        ),
        ("s3:GetObject", OFFER, {}),
        ("cloudformation:DeleteStack", HERE.format("cloudformation", "stack/x/1"), {}),
    ],
}


@pytest.fixture(scope="module")
def may(standings, outputs):
    """Give what tells whether a deployed role may make a call."""
    places = {
        "{lake key}": outputs["LakeKeyArn"],
        "{warehouse key}": outputs["WarehouseKeyArn"],
        "{operations key}": outputs["OperationsKeyArn"],
        "{administrator}": outputs["AdministratorSecretArn"],
        "{transformer}": outputs["TransformerPasswordArn"],
        "{reader}": outputs["ReaderPasswordArn"],
        "{db}": HERE.format("rds-db", f"dbuser:{outputs['WarehouseResourceId']}"),
    }

    def ask(role, action, resource, more):
        for word, place in places.items():
            resource = resource.replace(word, place)
        if action == "iam:PassRole":
            more = {"iam:PassedToService": "ecs-tasks.amazonaws.com", **more}
        return standings[f"vigie-prod-{role}"].may(action, resource, more)

    return ask


def test_every_job_stands_in_the_boundary_and_policies_are_short_enough(standings):
    for standing in standings.values():
        texts = [json.dumps(p, separators=(",", ":")) for p in standing.own]
        assert sum(map(len, texts)) < 10_240, standing.role
    people = {"operator", "deploy"}
    for name in NEEDED:
        boundary = standings[f"vigie-prod-{name}"].boundary
        assert (boundary is None) == (name in people)
        assert len(json.dumps(boundary, separators=(",", ":"))) < 6144


@pytest.mark.parametrize("role", NEEDED)
def test_a_role_may_do_what_it_is_for(may, role):
    assert [call for call in NEEDED[role] if not may(role, *call)] == []


@pytest.mark.parametrize("role", NEEDED)
def test_a_role_may_do_nothing_else(may, role):
    calls = FORBIDDEN + OTHERS[role]

    assert [call for call in calls if may(role, *call)] == []


@pytest.mark.parametrize(
    "action, key, more",
    [
        ("s3:PutObject", "raw/x", {"aws:SecureTransport": "false"}),
        ("s3:GetObject", "raw/x", {"s3:TlsVersion": "1.1"}),
        ("s3:PutObject", "raw/x", {"s3:x-amz-server-side-encryption": "AES256"}),
        (
            "s3:PutObject",
            "raw/x",
            {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:other"},
        ),
        ("s3:PutObject", "raw/x", {"aws:PrincipalArn": ROLE.format("Administrator")}),
        ("s3:DeleteObjectVersion", "raw/x", {"aws:PrincipalArn": ROLE.format("x")}),
        ("s3:GetObject", "raw/x", {"aws:PrincipalAccount": "111122223333"}),
    ],
)
def test_the_lake_itself_refuses(prod, action, key, more):
    found = prod.client("s3").get_bucket_policy(Bucket=LAKE.rsplit(":", 1)[1])
    policy = json.loads(found["Policy"])
    context = {**USUAL, "aws:PrincipalArn": ROLE.format("vigie-prod-collect")}

    assert effect([policy], action, f"{LAKE}/{key}", context) is None
    assert effect([policy], action, f"{LAKE}/{key}", {**context, **more}) == "Deny"


PEOPLE = {
    "deploy": (("plan",), ("deploy", "--yes"), ("drift",)),
    "operator": (("tunnel", "--port", "15434"),),
}


@pytest.mark.parametrize("role", PEOPLE)
def test_a_person_of_a_role_may_type_the_verbs_that_it_is_for(prod, programs, role):
    """From beginning to end, held to the role's policies with every call."""
    name = f"vigie-prod-{role}"
    identity = prod.emulator.identity_of(ROLE.format(name))
    path = f"{programs[0]}{os.pathsep}{os.environ['PATH']}"
    for verb, *options in PEOPLE[role]:
        prod.succeed(verb, "--stage", "prod", *options, **identity, PATH=path)

    calls = [call for call in prod.emulator.calls if call.role == name]
    assert calls
    assert [call for call in calls if not call.allowed] == []


def test_a_person_of_a_role_may_not_type_another_verb(prod):
    identity = prod.emulator.identity_of(ROLE.format("vigie-prod-operator"))
    line = prod.fail("deploy", "--stage", "prod", "--yes", **identity)

    assert "cloudformation:CreateChangeSet" in line
    assert "have an administrator allow it" in line
