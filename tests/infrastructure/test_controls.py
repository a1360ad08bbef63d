"""Prowler's checks of FSBP and CIS on the deployed stack, each control by its id."""

import csv
import os
import re
import subprocess

import pytest

from infrastructure.verification.items import every_item
from tests.infrastructure.emulator import ROOT
from tests.infrastructure.test_templates import program

SERVICES = (
    "athena awslambda cloudtrail cloudwatch ec2 guardduty iam kms rds s3 "
    "secretsmanager sns sqs vpc"
).split()
# control: prowler's check of it, which must pass for everything of ours
MET = {
    "S3.2": "s3_bucket_policy_public_write_access",
    "S3.3": "s3_bucket_public_access",
    "S3.5": "s3_bucket_secure_transport_policy",
    "S3.8": "s3_bucket_level_public_access_block",
    "S3.12": "s3_bucket_acl_prohibited",
    "S3.13": "s3_bucket_lifecycle_enabled",
    "S3.14": "s3_bucket_object_versioning",
    "RDS.2": "rds_instance_no_public_access",
    "RDS.3": "rds_instance_storage_encrypted",
    "RDS.5": "rds_instance_multi_az",
    "RDS.8": "rds_instance_deletion_protection",
    "RDS.9": "rds_instance_integration_cloudwatch_logs",
    "RDS.10": "rds_instance_iam_authentication_enabled",
    "RDS.11": "rds_instance_backup_enabled",
    "RDS.13": "rds_instance_minor_version_upgrade_enabled",
    "RDS.17": "rds_instance_copy_tags_to_snapshots",
    "RDS.18": "rds_instance_inside_vpc",
    "RDS.23": "rds_instance_non_default_port",
    "RDS.25": "rds_instance_default_admin",
    "RDS.38": "rds_instance_transport_encrypted",
    "CloudTrail.1": "cloudtrail_multi_region_enabled",
    "CloudTrail.2": "cloudtrail_kms_encryption_enabled",
    "CloudTrail.4": "cloudtrail_log_file_validation_enabled",
    "CloudTrail.6": "cloudtrail_logs_s3_bucket_is_not_publicly_accessible",
    "CloudTrail.7": "cloudtrail_logs_s3_bucket_access_logging_enabled",
    "CloudWatch.1": "cloudwatch_log_metric_filter_root_usage",
    "CloudWatch.2": "cloudwatch_log_metric_filter_unauthorized_api_calls",
    "CloudWatch.3": "cloudwatch_log_metric_filter_sign_in_without_mfa",
    "CloudWatch.4": "cloudwatch_log_metric_filter_policy_changes",
    "CloudWatch.6": "cloudwatch_log_metric_filter_authentication_failures",
    "CloudWatch.8": "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes",
    "CloudWatch.10": "cloudwatch_log_metric_filter_security_group_changes",
    "CloudWatch.11": "cloudwatch_changes_to_network_acls_alarm_configured",
    "CloudWatch.12": "cloudwatch_changes_to_network_gateways_alarm_configured",
    "CloudWatch.13": "cloudwatch_changes_to_network_route_tables_alarm_configured",
    "CloudWatch.14": "cloudwatch_changes_to_vpcs_alarm_configured",
    "Lambda.1": "awslambda_function_not_publicly_accessible",
    "Lambda.2": "awslambda_function_using_supported_runtimes",
    "Lambda.3": "awslambda_function_inside_vpc",
    "Lambda.5": "awslambda_function_vpc_multi_az",
    "SNS.1": "sns_topics_kms_encryption_at_rest_enabled",
    "SNS.4": "sns_topics_not_publicly_accessible",
    "SQS.1": "sqs_queues_server_side_encryption_enabled",
    "EC2.6": "vpc_flow_logs_enabled",
    "EC2.10": "vpc_endpoint_for_ec2_enabled",
    "EC2.15": "vpc_subnet_no_public_ip_by_default",
    "S3.6": "s3_bucket_cross_account_access",
    "S3.9": "s3_bucket_server_access_logging_enabled",
    "S3.17": "s3_bucket_kms_encryption",
    "RDS.4": "rds_snapshots_encrypted",
    "SecretsManager.1": "secretsmanager_automatic_rotation_enabled",
    "SecretsManager.4": "secretsmanager_secret_rotated_periodically",
    "S3.10": "s3_bucket_lifecycle_enabled",
    "RDS.1": "rds_snapshots_public_access",
    "RDS.36": "rds_instance_integration_cloudwatch_logs",
    "IAM.1": "iam_inline_policy_no_administrative_privileges",
    "KMS.2": "iam_inline_policy_no_full_access_to_kms",
    "KMS.3": "kms_cmk_not_deleted_unintentionally",
    "KMS.4": "kms_cmk_rotation_enabled",
    "KMS.5": "kms_key_not_publicly_accessible",
    "CloudWatch.5": (
        "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration"
        "_changes_enabled"
    ),
    "CloudWatch.7": (
        "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk"
    ),
    "CloudWatch.9": (
        "cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration"
        "_changes_enabled"
    ),
    "EC2.2": "ec2_securitygroup_default_restrict_traffic",
    "EC2.13": "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22",
    "EC2.14": "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389",
    "EC2.19": "ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports",
    "Athena.1": "athena_workgroup_encryption",
    "GuardDuty.1": "guardduty_is_enabled",
}
# control: the check, which one subscription of several has to pass.
BY_ONE = {
    "RDS.20": "rds_instance_critical_event_subscription",
    "RDS.21": "rds_instance_event_subscription_parameter_groups",
    "RDS.22": "rds_instance_event_subscription_security_groups",
}
# control that prowler does not check, or moto does not tell: the item of `verify`.
BY_VERIFY = {
    "CloudTrail.5": "the trail covers every region, is encrypted and validated",
    "EC2.18": "no security group lets the internet in",
    "IAM.21": "no role may do everything, or anything to everything of a service",
    "KMS.1": "no role may do everything, or anything to everything of a service",
    "RDS.6": "Postgres is encrypted, private, backed up and watched",
}
# control: why nothing of ours can fail it, or be seen to pass it here.
BY_NATURE = {
    "IAM.2": "there are no users",
    "EC2.8": "there is no machine",
    "EMR.1": "there is no EMR cluster; docs/aws.md says how one would be made",
    "EMR.2": "there is no EMR cluster; docs/aws.md says how one would be made",
    "Glue.1": "the catalogue has no job, and its crawler is tagged by its stack",
    "Glue.3": "there is no ML transform",
    "Glue.4": "there is no job",
    "SecretsManager.2": "only an account rotates by itself; a rotation is tested",
    "SecretsManager.3": "only an account knows when a secret was last read",
}
# What must be met, or be said not to be: every control is in one of these tables.
LISTED = (
    "S3.1 S3.2 S3.3 S3.5 S3.6 S3.7 S3.8 S3.9 S3.10 S3.11 S3.12 S3.13 S3.14 S3.15 "
    "S3.17 S3.20 S3.22 S3.23 RDS.1 RDS.2 RDS.3 RDS.4 RDS.5 RDS.6 RDS.8 RDS.9 RDS.10 "
    "RDS.11 RDS.13 RDS.17 RDS.18 RDS.20 RDS.21 RDS.22 RDS.23 RDS.25 RDS.26 RDS.36 "
    "RDS.38 IAM.1 IAM.2 IAM.21 KMS.1 KMS.2 KMS.3 KMS.4 KMS.5 CloudTrail.1 "
    "CloudTrail.2 CloudTrail.4 CloudTrail.5 CloudTrail.6 CloudTrail.7 CloudWatch.1 "
    "CloudWatch.2 CloudWatch.3 CloudWatch.4 CloudWatch.5 CloudWatch.6 CloudWatch.7 "
    "CloudWatch.8 CloudWatch.9 CloudWatch.10 CloudWatch.11 CloudWatch.12 "
    "CloudWatch.13 CloudWatch.14 Lambda.1 Lambda.2 Lambda.3 Lambda.5 Glue.1 Glue.3 "
    "Glue.4 SecretsManager.1 SecretsManager.2 SecretsManager.3 SecretsManager.4 "
    "EC2.2 EC2.6 EC2.8 EC2.10 EC2.13 EC2.14 EC2.15 EC2.18 EC2.19 EC2.21 SNS.1 SNS.4 "
    "SQS.1 Athena.1 EMR.1 EMR.2 GuardDuty.1"
).split()
# What of ours is excused, for a reason in docs/security.md. RDS changes the
# administrator's password itself, which the emulator only stands in for.
EXCUSED = {
    "S3.9": "-access-logs-",
    "S3.17": "-access-logs-",
    "SecretsManager.1": "rds!db-",
    "SecretsManager.4": "rds!db-",
}
# control that is not met on purpose: the check that says so
NOT_MET = {
    "S3.7": "s3_bucket_cross_region_replication",
    "S3.11": "s3_bucket_event_notifications_enabled",
    "S3.15": "s3_bucket_object_lock",
    "S3.20": "s3_bucket_no_mfa_delete",
    "S3.22": "cloudtrail_s3_dataevents_write_enabled",
    "S3.23": "cloudtrail_s3_dataevents_read_enabled",
    "RDS.26": "rds_instance_protected_by_backup_plan",
    "EC2.21": "ec2_networkacl_allow_ingress_tcp_port_22",
}
# Not met, and not to be seen here: prowler asks for it where the emulator is not.
NOT_SEEN = ("S3.1",)


@pytest.fixture(scope="module")
def findings(prod, tmp_path_factory):
    """Run prowler on the deployed stack; return its findings about things of ours."""
    prowler, folder = program("prowler"), tmp_path_factory.mktemp("prowler")
    subprocess.run(
        [
            *(prowler, "aws", "--services", *SERVICES, "-f", "eu-west-3"),
            *(
                "--scan-unused-services",
                "-M",
                "csv",
                "-o",
                str(folder),
                "-F",
                "vigie",
                "-b",
            ),
        ],
        env={**os.environ, **prod.emulator.environment},
        capture_output=True,
        timeout=1800,
    )
    with (folder / "vigie.csv").open() as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("control", MET)
def test_a_control_is_met(findings, control):
    found = [finding for finding in findings if finding["CHECK_ID"] == MET[control]]
    failed = [
        finding["STATUS_EXTENDED"]
        for finding in found
        if finding["STATUS"] == "FAIL"
        and is_ours(finding["RESOURCE_UID"])
        and EXCUSED.get(control, "no excuse") not in finding["RESOURCE_UID"]
    ]

    assert failed == []
    assert passes(found), f"prowler saw nothing pass for {control}"


@pytest.mark.parametrize("control", BY_ONE)
def test_a_control_is_met_by_one_subscription(findings, control):
    assert passes(f for f in findings if f["CHECK_ID"] == BY_ONE[control])


@pytest.mark.parametrize("control", NOT_MET)
def test_a_control_that_is_not_met_is_said_to_be_so(findings, control):
    found = [finding for finding in findings if finding["CHECK_ID"] == NOT_MET[control]]
    documented = (ROOT / "docs" / "security.md").read_text().split("**Not met")[1]

    assert any(finding["STATUS"] == "FAIL" for finding in found)
    assert control in documented


def passes(found):
    """Tell whether one finding says that a check passes."""
    return any(finding["STATUS"] == "PASS" for finding in found)


def test_every_listed_control_is_met_or_said_not_to_be():
    """Runs without prowler: nothing is left unsaid, and verify has its items."""
    tables = (MET, BY_ONE, BY_VERIFY, BY_NATURE, NOT_MET, NOT_SEEN)
    said = [control for table in tables for control in table]
    assert sorted(said) == sorted(set(said))
    assert set(said) == set(LISTED)

    items = {item.name for item in every_item()}
    assert set(BY_VERIFY.values()) <= items
    document = (ROOT / "docs" / "security.md").read_text().split("## Controls")[1]
    missing = [name for name in LISTED if not re.search(rf"\b{name}\b", document)]
    assert missing == []


def is_ours(resource):
    """Tell whether a finding is about a resource of Vigie's."""
    return "vigie" in resource or "data-lake" in resource
