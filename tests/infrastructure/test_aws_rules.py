"""What AWS refuses, or drops in silence, and neither linters nor moto know of."""

import json

import pytest
from moto.events.models import EventPattern

from infrastructure.blueprints import ORDER, blueprint
from tests.infrastructure.emulator import ROOT


def properties(concern, name):
    """Return what a template says of one resource."""
    return blueprint(concern).resources[name]["Properties"]


def actions(statements):
    """Return what statements allow."""
    listed = [statement["Action"] for statement in statements]
    return {
        action
        for actions in listed
        for action in ([actions] if isinstance(actions, str) else actions)
    }


def test_no_condition_loses_what_eventbridge_tells():
    """AWS drops in silence what a condition on the source keeps from topic or key."""
    seen = set()
    for concern in ORDER:
        for resource in blueprint(concern).resources.values():
            kind, said = resource["Type"], resource["Properties"]
            policy = said.get("KeyPolicy") or said.get("PolicyDocument")
            if kind not in ("AWS::KMS::Key", "AWS::SNS::TopicPolicy") or not policy:
                continue
            for statement in policy["Statement"]:
                if "events.amazonaws.com" in str(statement["Principal"]):
                    seen.add(kind)
                    assert "Condition" not in statement, statement["Sid"]
    assert seen == {"AWS::KMS::Key", "AWS::SNS::TopicPolicy"}


def test_the_trail_may_use_the_key_of_its_bucket():
    """Into a bucket with a key of its own no trail is made that may not decrypt.

    Source: CloudTrail user guide, “Configure AWS KMS key policies for CloudTrail”,
    consulted 2026-11.
    """
    encryption = properties("audit", "TrailBucket")["BucketEncryption"]
    (rule,) = encryption["ServerSideEncryptionConfiguration"]
    trails = [
        statement
        for statement in properties("audit", "OperationsKey")["KeyPolicy"]["Statement"]
        if statement["Principal"].get("Service") == "cloudtrail.amazonaws.com"
    ]

    assert rule["BucketKeyEnabled"]
    assert {"kms:GenerateDataKey*", "kms:Decrypt", "kms:DescribeKey"} <= actions(trails)


def test_flow_logs_have_the_five_permissions_that_aws_wants():
    """Source: VPC user guide, “IAM role for publishing flow logs”, seen 2026-11."""
    (policy,) = properties("network", "FlowLogRole")["Policies"]
    assert actions(policy["PolicyDocument"]["Statement"]) == {
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
    }


@pytest.mark.parametrize(
    "made, tagged",
    [
        ("ecs:RegisterTaskDefinition", "ecs:TagResource"),
        ("events:PutRule", "events:TagResource"),
        ("cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"),
        ("lambda:UpdateFunctionCode", "lambda:TagResource"),
        ("rds:ModifyDBInstance", "rds:AddTagsToResource"),
    ],
)
def test_whoever_deploys_may_tag_what_he_makes(made, tagged):
    """A stack's tags go to what it makes: AWS refuses to make it without.

    Source: ECS developer guide, “Grant permission to tag resources on creation”, and
    the API references of PutRule and PutMetricAlarm, consulted 2026-11.
    """
    (policy,) = properties("security", "DeployRole")["Policies"]

    assert {made, tagged} <= actions(policy["PolicyDocument"]["Statement"])


def test_no_column_of_a_table_is_also_its_partition():
    """Athena refuses such a table: “Table descriptor contains duplicate columns”."""
    for resource in blueprint("catalog").resources.values():
        if resource["Type"] == "AWS::Glue::Table":
            table = resource["Properties"]["TableInput"]
            columns = table["StorageDescriptor"]["Columns"] + table["PartitionKeys"]
            names = [column["Name"] for column in columns]
            assert len(names) == len(set(names)), table["Name"]


@pytest.mark.parametrize(
    "task, end, is_told",
    [
        ("transform", {"containers": {"exitCode": 0}}, False),
        ("transform", {"containers": {"exitCode": 1}}, True),
        # Memory ran out: Linux kills.
        ("transform", {"containers": {"exitCode": 137}}, True),
        ("transform", {"stopCode": "TaskFailedToStart"}, True),
        ("tunnel", {"containers": {"exitCode": 143}}, False),
        ("tunnel", {"containers": {"exitCode": 137}}, False),
    ],
)
def test_a_transform_that_ends_badly_is_told_however_it_ends(task, end, is_told):
    said = properties("monitoring", "TransformFailed")["EventPattern"]
    text = json.dumps(said).replace('{"Ref": "ClusterArn"}', '"cluster"')
    # Names stand for themselves, in the pattern and in the event.
    text = text.replace('{"Fn::Sub": ', "").replace('transform:"}', 'transform:"')
    family = properties("jobs", "TransformTask")["Family"]["Fn::Sub"]
    account = "${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}"
    name = family.replace("transform", task)
    event = {
        "source": "aws.ecs",
        "detail-type": "ECS Task State Change",
        "detail": {
            "clusterArn": "cluster",
            "taskDefinitionArn": f"arn:{account}:task-definition/{name}:7",
            "lastStatus": "STOPPED",
            **end,
        },
    }

    assert EventPattern.load(text).matches_event(event) == is_told


def test_the_image_is_built_for_the_processor_that_runs_it():
    """Fargate takes x86 where a task does not say, whatever the builder's laptop is."""
    for resource in blueprint("jobs").resources.values():
        if resource["Type"] == "AWS::ECS::TaskDefinition":
            assert "RuntimePlatform" not in resource["Properties"]
    guide = (ROOT / "docs" / "aws.md").read_text()
    assert guide.count("docker build") == guide.count("build --platform linux/amd64")
