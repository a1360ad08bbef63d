"""What people do beside deploying: look for drift, open the tunnel, build the image."""

import json
import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from json import loads
from pathlib import Path

import pytest
from moto.moto_api import state_manager

from infrastructure import packaging
from infrastructure.blueprints import blueprint
from infrastructure.errors import InfrastructureError
from infrastructure.handlers import transform
from orchestration import steps
from tests.conftest import plain_environment
from tests.infrastructure.emulator import ROOT
from tests.infrastructure.image import folder_of_the_image, instructions

QUEUE = "vigie-prod-failed"
MORE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
    }
)
EVERYBODY = {
    "IpProtocol": "tcp",
    "FromPort": 5432,
    "ToPort": 5432,
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
}


def test_drift_names_what_was_changed_and_what_was_deleted_by_hand(prod):
    assert "nothing was changed by hand" in prod.succeed("drift", "--stage", "prod")

    sqs, clock = prod.client("sqs"), prod.client("cloudwatch")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    (alarm,) = clock.describe_alarms(AlarmNames=["vigie-prod-errors-load"])[
        "MetricAlarms"
    ]
    days = {"MessageRetentionPeriod": "60"}
    sqs.set_queue_attributes(QueueUrl=url, Attributes=days)
    clock.delete_alarms(AlarmNames=["vigie-prod-errors-load"])
    iam, network = prod.client("iam"), prod.client("ec2")
    iam.put_role_policy(
        RoleName="vigie-prod-load", PolicyName="more", PolicyDocument=MORE
    )
    (group,) = network.describe_security_groups(
        Filters=[{"Name": "group-name", "Values": ["vigie-prod-warehouse"]}]
    )["SecurityGroups"]
    opened = {"GroupId": group["GroupId"], "IpPermissions": [EVERYBODY]}
    network.authorize_security_group_ingress(**opened)
    try:
        done = prod.run("drift", "--stage", "prod")
    finally:
        network.revoke_security_group_ingress(**opened)
        iam.delete_role_policy(RoleName="vigie-prod-load", PolicyName="more")
        days = {"MessageRetentionPeriod": held["MessageRetentionPeriod"]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes=days)
        kept = (
            "AlarmName AlarmActions MetricName Namespace Statistic Dimensions Period "
        )
        kept += (
            "EvaluationPeriods Threshold ComparisonOperator TreatMissingData Metrics"
        )
        clock.put_metric_alarm(
            **{k: v for k, v in alarm.items() if k in kept.split() and v}
        )

    assert done.returncode == 1
    assert "vigie-prod-jobs: Failed (AWS::SQS::Queue) modified" in done.stdout
    assert "/MessageRetentionPeriod: 1209600 became 60" in done.stdout
    assert "(AWS::CloudWatch::Alarm) deleted" in done.stdout
    assert "(AWS::IAM::Role) modified" in done.stdout
    assert "/Policies/more:" in done.stdout
    assert "WarehouseGroup (AWS::EC2::SecurityGroup) modified" in done.stdout
    assert "4 resources are not as deployed; undo it by hand" in done.stderr


def test_the_tunnel_leads_to_the_warehouse_and_its_task_ends_with_it(prod, programs):
    folder, said = programs
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    printed = prod.succeed("tunnel", "--stage", "prod", "--port", "15433", PATH=path)

    told = json.loads(said.read_text())
    assert told[:4] == ["ssm", "start-session", "--region", "eu-west-3"]
    options = dict(zip(told[2::2], told[3::2], strict=True))
    assert options["--document-name"] == "AWS-StartPortForwardingSessionToRemoteHost"
    (instance,) = prod.client("rds").describe_db_instances(
        DBInstanceIdentifier="vigie-prod"
    )["DBInstances"]
    assert json.loads(options["--parameters"]) == {
        "host": [instance["Endpoint"]["Address"]],
        "portNumber": ["5433"],
        "localPortNumber": ["15433"],
    }
    assert "PGHOST=127.0.0.1 PGPORT=15433 PGSSLMODE=require" in printed
    token = re.search(r"PGPASSWORD='([^']+)'", printed)[1]
    assert "Action=connect&DBUser=vigie_operator" in token

    ecs = prod.client("ecs")
    clusters = ecs.list_clusters()["clusterArns"]
    (cluster,) = (arn for arn in clusters if arn.endswith("/vigie-prod"))
    tasks = ecs.list_tasks(cluster=cluster, desiredStatus="STOPPED")["taskArns"]
    (task,) = (arn for arn in tasks if arn.split("/")[-1] in options["--target"])
    assert options["--target"].startswith("ecs:vigie-prod_")
    (found,) = ecs.describe_tasks(cluster=cluster, tasks=[task])["tasks"]
    assert found["stoppedReason"] == "done"
    assert found["containers"][0]["name"] == "tunnel"


def test_a_tunnel_that_cannot_be_opened_is_one_line(prod, programs):
    folder, _ = programs
    line = prod.fail("tunnel", "--stage", "prod", PATH="/nowhere")
    assert "aws is not installed" in line

    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    (folder / "aws").write_text("#!/bin/sh\nexit 254\n")
    line = prod.fail("tunnel", "--stage", "prod", PATH=path)
    assert "the session did not hold (aws ended with 254" in line

    line = prod.fail("tunnel", "--stage", "dev", PATH=path)
    assert "vigie-dev is not deployed; run: python -m infrastructure deploy" in line

    once = {"progression": "manual", "times": 1}
    state_manager.set_transition("ecs::task", once)
    try:
        line = prod.fail("tunnel", "--stage", "prod", PATH=path)
    finally:
        state_manager.set_transition("ecs::task", {**once, "times": 1000})
    assert "has the image been pushed" in line


@pytest.mark.parametrize(
    "python, version",
    [("3.11", "2.10"), ("3.11.7", "4.1.2"), ("3.13", "4.1.2")],
)
def test_the_package_takes_the_lock_for_its_own_python(python, version, tmp_path):
    """Like pip, which takes 3.11 for 3.11.0, and not for the Python that runs here."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "soupsieve==2.10 ; python_full_version < '3.11.5'\n"
        "soupsieve==4.1.2 ; python_full_version >= '3.11.5'\n"
    )
    place = packaging.markers_of(python)

    assert packaging.locked({"soupsieve"}, place, lock) == [f"soupsieve=={version}"]


def test_a_package_is_whole_or_not_there(tmp_path, monkeypatch):
    """Whoever interrupts its making makes it again, and does not deploy a half."""
    folder, package = tmp_path / "package", tmp_path / "package.zip"
    folder.mkdir()
    (folder / "code.py").write_text("")

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(zipfile.ZipFile, "writestr", interrupted)
        packaging.pack(folder, package)
    assert not package.exists()
    packaging.pack(folder, package)
    assert not packaging.brings_authorities(package)

    package.write_bytes(package.read_bytes()[:-1])
    with pytest.raises(InfrastructureError, match=r"package.zip is no package .* anew"):
        packaging.brings_authorities(package)


def test_the_package_holds_what_functions_need_and_no_more(package):
    """Whatever the lock gains for pages, models or documents stays out."""
    with zipfile.ZipFile(package) as zipped:
        held = {name.split("/")[0] for name in zipped.namelist()}
        unpacked = sum(item.file_size for item in zipped.infolist()) / 1e6

    assert {"ingestion", "infrastructure", "dlt", "pyarrow", "psycopg2"} <= held
    theirs = "dbt streamlit great_expectations bokeh scipy statsmodels sphinx pandas"
    assert held & {*theirs.split(), "simulator", "tests"} == set()
    assert unpacked < packaging.LIMIT_MEGABYTES


def test_the_image_holds_what_its_tasks_run_and_nothing_runs_as_root():
    """Docker builds it; here it is held against the lock and the tasks' commands."""
    read = list(instructions())
    known = "FROM ENV WORKDIR COPY RUN VOLUME USER HEALTHCHECK CMD".split()
    assert {word for word, _ in read} <= {*known}
    copied = [
        name for word, rest in read if word == "COPY" for name in rest.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "requirements.lock" in copied

    # What tasks mount is writable for the user only where the image says VOLUME.
    mounted = {
        mount["ContainerPath"]
        for task in blueprint("jobs").resources.values()
        if task["Type"] == "AWS::ECS::TaskDefinition"
        for container in task["Properties"]["ContainerDefinitions"]
        for mount in container["MountPoints"]
    }
    volumes = {path for word, rest in read if word == "VOLUME" for path in loads(rest)}
    assert mounted == volumes == {"/tmp"}

    # The last user is no administrator, and the base is the Python of the package.
    assert [rest for word, rest in read if word == "USER"][-1] == "vigie"
    (base,) = (rest for word, rest in read if word == "FROM")
    assert base.endswith(f"python:{packaging.RUNTIME}-slim")


def test_the_transform_finds_all_it_needs_among_what_the_image_holds(tmp_path):
    """The same files in a folder of their own, with the lock's packages alone."""
    folder_of_the_image(tmp_path)
    environment = {
        **plain_environment(),
        "PYTHONPATH": str(Path(pytest.__file__).parent.parent),
        "PGHOST": "127.0.0.1",
        "DBT_TARGET": "prod",
        "DBT_LOG_PATH": str(tmp_path / "logs"),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
    }
    for command in (
        ("-c", "import infrastructure.handlers.transform, ingestion.__main__"),
        *(("-m", step[0], "--help") for step in transform.STEPS.values()),
        ("-m", transform.DBT, "parse", "--quiet"),
    ):
        # -S: nothing of this checkout, which is installed here by a link.
        done = subprocess.run(
            [sys.executable, "-S", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_transform_builds_what_the_chain_builds():
    """The day's data, and no unit tests of the SQL, wherever it runs."""
    assert {*steps.DBT_BUILD} <= {*transform.STEPS["build"]}


def test_the_lock_has_a_wheel_for_each_thing_that_the_image_installs():
    """`--no-deps` installs the lock as it stands: nothing that we require may lack."""
    lock = (ROOT / "requirements.lock").read_text()
    pins = {
        re.sub(r"[-_.]+", "-", name).lower()
        for name in re.findall(r"(?m)^([\w.-]+)==", lock)
    }
    required = {
        re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", text)[0]).lower()
        for text in metadata.requires("vigie") or ()
        if "extra ==" not in text
    }
    assert required
    assert required <= pins
