"""Who may do what, both ways, by the policies that are really deployed."""

import json

import pytest

from tests.infrastructure.policies import allowed, effect

LAKE = "arn:aws:s3:::data-lake-brut-123456789012"
WORK = "arn:aws:s3:::vigie-prod-work-123456789012"
HERE = "arn:aws:{}:eu-west-3:123456789012:{}"
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
        (
            "ecs:RunTask",
            TRANSFORM,
            {},
        )
    ],
    "operator": [
        (
            "lambda:InvokeFunction",
            function("vigie-prod-erase"),
            {},
        ),
        ("ssm:StartSession", HERE.format("ecs", "task/vigie-prod/1"), {}),
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
        (
            "lambda:UpdateFunctionCode",
            function("vigie-prod-load"),
            {"aws:CalledVia": ["cloudformation.amazonaws.com"]},
        ),
    ],
}
ROLE = "arn:aws:iam::123456789012:role/{}"
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
    ],
    "operator": [
        ("s3:GetObject", OFFER, {}),
        (
            "lambda:InvokeFunction",
            function("vigie-prod-keep"),
            {},
        ),
        ("lambda:UpdateFunctionCode", function("x"), {}),
    ],
    "deploy": [
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
def may(prod):
    """Give what tells whether a deployed role may make a call."""
    iam, s3 = prod.client("iam"), prod.client("s3")
    outputs = {
        item["OutputKey"]: item["OutputValue"]
        for stack in prod.client("cloudformation").describe_stacks()["Stacks"]
        if stack["StackName"].startswith("vigie-prod-")
        for item in stack.get("Outputs", ())
    }
    database = HERE.format("rds-db", f"dbuser:{outputs['WarehouseResourceId']}")
    places = {
        "{lake key}": outputs["LakeKeyArn"],
        "{warehouse key}": outputs["WarehouseKeyArn"],
        "{administrator}": outputs["AdministratorSecretArn"],
        "{transformer}": outputs["TransformerPasswordArn"],
        "{reader}": outputs["ReaderPasswordArn"],
        "{db}": database,
    }
    lake = json.loads(s3.get_bucket_policy(Bucket=LAKE.rsplit(":", 1)[1])["Policy"])
    arn = "arn:aws:iam::123456789012:policy/vigie-prod-boundary"
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    boundary = iam.get_policy_version(PolicyArn=arn, VersionId=version)
    boundary = boundary["PolicyVersion"]["Document"]
    assert len(json.dumps(boundary, separators=(",", ":"))) < 6144

    def ask(role, action, resource, more):
        for word, place in places.items():
            resource = resource.replace(word, place)
        name = f"vigie-prod-{role}"
        bounded = "PermissionsBoundary" in iam.get_role(RoleName=name)["Role"]
        assert bounded == (role not in ("operator", "deploy"))
        own = [
            iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
        ]
        context = {**USUAL, "aws:PrincipalArn": ROLE.format(name), **more}
        if action == "iam:PassRole":
            context["iam:PassedToService"] = "ecs-tasks.amazonaws.com"
        on_resource = [lake] if resource.startswith(LAKE) else []
        limit = boundary if bounded else None
        return allowed(own, limit, on_resource, action, resource, context)

    return ask


USUAL = {
    "aws:RequestedRegion": "eu-west-3",
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "aws:PrincipalAccount": "123456789012",
    "aws:PrincipalIsAWSService": "false",
}


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
