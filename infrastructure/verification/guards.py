"""The trail, the network and who may do what."""

import json
from datetime import UTC, datetime, timedelta

from infrastructure.blueprints import blueprint
from infrastructure.verification.items import Deployed, must, same

# A trail delivers within about fifteen minutes.
LATEST_DELIVERY = timedelta(hours=2)


@must("audit", "the trail covers every region, is encrypted and validated")
def trail_is_whole(deployed: Deployed) -> None:
    found = deployed.cloudtrail.describe_trails(trailNameList=[deployed.target.name])
    # Another stage of the account may have a trail of its own.
    names = {trail["Name"]: trail for trail in found["trailList"]}
    trail = names[deployed.target.name]
    same(trail["IsMultiRegionTrail"], True, "every region")
    same(trail["LogFileValidationEnabled"], True, "validation")
    same(trail["KmsKeyId"], deployed.outputs["OperationsKeyArn"], "the key")
    same(bool(trail.get("CloudWatchLogsLogGroupArn")), True, "its log group")


@must("audit", "the trail is on, and delivers")
def trail_delivers(deployed: Deployed) -> None:
    status = deployed.cloudtrail.get_trail_status(Name=deployed.target.name)
    same(status["IsLogging"], True, "whether it is on")
    same(status.get("LatestDeliveryError", ""), "", "its last error")
    delivered, began = status.get("LatestDeliveryTime"), status["StartLoggingTime"]
    now = datetime.now(UTC)
    if now - began > LATEST_DELIVERY:
        is_recent = delivered is not None and now - delivered < LATEST_DELIVERY
        same(is_recent, True, f"delivery ({delivered})")


@must("audit", "the trail records reads and writes of the lake")
def trail_records_the_lake(deployed: Deployed) -> None:
    found = deployed.cloudtrail.get_event_selectors(TrailName=deployed.target.name)
    (selector,) = found["EventSelectors"]
    same(selector["ReadWriteType"], "All", "reads and writes")
    values = [value for data in selector["DataResources"] for value in data["Values"]]
    same(f"{deployed.outputs['LakeBucketArn']}/" in values, True, "the lake in it")


@must("network", "the default security group lets nothing through")
def default_group_is_closed(deployed: Deployed) -> None:
    (group,) = deployed.ec2.describe_security_groups(
        Filters=[
            {"Name": "vpc-id", "Values": [deployed.outputs["NetworkId"]]},
            {"Name": "group-name", "Values": ["default"]},
        ]
    )["SecurityGroups"]
    same(group["IpPermissions"], [], "what comes in")
    same(group["IpPermissionsEgress"], [], "what goes out")


@must("network", "no security group lets the internet in")
def groups_are_closed(deployed: Deployed) -> None:
    found = deployed.ec2.describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [deployed.outputs["NetworkId"]]}]
    )["SecurityGroups"]
    open_groups = [
        group["GroupName"]
        for group in found
        for rule in group["IpPermissions"]
        if rule.get("IpRanges") or rule.get("Ipv6Ranges")
    ]
    same(open_groups, [], "groups with address ranges")


@must("network", "the network's flows are logged")
def flows_are_logged(deployed: Deployed) -> None:
    found = deployed.ec2.describe_flow_logs(
        Filters=[{"Name": "resource-id", "Values": [deployed.outputs["NetworkId"]]}]
    )["FlowLogs"]
    same([(f["FlowLogStatus"], f["TrafficType"]) for f in found], [("ACTIVE", "ALL")])


@must("security", "each role has its own policy, and jobs stand in the boundary")
def roles_are_as_written(deployed: Deployed) -> None:
    name = deployed.target.name
    for resource in blueprint("security").resources.values():
        if resource["Type"] != "AWS::IAM::Role":
            continue
        template = resource["Properties"]
        role = template["RoleName"]["Fn::Sub"].replace("vigie-${Stage}", name)
        found = deployed.iam.get_role(RoleName=role)["Role"]
        bounded = found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", "")
        if "PermissionsBoundary" in template:
            same(bounded.rsplit("/", 1)[-1], f"{name}-boundary", f"{role}'s boundary")
        attached = deployed.iam.list_attached_role_policies(RoleName=role)
        same(attached["AttachedPolicies"], [], f"what was attached to {role}")
        for policy in template["Policies"]:
            answer = deployed.iam.get_role_policy(
                RoleName=role, PolicyName=policy["PolicyName"]
            )
            sids = [s["Sid"] for s in statements(answer["PolicyDocument"])]
            wanted = [s["Sid"] for s in policy["PolicyDocument"]["Statement"]]
            same(sids, wanted, f"{role}'s statements")


def statements(document: dict | str) -> list[dict]:
    """Return a policy's statements, whether it came parsed or as text."""
    parsed = json.loads(document) if isinstance(document, str) else document
    return parsed["Statement"]


@must("security", "no role may do everything, or anything to everything of a service")
def no_role_may_do_everything(deployed: Deployed) -> None:
    pages = deployed.iam.get_paginator("list_roles")
    wide = []
    for page in pages.paginate():
        for role in page["Roles"]:
            if not role["RoleName"].startswith(f"{deployed.target.name}-"):
                continue
            names = deployed.iam.list_role_policies(RoleName=role["RoleName"])
            for policy in names["PolicyNames"]:
                answer = deployed.iam.get_role_policy(
                    RoleName=role["RoleName"], PolicyName=policy
                )
                for statement in statements(answer["PolicyDocument"]):
                    actions = statement.get("Action", "*")
                    listed = [actions] if isinstance(actions, str) else actions
                    if statement["Effect"] == "Allow" and any(
                        action.endswith("*") for action in listed
                    ):
                        wide.append(f"{role['RoleName']}: {statement['Sid']}")
    same(wide, [], "statements with wildcards of a service")
