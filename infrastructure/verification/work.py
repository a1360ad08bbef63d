"""The jobs, their clock, and who is told."""

from infrastructure.verification.items import Deployed, must, same

FUNCTIONS = ("plan", "collect", "load", "erase", "keep", "digest")
CLOCKS = ("plan", "load", "digest", "transform")
SUPPORTED = "python3.13"


@must("jobs", "each function is in the network, limited, and says what it gave up")
def functions_are_guarded(deployed: Deployed) -> None:
    for name in FUNCTIONS:
        function = f"{deployed.target.name}-{name}"
        found = deployed.target.client("lambda").get_function_configuration(
            FunctionName=function
        )
        same(found["Runtime"], SUPPORTED, f"the runtime of {name}")
        same(len(found["VpcConfig"]["SubnetIds"]), 2, f"the subnets of {name}")
        same("DeadLetterConfig" in found, True, f"the dead letters of {name}")
        same(found["KMSKeyArn"], deployed.outputs["OperationsKeyArn"], "the key")
        limit = deployed.target.client("lambda").get_function_concurrency(
            FunctionName=function
        )
        same(limit.get("ReservedConcurrentExecutions", 0) > 0, True, f"{name}'s limit")


@must("jobs", "no setting of a function holds a secret")
def settings_hold_no_secret(deployed: Deployed) -> None:
    for name in FUNCTIONS:
        found = deployed.target.client("lambda").get_function_configuration(
            FunctionName=f"{deployed.target.name}-{name}"
        )
        values = found.get("Environment", {}).get("Variables", {})
        secret = [
            key
            for key in values
            if key == "PGPASSWORD" or key.endswith("CLIENT_SECRET")
        ]
        same(secret, [], f"secrets of {name}")


@must("jobs", "the clock runs")
def clock_runs(deployed: Deployed) -> None:
    for name in CLOCKS:
        rule = f"{deployed.target.name}-{name}"
        found = deployed.events.describe_rule(Name=rule)
        same(found["State"], "ENABLED", rule)
        targets = deployed.events.list_targets_by_rule(Rule=rule)["Targets"]
        same(len(targets), 1, f"targets of {rule}")


@must("jobs", "slices that fail three times are kept aside")
def slices_are_kept(deployed: Deployed) -> None:
    found = deployed.sqs.get_queue_attributes(
        QueueUrl=deployed.outputs["SlicesQueueUrl"], AttributeNames=["All"]
    )["Attributes"]
    same("RedrivePolicy" in found, True, "the place for failed slices")
    same(bool(found.get("KmsMasterKeyId")), True, "encryption")
    mappings = deployed.target.client("lambda").list_event_source_mappings(
        FunctionName=f"{deployed.target.name}-collect"
    )["EventSourceMappings"]
    same([m["State"] for m in mappings], ["Enabled"], "what takes slices")


@must("warehouse", "passwords change by themselves")
def passwords_rotate(deployed: Deployed) -> None:
    for name in ("TransformerPasswordArn", "ReaderPasswordArn"):
        found = deployed.secretsmanager.describe_secret(SecretId=deployed.outputs[name])
        same(found.get("RotationEnabled"), True, f"rotation of {name}")
        same(found.get("KmsKeyId"), deployed.outputs["WarehouseKeyArn"], "the key")


@must("monitoring", "every alarm is on, and tells someone")
def alarms_are_wired(deployed: Deployed) -> None:
    pages = deployed.cloudwatch.get_paginator("describe_alarms")
    alarms = [
        alarm
        for page in pages.paginate(AlarmNamePrefix=f"{deployed.target.name}-")
        for alarm in page["MetricAlarms"]
    ]
    topic = deployed.outputs["AlarmsTopicArn"]
    mute = [
        alarm["AlarmName"]
        for alarm in alarms
        if topic not in alarm["AlarmActions"] or not alarm["ActionsEnabled"]
    ]
    same(mute, [], "alarms that tell nobody")
    same(len(alarms) >= 35, True, f"whether {len(alarms)} alarms are all")


@must("monitoring", "each CIS filter has its alarm")
def filters_have_alarms(deployed: Deployed) -> None:
    found = deployed.logs.describe_metric_filters(
        logGroupName=deployed.outputs["TrailLogGroupName"]
    )["metricFilters"]
    same(len(found), 15, "the number of filters")
    for item in found:
        (change,) = item["metricTransformations"]
        alarms = deployed.cloudwatch.describe_alarms_for_metric(
            MetricName=change["metricName"], Namespace=change["metricNamespace"]
        )["MetricAlarms"]
        same(len(alarms), 1, f"alarms of {item['filterName']}")


@must("monitoring", "topics are encrypted")
def topics_are_encrypted(deployed: Deployed) -> None:
    found = deployed.sns.get_topic_attributes(
        TopicArn=deployed.outputs["AlarmsTopicArn"]
    )["Attributes"]
    same(found.get("KmsMasterKeyId"), deployed.outputs["OperationsKeyArn"], "the key")
