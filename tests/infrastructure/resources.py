"""How the emulator makes what moto's CloudFormation does not, or makes half.

Each function applies a template's own properties through boto3, so that what the
services then answer is what the template said. `NOT_APPLIED` names, for each kind, the
properties that the emulated service cannot hold: nobody may take them for tested.
"""

import json
import secrets

# Properties that moto's services drop; only an account can show what they do.
NOT_APPLIED = {
    # moto knows no analyzers at all.
    "AWS::AccessAnalyzer::Analyzer": {"AnalyzerName", "Type"},
    "AWS::Budgets::Budget": {"Budget.CostFilters"},
    # The emulated account has one catalogue.
    "AWS::Glue::Database": {"CatalogId"},
    "AWS::Glue::Table": {"CatalogId"},
    "AWS::Lambda::Function": {"EphemeralStorage", "LoggingConfig", "Architectures"},
    "AWS::RDS::DBInstance": {"DeleteAutomatedBackups", "StorageType"},
    "AWS::S3::Bucket": {"LifecycleConfiguration.ExpiredObjectDeleteMarker"},
    "AWS::SecretsManager::RotationSchedule": {"RotateImmediatelyOnUpdate"},
    "AWS::SecurityHub::Hub": {"AutoEnableControls"},
}


# kind: what names it, and the properties whose change makes a new one beside it.
REPLACED_BY = {
    "AWS::RDS::DBInstance": (
        "DBInstanceIdentifier",
        ("DBSnapshotIdentifier", "KmsKeyId", "MasterUsername", "DBSubnetGroupName"),
    ),
}
# moto's functions forget where they say what failed; the emulator remembers for them.
dead_letters = {}


def clean(value):
    """Drop AWS::NoValue, and read the words that parameters bring as what they are."""
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [clean(item) for item in value if item is not None]
    return (
        {"true": True, "false": False}.get(value, value)
        if value
        in (
            "true",
            "false",
        )
        else value
    )


class Noticing(dict):
    """A template's properties that notice which of them a maker looks at."""

    def __init__(self, values):
        super().__init__(values)
        self.unread = set(values)

    def __getitem__(self, key):
        self.unread.discard(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.unread.discard(key)
        return super().get(key, default)

    def __iter__(self):
        # Or unpacking would pass `__getitem__` by.
        return super().__iter__()

    def items(self):
        return [(key, self[key]) for key in self]


def lower(value):
    """Write the first letter of every key small, as some services want it."""
    if isinstance(value, dict):
        return {k[:1].lower() + k[1:]: lower(v) for k, v in value.items()}
    return [lower(item) for item in value] if isinstance(value, list) else value


def texts(value):
    """Write booleans back as words: some properties are texts."""
    if isinstance(value, dict):
        return {k: texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else value


def bucket(aws, p):
    name = p["BucketName"]
    s3 = aws("s3")
    s3.create_bucket(
        Bucket=name,
        CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name},
    )
    rules = [
        {
            **{k: v for k, v in rule.items() if k == "BucketKeyEnabled"},
            "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
        }
        for rule in p["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    ]
    s3.put_bucket_encryption(
        Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules}
    )
    s3.put_public_access_block(
        Bucket=name, PublicAccessBlockConfiguration=p["PublicAccessBlockConfiguration"]
    )
    s3.put_bucket_ownership_controls(
        Bucket=name, OwnershipControls=p["OwnershipControls"]
    )
    s3.put_bucket_versioning(
        Bucket=name, VersioningConfiguration=p["VersioningConfiguration"]
    )
    s3.put_bucket_lifecycle_configuration(
        Bucket=name,
        LifecycleConfiguration={
            "Rules": [lifecycle(rule) for rule in p["LifecycleConfiguration"]["Rules"]]
        },
    )
    if logging := p.get("LoggingConfiguration"):
        s3.put_bucket_logging(
            Bucket=name,
            BucketLoggingStatus={
                "LoggingEnabled": {
                    "TargetBucket": logging["DestinationBucketName"],
                    "TargetPrefix": logging["LogFilePrefix"],
                }
            },
        )
    return name, {"Arn": f"arn:aws:s3:::{name}"}


def lifecycle(rule):
    """Write a rule of a template as the API has it."""
    out = {"ID": rule["Id"], "Status": rule["Status"]}
    out["Filter"] = {"Prefix": rule.get("Prefix", "")}
    if "ExpirationInDays" in rule:
        out["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "Transitions" in rule:
        out["Transitions"] = [
            {"StorageClass": t["StorageClass"], "Days": t["TransitionInDays"]}
            for t in rule["Transitions"]
        ]
    for same in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
        if same in rule:
            out[same] = rule[same]
    return out


def bucket_policy(aws, p):
    aws("s3").put_bucket_policy(
        Bucket=p["Bucket"], Policy=json.dumps(texts(p["PolicyDocument"]))
    )
    return p["Bucket"], {}


def queue_policy(aws, p):
    for url in p["Queues"]:
        aws("sqs").set_queue_attributes(
            QueueUrl=url, Attributes={"Policy": json.dumps(texts(p["PolicyDocument"]))}
        )
    return p["Queues"][0], {}


def topic_policy(aws, p):
    for arn in p["Topics"]:
        aws("sns").set_topic_attributes(
            TopicArn=arn,
            AttributeName="Policy",
            AttributeValue=json.dumps(texts(p["PolicyDocument"])),
        )
    return p["Topics"][0], {}


def subscription(aws, p):
    answer = aws("sns").subscribe(**p, ReturnSubscriptionArn=True)
    return answer["SubscriptionArn"], {}


def trail(aws, p):
    client, name = aws("cloudtrail"), p["TrailName"]
    client.create_trail(
        Name=name,
        S3BucketName=p["S3BucketName"],
        IsMultiRegionTrail=p["IsMultiRegionTrail"],
        IncludeGlobalServiceEvents=p["IncludeGlobalServiceEvents"],
        EnableLogFileValidation=p["EnableLogFileValidation"],
        KmsKeyId=p["KMSKeyId"],
        CloudWatchLogsLogGroupArn=p["CloudWatchLogsLogGroupArn"],
        CloudWatchLogsRoleArn=p["CloudWatchLogsRoleArn"],
    )
    client.put_event_selectors(TrailName=name, EventSelectors=p["EventSelectors"])
    if p["IsLogging"]:
        client.start_logging(Name=name)
    return name, {}


def glue_database(aws, p):
    aws("glue").create_database(DatabaseInput=p["DatabaseInput"])
    return p["DatabaseInput"]["Name"], {}


def glue_table(aws, p):
    table = {**p["TableInput"], "Parameters": texts(p["TableInput"]["Parameters"])}
    aws("glue").create_table(DatabaseName=p["DatabaseName"], TableInput=table)
    return f"{p['DatabaseName']}|{table['Name']}", {}


def glue_table_gone(aws, name, p):
    database, table = name.split("|")
    aws("glue").delete_table(DatabaseName=database, Name=table)


def work_group(aws, p):
    p = dict(p)
    p.pop("RecursiveDeleteOption")
    settings = p.pop("WorkGroupConfiguration")
    aws("athena").create_work_group(**p, Configuration=settings)
    return p["Name"], {}


def named_query(aws, p):
    return aws("athena").create_named_query(**p)["NamedQueryId"], {}


def alarm(aws, p):
    aws("cloudwatch").put_metric_alarm(**p)
    return p["AlarmName"], {}


def metric_filter(aws, p):
    aws("logs").put_metric_filter(
        filterName=p["FilterName"],
        logGroupName=p["LogGroupName"],
        filterPattern=p["FilterPattern"],
        metricTransformations=lower(p["MetricTransformations"]),
    )
    return f"{p['LogGroupName']}|{p['FilterName']}", {}


def metric_filter_gone(aws, name, p):
    group, filter_name = name.split("|")
    aws("logs").delete_metric_filter(logGroupName=group, filterName=filter_name)


def secret(aws, p):
    wish = p["GenerateSecretString"]
    value = json.loads(wish["SecretStringTemplate"])
    value[wish["GenerateStringKey"]] = aws("secretsmanager").get_random_password(
        PasswordLength=wish["PasswordLength"],
        ExcludePunctuation=wish["ExcludePunctuation"],
    )["RandomPassword"]
    answer = aws("secretsmanager").create_secret(
        Name=p["Name"],
        Description=p["Description"],
        KmsKeyId=p["KmsKeyId"],
        SecretString=json.dumps(value),
    )
    return answer["ARN"], {}


def rotation(aws, p):
    aws("secretsmanager").rotate_secret(
        SecretId=p["SecretId"],
        RotationLambdaARN=p["RotationLambdaARN"],
        RotationRules=p["RotationRules"],
        RotateImmediately=p["RotateImmediatelyOnUpdate"],
    )
    return p["SecretId"], {}


def event_subscription(aws, p):
    aws("rds").create_event_subscription(**p)
    return p["SubscriptionName"], {}


def budget(aws, p):
    account = aws("sts").get_caller_identity()["Account"]
    wanted = dict(p["Budget"])
    wanted.pop("CostFilters")
    limit = wanted["BudgetLimit"]
    wanted["BudgetLimit"] = {"Amount": str(limit["Amount"]), "Unit": limit["Unit"]}
    aws("budgets").create_budget(AccountId=account, Budget=wanted)
    for item in p["NotificationsWithSubscribers"]:
        aws("budgets").create_notification(
            AccountId=account, BudgetName=wanted["BudgetName"], **item
        )
    return wanted["BudgetName"], {}


def budget_gone(aws, name, p):
    account = aws("sts").get_caller_identity()["Account"]
    aws("budgets").delete_budget(AccountId=account, BudgetName=name)


def tries(aws, p):
    aws("lambda").put_function_event_invoke_config(**p)
    return f"{p['FunctionName']}|{p['Qualifier']}", {}


def tagged(kind, p):
    """Return an EC2 creation's argument for tags."""
    return [{"ResourceType": kind, "Tags": p.get("Tags", [])}]


def key(aws, p):
    """Make a key with its policy as text: moto's own maker leaves it unreadable."""
    client = aws("kms")
    assert p["PendingWindowInDays"] >= 7, "KMS waits no less"
    made = client.create_key(
        Description=p["Description"], Policy=json.dumps(texts(p["KeyPolicy"]))
    )["KeyMetadata"]
    if p["EnableKeyRotation"]:
        client.enable_key_rotation(KeyId=made["KeyId"])
    return made["KeyId"], {"Arn": made["Arn"]}


def key_gone(aws, name, p):
    aws("kms").schedule_key_deletion(
        KeyId=name, PendingWindowInDays=p["PendingWindowInDays"]
    )


def network(aws, p):
    """Make a network with its names: moto's own maker drops both switches."""
    client = aws("ec2")
    made = client.create_vpc(
        CidrBlock=p["CidrBlock"], TagSpecifications=tagged("vpc", p)
    )["Vpc"]["VpcId"]
    for switch in ("EnableDnsSupport", "EnableDnsHostnames"):
        client.modify_vpc_attribute(VpcId=made, **{switch: {"Value": p[switch]}})
    return made, {}


def route_table(aws, p):
    answer = aws("ec2").create_route_table(
        VpcId=p["VpcId"], TagSpecifications=tagged("route-table", p)
    )
    return answer["RouteTable"]["RouteTableId"], {}


def subnet_routes(aws, p):
    return aws("ec2").associate_route_table(**p)["AssociationId"], {}


def nat_gateway(aws, p):
    answer = aws("ec2").create_nat_gateway(
        AllocationId=p["AllocationId"],
        SubnetId=p["SubnetId"],
        TagSpecifications=tagged("natgateway", p),
    )
    return answer["NatGateway"]["NatGatewayId"], {}


def address(aws, p):
    answer = aws("ec2").allocate_address(Domain=p["Domain"])
    return answer["PublicIp"], {"AllocationId": answer["AllocationId"]}


def address_gone(aws, name, p):
    client = aws("ec2")
    (found,) = client.describe_addresses(PublicIps=[name])["Addresses"]
    client.release_address(AllocationId=found["AllocationId"])


def endpoint(aws, p):
    answer = aws("ec2").create_vpc_endpoint(**p)
    return answer["VpcEndpoint"]["VpcEndpointId"], {}


def endpoint_gone(aws, name, p):
    aws("ec2").delete_vpc_endpoints(VpcEndpointIds=[name])


def permission(rule):
    """Write a rule of a security group as the API has it."""
    out = {"IpProtocol": rule["IpProtocol"]}
    out |= {k: int(rule[k]) for k in ("FromPort", "ToPort") if k in rule}
    range_ = {"CidrIp": rule["CidrIp"], "Description": rule["Description"]}
    return {**out, "IpRanges": [range_]}


def security_group(aws, p):
    client = aws("ec2")
    group = client.create_security_group(
        GroupName=p["GroupName"],
        Description=p["GroupDescription"],
        VpcId=p["VpcId"],
        TagSpecifications=tagged("security-group", p),
    )["GroupId"]
    (made,) = client.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    client.revoke_security_group_egress(
        GroupId=group, IpPermissions=made["IpPermissionsEgress"]
    )
    client.authorize_security_group_egress(
        GroupId=group,
        IpPermissions=[permission(rule) for rule in p["SecurityGroupEgress"]],
    )
    return group, {"GroupId": group}


def internet_gateway(aws, p):
    answer = aws("ec2").create_internet_gateway(
        TagSpecifications=tagged("internet-gateway", p)
    )
    return answer["InternetGateway"]["InternetGatewayId"], {}


def attachment(aws, p):
    aws("ec2").attach_internet_gateway(**p)
    return p["InternetGatewayId"], {}


def attachment_gone(aws, name, p):
    aws("ec2").detach_internet_gateway(**p)


def flow_log(aws, p):
    arguments = {**p, "ResourceIds": [p["ResourceId"]]}
    arguments.pop("ResourceId")
    return aws("ec2").create_flow_logs(**arguments)["FlowLogIds"][0], {}


def flow_log_gone(aws, name, p):
    aws("ec2").delete_flow_logs(FlowLogIds=[name])


def log_group(aws, p):
    client, name = aws("logs"), p["LogGroupName"]
    client.create_log_group(logGroupName=name, kmsKeyId=p["KmsKeyId"])
    client.put_retention_policy(
        logGroupName=name, retentionInDays=int(p["RetentionInDays"])
    )
    arn = client.describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]["arn"]
    return name, {"Arn": arn}


def subnet(aws, p):
    client = aws("ec2")
    made = client.create_subnet(
        VpcId=p["VpcId"],
        CidrBlock=p["CidrBlock"],
        AvailabilityZone=p["AvailabilityZone"],
        TagSpecifications=tagged("subnet", p),
    )["Subnet"]["SubnetId"]
    client.modify_subnet_attribute(
        SubnetId=made, MapPublicIpOnLaunch={"Value": p["MapPublicIpOnLaunch"]}
    )
    return made, {}


def managed_policy(aws, p):
    answer = aws("iam").create_policy(
        PolicyName=p["ManagedPolicyName"],
        Description=p["Description"],
        PolicyDocument=json.dumps(texts(p["PolicyDocument"])),
    )
    return answer["Policy"]["Arn"], {}


def role(aws, p):
    client, name = aws("iam"), p["RoleName"]
    arguments = {"MaxSessionDuration": p.get("MaxSessionDuration", 3600)}
    if boundary := p.get("PermissionsBoundary"):
        arguments["PermissionsBoundary"] = boundary
    answer = client.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=json.dumps(texts(p["AssumeRolePolicyDocument"])),
        **arguments,
    )
    for policy in p.get("Policies", ()):
        client.put_role_policy(
            RoleName=name,
            PolicyName=policy["PolicyName"],
            PolicyDocument=json.dumps(texts(policy["PolicyDocument"])),
        )
    for arn in p.get("ManagedPolicyArns", ()):
        client.attach_role_policy(RoleName=name, PolicyArn=arn)
    return name, {"Arn": answer["Role"]["Arn"]}


def role_gone(aws, name, p):
    client = aws("iam")
    for policy in p.get("Policies", ()):
        client.delete_role_policy(RoleName=name, PolicyName=policy["PolicyName"])
    for arn in p.get("ManagedPolicyArns", ()):
        client.detach_role_policy(RoleName=name, PolicyArn=arn)
    client.delete_role(RoleName=name)


def subnet_group(aws, p):
    aws("rds").create_db_subnet_group(**p)
    return p["DBSubnetGroupName"], {}


def parameter_group(aws, p):
    client, name = aws("rds"), p["DBParameterGroupName"]
    client.create_db_parameter_group(
        DBParameterGroupName=name,
        Description=p["Description"],
        DBParameterGroupFamily=p["Family"],
    )
    client.modify_db_parameter_group(
        DBParameterGroupName=name,
        Parameters=[
            {"ParameterName": k, "ParameterValue": v, "ApplyMethod": "pending-reboot"}
            for k, v in p["Parameters"].items()
        ],
    )
    return name, {}


def database(aws, p):
    """Make an instance, and the secret that RDS itself would keep for it."""
    name = p["DBInstanceIdentifier"]
    arguments = dict(p)
    arguments.pop("DeleteAutomatedBackups")
    arguments["VpcSecurityGroupIds"] = arguments.pop("VPCSecurityGroups")
    key = arguments.pop("MasterUserSecret")["KmsKeyId"]
    arguments.pop("ManageMasterUserPassword")
    for number in ("AllocatedStorage", "MaxAllocatedStorage", "BackupRetentionPeriod"):
        arguments[number] = int(arguments[number])
    client, snapshot = aws("rds"), arguments.get("DBSnapshotIdentifier")
    if snapshot:
        operation = client.meta.service_model.operation_model(
            "RestoreDBInstanceFromDBSnapshot"
        )
        kept = arguments.keys() & operation.input_shape.members.keys()
        client.restore_db_instance_from_db_snapshot(**{k: arguments[k] for k in kept})
    else:
        client.create_db_instance(**arguments, MasterUserPassword=secrets.token_hex(8))
    value = {"username": "vigie_administrator", "password": secrets.token_urlsafe(24)}
    held = aws("secretsmanager").create_secret(
        Name=f"rds!db-{name}", KmsKeyId=key, SecretString=json.dumps(value)
    )
    (made,) = client.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    return name, {
        "Endpoint.Address": made["Endpoint"]["Address"],
        "DbiResourceId": made["DbiResourceId"],
        "MasterUserSecret.SecretArn": held["ARN"],
    }


def database_gone(aws, name, p):
    aws("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
    aws("secretsmanager").delete_secret(
        SecretId=f"rds!db-{name}", ForceDeleteWithoutRecovery=True
    )


def function(aws, p):
    arguments = {
        k: v
        for k, v in p.items()
        if k not in ("ReservedConcurrentExecutions", "KmsKeyArn")
    }
    variables = p.get("Environment", {}).get("Variables", {})
    arguments["Environment"] = {"Variables": {k: str(v) for k, v in variables.items()}}
    client = aws("lambda")
    answer = client.create_function(**arguments, KMSKeyArn=p["KmsKeyArn"])
    dead_letters[p["FunctionName"]] = p["DeadLetterConfig"]
    client.put_function_concurrency(
        FunctionName=p["FunctionName"],
        ReservedConcurrentExecutions=p["ReservedConcurrentExecutions"],
    )
    return p["FunctionName"], {"Arn": answer["FunctionArn"]}


def allowance(aws, p):
    name = secrets.token_hex(8)
    aws("lambda").add_permission(**p, StatementId=name)
    return f"{p['FunctionName']}|{name}", {}


def allowance_gone(aws, name, p):
    function_name, statement = name.split("|")
    aws("lambda").remove_permission(FunctionName=function_name, StatementId=statement)


def task(aws, p):
    known = {lower({k: 0}).popitem()[0]: lower(v) for k, v in p.items()}
    for container in known["containerDefinitions"]:
        # The keys of this map are Docker's, not the service's.
        options = container["logConfiguration"]["options"]
        container["logConfiguration"]["options"] = options
        for secret_name in container.get("secrets", ()):
            secret_name["valueFrom"] = str(secret_name["valueFrom"])
        for variable in container.get("environment", ()):
            variable["value"] = str(variable["value"])
    answer = aws("ecs").register_task_definition(**known)
    return answer["taskDefinition"]["taskDefinitionArn"], {}


def cluster(aws, p):
    answer = aws("ecs").create_cluster(
        clusterName=p["ClusterName"], settings=lower(p["ClusterSettings"])
    )
    return p["ClusterName"], {"Arn": answer["cluster"]["clusterArn"]}


def crawler_security(aws, p):
    settings = dict(p["EncryptionConfiguration"])
    settings["S3Encryption"] = settings.pop("S3Encryptions")
    aws("glue").create_security_configuration(
        Name=p["Name"], EncryptionConfiguration=settings
    )
    return p["Name"], {}


def crawler(aws, p):
    aws("glue").create_crawler(**p)
    return p["Name"], {}


def analyzer(aws, p):
    return "arn:aws:access-analyzer:eu-west-3:123456789012:analyzer/vigie-account", {}


def detector(aws, p):
    answer = aws("guardduty").create_detector(
        Enable=p["Enable"],
        FindingPublishingFrequency=p["FindingPublishingFrequency"],
        Features=p["Features"],
    )
    return answer["DetectorId"], {}


def hub(aws, p):
    aws("securityhub").enable_security_hub(
        EnableDefaultStandards=p["EnableDefaultStandards"]
    )
    return "hub", {}


def by(service, operation, argument):
    """Return what deletes a thing by one call with one name."""

    def gone(aws, name, p):
        getattr(aws(service), operation)(**{argument: name})

    return gone


def nothing(aws, name, p):
    """Delete what goes with its owner."""


def tries_gone(aws, name, p):
    function_name, qualifier = name.split("|")
    aws("lambda").delete_function_event_invoke_config(
        FunctionName=function_name, Qualifier=qualifier
    )


def secret_gone(aws, name, p):
    aws("secretsmanager").delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def work_group_gone(aws, name, p):
    aws("athena").delete_work_group(WorkGroup=name, RecursiveDeleteOption=True)


def alarm_gone(aws, name, p):
    aws("cloudwatch").delete_alarms(AlarmNames=[name])


# kind: how it is made, how it goes, and the attributes that templates may ask for
KINDS = {
    "AWS::S3::Bucket": (bucket, by("s3", "delete_bucket", "Bucket")),
    "AWS::S3::BucketPolicy": (
        bucket_policy,
        by("s3", "delete_bucket_policy", "Bucket"),
    ),
    "AWS::SQS::QueuePolicy": (queue_policy, nothing),
    "AWS::SNS::TopicPolicy": (topic_policy, nothing),
    "AWS::SNS::Subscription": (
        subscription,
        by("sns", "unsubscribe", "SubscriptionArn"),
    ),
    "AWS::CloudTrail::Trail": (trail, by("cloudtrail", "delete_trail", "Name")),
    "AWS::Glue::Database": (glue_database, by("glue", "delete_database", "Name")),
    "AWS::Glue::Table": (glue_table, glue_table_gone),
    "AWS::Glue::SecurityConfiguration": (
        crawler_security,
        by("glue", "delete_security_configuration", "Name"),
    ),
    "AWS::Glue::Crawler": (crawler, by("glue", "delete_crawler", "Name")),
    "AWS::Athena::WorkGroup": (work_group, work_group_gone),
    "AWS::Athena::NamedQuery": (named_query, nothing),
    "AWS::CloudWatch::Alarm": (alarm, alarm_gone),
    "AWS::Logs::MetricFilter": (metric_filter, metric_filter_gone),
    "AWS::SecretsManager::Secret": (secret, secret_gone),
    "AWS::SecretsManager::RotationSchedule": (rotation, nothing),
    "AWS::RDS::EventSubscription": (
        event_subscription,
        by("rds", "delete_event_subscription", "SubscriptionName"),
    ),
    "AWS::KMS::Key": (key, key_gone),
    "AWS::EC2::VPC": (network, by("ec2", "delete_vpc", "VpcId")),
    "AWS::EC2::RouteTable": (
        route_table,
        by("ec2", "delete_route_table", "RouteTableId"),
    ),
    "AWS::EC2::SubnetRouteTableAssociation": (
        subnet_routes,
        by("ec2", "disassociate_route_table", "AssociationId"),
    ),
    "AWS::EC2::NatGateway": (
        nat_gateway,
        by("ec2", "delete_nat_gateway", "NatGatewayId"),
    ),
    "AWS::EC2::EIP": (address, address_gone),
    "AWS::EC2::VPCEndpoint": (endpoint, endpoint_gone),
    "AWS::EC2::SecurityGroup": (
        security_group,
        by("ec2", "delete_security_group", "GroupId"),
    ),
    "AWS::Logs::LogGroup": (
        log_group,
        by("logs", "delete_log_group", "logGroupName"),
    ),
    "AWS::EC2::InternetGateway": (
        internet_gateway,
        by("ec2", "delete_internet_gateway", "InternetGatewayId"),
    ),
    "AWS::EC2::VPCGatewayAttachment": (attachment, attachment_gone),
    "AWS::EC2::FlowLog": (flow_log, flow_log_gone),
    "AWS::EC2::Subnet": (subnet, by("ec2", "delete_subnet", "SubnetId")),
    "AWS::IAM::ManagedPolicy": (
        managed_policy,
        by("iam", "delete_policy", "PolicyArn"),
    ),
    "AWS::IAM::Role": (role, role_gone),
    "AWS::RDS::DBSubnetGroup": (
        subnet_group,
        by("rds", "delete_db_subnet_group", "DBSubnetGroupName"),
    ),
    "AWS::RDS::DBParameterGroup": (
        parameter_group,
        by("rds", "delete_db_parameter_group", "DBParameterGroupName"),
    ),
    "AWS::RDS::DBInstance": (database, database_gone),
    "AWS::Budgets::Budget": (budget, budget_gone),
    "AWS::Lambda::EventInvokeConfig": (tries, tries_gone),
    "AWS::Lambda::Permission": (allowance, allowance_gone),
    "AWS::Lambda::Function": (
        function,
        by("lambda", "delete_function", "FunctionName"),
    ),
    "AWS::ECS::Cluster": (cluster, by("ecs", "delete_cluster", "cluster")),
    "AWS::ECS::TaskDefinition": (
        task,
        by("ecs", "deregister_task_definition", "taskDefinition"),
    ),
    "AWS::AccessAnalyzer::Analyzer": (analyzer, nothing),
    "AWS::GuardDuty::Detector": (
        detector,
        by("guardduty", "delete_detector", "DetectorId"),
    ),
    "AWS::SecurityHub::Hub": (
        hub,
        lambda aws, name, p: aws("securityhub").disable_security_hub(),
    ),
}
