"""Prowler's checks of FSBP and CIS on the deployed stack, each control by its id."""

import csv
import os
import subprocess

import pytest

from tests.infrastructure.emulator import ROOT
from tests.infrastructure.test_templates import program

SERVICES = (
    "athena awslambda cloudtrail cloudwatch kms rds s3 secretsmanager sns sqs vpc"
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
}
# What of ours is excused, for a reason in docs/security.md. RDS changes the
# administrator's password itself, which the emulator only stands in for.
EXCUSED = {
    "S3.9": "-access-logs-",
    "S3.17": "-access-logs-",
    "SecretsManager.1": "rds!db-",
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
}


@pytest.fixture(scope="module")
def findings(prod, tmp_path_factory):
    """Run prowler on the deployed stack; return its findings about things of ours."""
    prowler, folder = program("prowler"), tmp_path_factory.mktemp("prowler")
    subprocess.run(
        [
            *(prowler, "aws", "--services", *SERVICES, "-f", "eu-west-3"),
            *("-M", "csv", "-o", str(folder), "-F", "vigie", "-b"),
        ],
        env={**os.environ, **prod.emulator.environment},
        capture_output=True,
        timeout=500,
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

    assert found, f"prowler looked at nothing for {control}"
    assert failed == []


@pytest.mark.parametrize("control", NOT_MET)
def test_a_control_that_is_not_met_is_said_to_be_so(findings, control):
    found = [finding for finding in findings if finding["CHECK_ID"] == NOT_MET[control]]
    documented = (ROOT / "docs" / "security.md").read_text().split("**Not met")[1]

    assert any(finding["STATUS"] == "FAIL" for finding in found)
    assert control in documented


def is_ours(resource):
    """Tell whether a finding is about a resource of Vigie's."""
    return "vigie" in resource or "data-lake" in resource
