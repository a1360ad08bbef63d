"""Drift on the emulated account, where moto knows none.

What a service says of a resource after a deploy is remembered; a comparison asks the
service again: of what runs the jobs, and of what guards the data.
"""

import json
from datetime import UTC, datetime

from botocore.exceptions import ClientError
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult


def rule(aws, name):
    found = aws("events").describe_rule(Name=name)
    return {key: found[key] for key in ("State", "ScheduleExpression") if key in found}


def queue(aws, url):
    names = ["VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy"]
    found = aws("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
    return found["Attributes"]


def alarm(aws, name):
    found = aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return {key: str(found[0][key]) for key in ("Threshold", "AlarmActions")}


def bucket(aws, name):
    client = aws("s3")
    blocked = client.get_public_access_block(Bucket=name)
    return {
        "VersioningConfiguration": client.get_bucket_versioning(Bucket=name).get(
            "Status", "none"
        ),
        "PublicAccessBlockConfiguration": str(
            blocked["PublicAccessBlockConfiguration"]
        ),
    }


def group(aws, name):
    found = aws("ec2").describe_security_groups(GroupIds=[name])["SecurityGroups"][0]
    return {
        "SecurityGroupIngress": written(found["IpPermissions"]),
        "SecurityGroupEgress": written(found["IpPermissionsEgress"]),
    }


def role(aws, name):
    client = aws("iam")
    names = client.list_role_policies(RoleName=name)["PolicyNames"]
    found = {
        policy: client.get_role_policy(RoleName=name, PolicyName=policy)
        for policy in names
    }
    return {
        f"Policies/{policy}": written(said["PolicyDocument"])
        for policy, said in found.items()
    }


def written(said):
    return json.dumps(said, sort_keys=True)


READERS = {
    "AWS::S3::Bucket": bucket,
    "AWS::EC2::SecurityGroup": group,
    "AWS::IAM::Role": role,
    "AWS::Events::Rule": rule,
    "AWS::SQS::Queue": queue,
    "AWS::CloudWatch::Alarm": alarm,
}


class Comparisons:
    """What was deployed, stack by stack, and how what is there differs."""

    def __init__(self, aws):
        self.aws = aws
        self.deployed = {}

    def remember(self, stack):
        """Note what the services say of a stack's resources."""
        self.deployed[stack.name] = {
            resource.logical_resource_id: (kind, resource.physical_resource_id, said)
            for resource in stack.stack_resources
            if (kind := getattr(resource, "cf_resource_type", None)) in READERS
            and (said := self.read(kind, resource.physical_resource_id)) is not None
        }

    def read(self, kind, name):
        """Return what a service says of a resource, None when there is none."""
        try:
            return READERS[kind](self.aws, name)
        except (ClientError, IndexError):
            return None

    def drifts(self, stack):
        """Return a stack's differences, in CloudFormation's words."""
        for logical_id, (kind, name, wanted) in self.deployed.get(stack, {}).items():
            found = self.read(kind, name)
            if found != wanted:
                yield {
                    "LogicalResourceId": logical_id,
                    "ResourceType": kind,
                    "StackResourceDriftStatus": "DELETED"
                    if found is None
                    else "MODIFIED",
                    "PropertyDifferences": [
                        {
                            "PropertyPath": f"/{key}",
                            "ExpectedValue": wanted.get(key, ""),
                            "ActualValue": found.get(key, ""),
                            "DifferenceType": "NOT_EQUAL",
                        }
                        for key in sorted(wanted.keys() | found.keys())
                        if wanted.get(key) != found.get(key)
                    ]
                    if found is not None
                    else [],
                }


def compare_by(comparisons):
    """Let the emulated CloudFormation answer the three calls of a comparison."""
    now = datetime.now(UTC)

    def detect(self):
        return ActionResult({"StackDriftDetectionId": self._get_param("StackName")})

    def status(self):
        asked = self._get_param("StackDriftDetectionId")
        done = {"DetectionStatus": "DETECTION_COMPLETE", "Timestamp": now}
        return ActionResult({"StackId": asked, "StackDriftDetectionId": asked, **done})

    def describe(self):
        stack = self._get_param("StackName")
        drifts = [
            {"StackId": stack, "Timestamp": now, **drift}
            for drift in comparisons.drifts(stack)
        ]
        return ActionResult({"StackResourceDrifts": drifts})

    CloudFormationResponse.detect_stack_drift = detect
    CloudFormationResponse.describe_stack_drift_detection_status = status
    CloudFormationResponse.describe_stack_resource_drifts = describe
