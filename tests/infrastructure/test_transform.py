"""From raw to published, as the task that is deployed would do it."""

import json
import re
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

from tests.conftest import plain_environment
from tests.infrastructure.conftest import invoke
from tests.infrastructure.image import folder_of_the_image
from tests.infrastructure.warehouse import connect


def environment_of_the_task(account, scratch, image):
    """Return what the transform finds around it, by the task that is deployed."""
    task = account.client("ecs").describe_task_definition(
        taskDefinition="vigie-prod-transform"
    )["taskDefinition"]
    (container,) = task["containerDefinitions"]
    given = {item["name"]: item["value"] for item in container["environment"]}
    for item in container["secrets"]:
        arn, _, key = item["valueFrom"].removesuffix("::").rpartition(":")
        held = account.client("secretsmanager").get_secret_value(SecretId=arn)
        given[item["name"]] = json.loads(held["SecretString"])[key]
    given = {
        name: re.sub("^/tmp", str(scratch), value).replace("/vigie/", f"{image}/")
        for name, value in given.items()
    }
    bundle = Path(given["PGSSLROOTCERT"])
    with zipfile.ZipFile(account.package) as package:
        bundle.write_bytes(package.read("infrastructure/authorities.pem"))
    return given | {"PGHOST": "127.0.0.1", "PGPORT": str(account.warehouse.port)}


def test_the_transform_publishes_as_its_role_and_writes_only_where_it_may(
    collected, tmp_path
):
    """The image's files, the task's variables and password; Fargate itself is not."""
    answer, failed = invoke(collected, "load", {})
    assert not failed, answer
    image, scratch = tmp_path / "vigie", tmp_path / "scratch"
    scratch.mkdir()
    variables = folder_of_the_image(image)
    environment = environment_of_the_task(collected, scratch, image)
    variables = {
        name: value.replace("/tmp", str(scratch)) for name, value in variables.items()
    }
    before = {path: path.stat().st_mtime_ns for path in image.rglob("*")}
    done = subprocess.run(
        [sys.executable, "-m", "infrastructure.handlers.transform"],
        cwd=image,
        env={**plain_environment(), **variables, **environment},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]

    lines = [json.loads(x) for x in done.stdout.splitlines() if x.startswith("{")]
    steps = [line["step"] for line in lines if line.get("event") == "step"]
    assert steps == ["gate on raw", "build", "gate on marts", "publish"]
    (told,) = (line for line in lines if "Publications" in line)
    assert told["Publications"] == 1
    after = {path: path.stat().st_mtime_ns for path in image.rglob("*")}
    assert {path for path in after if after[path] != before.get(path)} == set()
    secret = collected.client("secretsmanager").get_secret_value(
        SecretId="vigie-prod/vigie_reader"
    )
    reader = json.loads(secret["SecretString"])
    with closing(
        connect(
            collected.warehouse, user=reader["username"], password=reader["password"]
        )
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("select count(*) from published.fct_offers")
        assert cursor.fetchone()[0] > 0
