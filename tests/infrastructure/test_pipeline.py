"""The jobs, run from their package as their roles: collect, load, erase, tell, keep."""

import json

import psycopg2
import pytest

from tests.infrastructure.conftest import SLICES, invoke
from tests.infrastructure.warehouse import connect, rows
from tests.publishers import call, state

KEEP = "arn:aws:lambda:eu-west-3:123456789012:function:vigie-prod-keep"
FAILED_SLICES = "vigie-prod-slices-failed.fifo"
BROKEN = {"name": "status", "status": 503, "path": "api/1/datasets"}
SERVICE_PUBLIC = {"source": "service_public", "mode": "full"}
SECRETS = ("CLIENT_SECRET", "X-Amz-Signature")


def metrics_of(account, source):
    """Return what the last line of metrics of a source says."""
    told = [line for line in account.emulator.lines if line.get("Source") == source]
    return told[-1]


def test_a_night_collects_every_source_into_the_lake(collected):
    assert collected.emulator.errors == []
    for source in ("references", "france_travail", "wttj", "service_public"):
        assert metrics_of(collected, source)["CertifiedRuns"] == 1
    keys = [
        item["Key"]
        for item in collected.client("s3").list_objects_v2(
            Bucket="data-lake-brut-123456789012"
        )["Contents"]
    ]
    assert keys and all(key.startswith("raw/") for key in keys)


def test_the_load_brings_all_of_it_into_postgres_and_then_nothing(collected, world):
    answer, failed = invoke(collected, "load", {})
    assert not failed, answer
    assert answer["done"]
    held = rows(
        collected.warehouse,
        "select count(distinct offer_id) from raw_france_travail.offers",
    )
    assert held == [(state(world)["open"]["france_travail"],)]

    again, _ = invoke(collected, "load", {})
    assert again["rows"] == dict.fromkeys(again["rows"], 0)


def test_a_slice_that_runs_out_of_time_is_handed_on_and_ends_certified(collected):
    account = collected
    account.emulator.seconds = 122.0
    calls = len(account.emulator.lines)
    try:
        answer, failed = invoke(
            account, "collect", {"source": "wttj", "mode": "full", "begun": "again"}
        )
        account.emulator.settle(SLICES)
    finally:
        account.emulator.seconds = None
    assert not failed, answer
    parts = [
        line["part"]
        for line in account.emulator.lines[calls:]
        if line["event"] == "collected" and "part" in line
    ]
    assert parts[-1] == 1 or metrics_of(account, "wttj")["CertifiedRuns"] == 1
    assert metrics_of(account, "wttj")["UncertifiedRuns"] == 0


def test_dates_are_cut_into_slices_and_each_is_collected(collected):
    before = len(collected.emulator.lines)
    answer, failed = invoke(
        collected,
        "plan",
        {"mode": "slice", "from": "2026-01-01", "to": "2026-01-20", "days": 7},
    )
    assert not failed, answer
    assert answer == {"slices": 3}
    collected.emulator.settle(SLICES)
    done = [
        line
        for line in collected.emulator.lines[before:]
        if line["event"] == "collected" and "run_id" in line
    ]
    assert len(done) == 3
    assert all("slice" in line["run_id"] for line in done)


@pytest.mark.parametrize(
    "event, said",
    [
        ({"mode": "nightly"}, "there is no mode nightly"),
        ({"mode": "full", "sources": ["apec"]}, "knows no apec"),
        ({"mode": "slice", "from": "2026-02-30", "to": "2026-03-01"}, "YYYY-MM-DD"),
        ({"mode": "slice", "from": "2026-03-02", "to": "2026-03-01"}, "nothing lies"),
    ],
)
def test_a_task_that_cannot_be_read_says_what_it_lacks(collected, event, said):
    answer, failed = invoke(collected, "plan", event)

    assert failed
    assert said in answer["errorMessage"]


def test_a_slice_that_fails_three_times_is_kept_aside_and_the_next_goes_on(
    collected, world
):
    calls = len(collected.emulator.lines)
    task = {"mode": "full", "sources": ["service_public"], "begun": "in vain"}
    call(world, "faults", {"faults": [BROKEN]})
    try:
        answer, failed = invoke(collected, "plan", task)
        collected.emulator.settle(SLICES)
    finally:
        call(world, "faults", {"faults": []})
    assert not failed, answer
    measured = [
        line["FailedRuns"]
        for line in collected.emulator.lines[calls:]
        if "_aws" in line and line["event"] == "failed"
    ]
    assert measured == [1, 1, 1]
    sqs = collected.client("sqs")
    url = sqs.get_queue_url(QueueName=FAILED_SLICES)["QueueUrl"]
    (kept,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert json.loads(kept["Body"])["begun"] == "in vain"

    answer, failed = invoke(collected, "collect", SERVICE_PUBLIC)
    assert not failed, answer
    assert metrics_of(collected, "service_public")["CertifiedRuns"] == 1


def test_an_erased_offer_is_in_no_file_no_version_and_no_row(collected):
    ((offer,),) = rows(
        collected.warehouse, "select min(offer_id) from raw_france_travail.offers"
    )
    before = rows(
        collected.warehouse,
        "select count(distinct offer_id) from raw_france_travail.offers",
    )
    event = {"source": "france_travail", "offer_ids": [offer]}
    answer, failed = invoke(collected, "erase", event)
    assert not failed, answer
    assert answer["lake"] >= 2
    assert answer["raw"] >= 2

    client, bucket = collected.client("s3"), "data-lake-brut-123456789012"
    versions = client.get_paginator("list_object_versions").paginate(
        Bucket=bucket, Prefix="raw/france_travail/"
    )
    for page in versions:
        for version in page.get("Versions", ()):
            if version["Key"].endswith(".parquet"):
                assert not holds(client, bucket, version, offer)
    assert invoke(collected, "load", {})[0]["done"]
    after = rows(
        collected.warehouse,
        "select count(distinct offer_id) from raw_france_travail.offers",
    )
    assert after == [(before[0][0] - 1,)]
    again, _ = invoke(collected, "erase", event)
    assert (again["lake"], again["raw"]) == (0, 0)


def holds(client, bucket, version, offer):
    """Tell whether a version of a file of the lake still names an offer."""
    import io

    import pyarrow.parquet as pq

    body = client.get_object(
        Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"]
    )["Body"].read()
    table = pq.read_table(io.BytesIO(body))
    if "offer_id" not in table.column_names:
        return False
    return offer in table["offer_id"].to_pylist()


def test_every_row_leads_to_its_place_in_the_lake(collected):
    import io

    import pyarrow.parquet as pq

    client, bucket = collected.client("s3"), "data-lake-brut-123456789012"
    traced = rows(
        collected.warehouse,
        "select lake_file, lake_row, offer_id from raw_france_travail.offers",
    )
    assert traced
    files = {}
    for path, row, offer in traced:
        if path not in files:
            body = client.get_object(Bucket=bucket, Key=f"raw/{path}")["Body"].read()
            files[path] = pq.read_table(io.BytesIO(body))["offer_id"].to_pylist()
        assert files[path][row] == offer


def test_erasing_nothing_says_what_to_give(collected):
    answer, failed = invoke(collected, "erase", {"source": "apec", "offer_ids": ["1"]})

    assert failed
    assert "give a source" in answer["errorMessage"]


@pytest.fixture
def mailbox(collected):
    """Subscribe to the digest; give what takes out all that it was sent."""
    sqs, sns = collected.client("sqs"), collected.client("sns")
    url = sqs.create_queue(QueueName="mailbox")["QueueUrl"]
    topic = "arn:aws:sns:eu-west-3:123456789012:vigie-prod-digest"
    queue = "arn:aws:sqs:eu-west-3:123456789012:mailbox"
    subscribed = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)

    def letters():
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [json.loads(item["Body"]) for item in found.get("Messages", ())]

    yield letters
    sns.unsubscribe(SubscriptionArn=subscribed["SubscriptionArn"])
    sqs.delete_queue(QueueUrl=url)


def test_the_digest_tells_anomalies_and_nothing_else(collected, mailbox):
    answer, failed = invoke(collected, "digest", {})
    assert not failed, answer
    assert answer == {"anomalies": 0}
    assert mailbox() == []

    state = {"AlarmName": "vigie-prod-errors-load", "StateReason": "a test"}
    clock = collected.client("cloudwatch")
    clock.set_alarm_state(**state, StateValue="ALARM")
    try:
        answer, _ = invoke(collected, "digest", {})
    finally:
        clock.set_alarm_state(**state, StateValue="OK")
    assert answer == {"anomalies": 1}
    (letter,) = mailbox()
    assert letter["Subject"] == "Vigie prod: 1 out of order"
    assert letter["Message"].startswith("vigie-prod-errors-load: ")


def test_a_rotation_changes_the_password_and_only_its_verifier_is_logged(collected):
    manager = collected.client("secretsmanager")

    def password():
        found = manager.get_secret_value(SecretId="vigie-prod/vigie_reader")
        return json.loads(found["SecretString"])["password"]

    def log_in(word):
        login = {"user": "vigie_reader", "password": word}
        connect(collected.warehouse, **login).close()

    old = password()
    log_in(old)
    # moto forgets who rotates unless it is told each time.
    manager.rotate_secret(
        SecretId="vigie-prod/vigie_reader",
        RotationLambdaARN=KEEP,
        RotationRules={"AutomaticallyAfterDays": 30},
    )
    new = password()

    assert new != old
    log_in(new)
    with pytest.raises(psycopg2.OperationalError):
        log_in(old)


def test_the_roles_of_the_warehouse_may_do_what_they_are_for(collected):
    """The reader and the operator read nothing raw; the loader logs in by IAM."""
    for role in ("vigie_reader", "vigie_operator"):
        assert rows(
            collected.warehouse,
            f"select has_schema_privilege('{role}', 'raw_wttj', 'usage')",
        ) == [(False,)]
    assert rows(
        collected.warehouse,
        "select rolname from pg_roles where pg_has_role(rolname, 'rds_iam', 'member')"
        " and rolname in ('vigie_loader', 'vigie_operator', 'vigie_reader') order by 1",
    ) == [("vigie_loader",), ("vigie_operator",)]


def test_metrics_are_in_the_embedded_format_and_logs_hold_no_secret(collected, world):
    lines = collected.emulator.lines
    measured = [line for line in lines if "_aws" in line]
    assert measured
    for line in measured:
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == "Vigie"
        (dimensions,) = directive["Dimensions"]
        assert line["Stage"] == "prod"
        assert all(isinstance(line[name], str) for name in dimensions)
        for metric in directive["Metrics"]:
            assert isinstance(line[metric["Name"]], int | float)

    said = json.dumps(lines) + "".join(collected.emulator.errors)
    secret = world.environment["SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET"]
    assert secret not in said
    manager = collected.client("secretsmanager")
    for name in ("vigie_reader", "vigie_transformer"):
        held = manager.get_secret_value(SecretId=f"vigie-prod/{name}")["SecretString"]
        assert json.loads(held)["password"] not in said
    assert not [word for word in SECRETS if word in said]
    assert "@" not in json.dumps(lines)


JOBS = ("plan", "collect", "load", "erase", "keep", "digest")


# s3fs looks whether the bucket is there; refused, it asks where it is, which it may.
GONE_ON_WITHOUT = {"s3:HeadBucket"}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_asks_nothing_that_its_role_may_not(collected, job):
    """Every call of all tests before this one, which were held to the policies."""
    role = f"vigie-prod-{job}"
    calls = [call for call in collected.emulator.calls if call.role == role]
    assert calls, f"{job} was never seen to ask anything"

    refused = {call.operation for call in calls if not call.allowed}
    assert refused <= GONE_ON_WITHOUT
