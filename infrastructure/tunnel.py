"""A way from this machine to the warehouse, through a task that lives an hour.

No address is public and no machine waits: a small task is started in the private
network, and Systems Manager carries the port through its agent.
"""

import json
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from infrastructure.account import Target
from infrastructure.errors import InfrastructureError, StackFailed, one_line
from infrastructure.stacks import Stacks

START_SECONDS = 180
POLL_SECONDS = 3.0
DOCUMENT = "AWS-StartPortForwardingSessionToRemoteHost"
OPERATOR = "vigie_operator"
# Ctrl-C ends the session too: by the signal, or as shells tell it.
CLOSED_BY_HAND = (-signal.SIGINT, 128 + signal.SIGINT)


def outputs(target: Target) -> dict[str, str]:
    """Return what the tunnel needs of the stacks.

    Raises: InfrastructureError when the stage is not deployed.
    """
    stacks, found = Stacks(target), {}
    for concern in ("network", "warehouse", "jobs"):
        found |= stacks.outputs(concern)
    if "ClusterArn" not in found:
        raise stacks.absent()
    return found


def check_programs() -> None:
    """Raise InfrastructureError where a program that carries sessions is missing."""
    for program in ("aws", "session-manager-plugin"):
        if shutil.which(program) is None:
            raise InfrastructureError(
                f"{program} is not installed; the tunnel needs the AWS CLI and its "
                "Session Manager plugin"
            )


@contextmanager
def carrier(target: Target, known: dict[str, str]) -> Iterator[str]:
    """Run the task that carries the session; give its name, and end it after."""
    client = target.client("ecs")
    with one_line("starting the tunnel's task"):
        answer = client.run_task(
            cluster=known["ClusterArn"],
            taskDefinition=f"{target.name}-tunnel",
            launchType="FARGATE",
            enableExecuteCommand=True,
            startedBy="tunnel",
            # A request that is sent again after a failure starts no second task.
            clientToken=uuid.uuid4().hex,
            networkConfiguration={
                "awsvpcConfiguration": {
                    "subnets": [known["PrivateSubnetAId"]],
                    "securityGroups": [known["JobsGroupId"]],
                    "assignPublicIp": "DISABLED",
                }
            },
        )
    if not answer["tasks"]:
        reasons = ", ".join(item["reason"] for item in answer["failures"])
        raise StackFailed(f"the tunnel's task did not start: {reasons}; try again")
    task = answer["tasks"][0]["taskArn"]
    try:
        yield session_target(running(target, known["ClusterArn"], task))
    finally:
        with one_line("ending the tunnel's task"):
            client.stop_task(cluster=known["ClusterArn"], task=task, reason="done")


def running(target: Target, cluster: str, task: str) -> dict[str, Any]:
    """Wait until a task and its agent run."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with one_line("waiting for the tunnel's task"):
            answer = target.client("ecs").describe_tasks(cluster=cluster, tasks=[task])
        (found,) = answer["tasks"]
        agents = [a for c in found["containers"] for a in c.get("managedAgents", ())]
        states = {found["lastStatus"], *(agent["lastStatus"] for agent in agents)}
        if states == {"RUNNING"}:
            return found
        if found["lastStatus"] == "STOPPED":
            raise StackFailed(
                f"the tunnel's task ended: {found.get('stoppedReason', 'no reason')}; "
                "has the image been pushed (docs/aws.md)?"
            )
        time.sleep(POLL_SECONDS)
    raise StackFailed("the tunnel's task did not start in three minutes; try again")


def session_target(task: dict[str, Any]) -> str:
    """Return what Systems Manager calls the task's container."""
    cluster = task["clusterArn"].rsplit("/", 1)[1]
    task_id = task["taskArn"].rsplit("/", 1)[1]
    (container,) = (c for c in task["containers"] if c["name"] == "tunnel")
    return f"ecs:{cluster}_{task_id}_{container.get('runtimeId', '')}"


def session_command(target: Target, carrier: str, host: str, port: int) -> list[str]:
    """Return the command that holds the session open."""
    parameters = {
        "host": [host],
        "portNumber": ["5433"],
        "localPortNumber": [str(port)],
    }
    command = ["aws", "ssm", "start-session", "--region", target.region]
    command += ["--target", carrier, "--document-name", DOCUMENT]
    return [*command, "--parameters", json.dumps(parameters)]


def open_tunnel(target: Target, port: int) -> Iterator[str]:
    """Open the tunnel; yield lines for the person, and hold it until it is closed."""
    check_programs()
    known = outputs(target)
    token = target.client("rds").generate_db_auth_token(
        DBHostname=known["WarehouseHost"], Port=5433, DBUsername=OPERATOR
    )
    with carrier(target, known) as name:
        yield "in another shell, within fifteen minutes:"
        yield f"export PGHOST=127.0.0.1 PGPORT={port} PGSSLMODE=require"
        yield f"export PGUSER={OPERATOR} PGDATABASE=datawarehouses PGPASSWORD='{token}'"
        command = session_command(target, name, known["WarehouseHost"], port)
        ended = subprocess.run(command, check=False).returncode
        if ended not in (0, *CLOSED_BY_HAND):
            raise StackFailed(
                f"the session did not hold (aws ended with {ended}, and says why): "
                "does your role allow ssm:StartSession (docs/aws.md)?"
            )
