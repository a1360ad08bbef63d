"""Templates hold against the linters, and documents against the templates."""

import inspect
import json
import os
import re
import subprocess

import boto3
import pytest
from botocore.stub import Stubber

from infrastructure import documents, pricing
from infrastructure.blueprints import FOLDER, LONGEST_BODY, OPTIONAL, ORDER, blueprint
from infrastructure.errors import InfrastructureError
from infrastructure.handlers import plan
from infrastructure.stages import STAGES
from ingestion.tables import ENTRIES, OFFER_TABLES
from tests.infrastructure.emulator import ROOT

CHECKS = ROOT / ".venv-checks"
GLUE_TYPES = {
    "string": "string",
    "int64": "bigint",
    "double": "double",
    "bool": "boolean",
    "timestamp[us, tz=UTC]": "timestamp",
}


def program(name):
    """Return a checker of `make audit-aws`, or skip where it is not asked for."""
    if not os.environ.get("VIGIE_AUDIT"):
        pytest.skip("run by `make audit-aws`, which installs the checkers")
    return str(CHECKS / name / "bin" / name)


@pytest.mark.parametrize("concern", ORDER + OPTIONAL)
def test_a_template_fits_and_reads_no_outputs_but_of_those_before_it(concern):
    known = set(STAGES["dev"].parameters()) | {
        "LakeBucketName",
        "AlarmEmail",
        "Contact",
        "PackageKey",
        "ImageTag",
        "WarehouseSnapshot",
        "WarehouseName",
        "TlsAuthorities",
        "Crawler",
        "Clock",
    }
    for earlier in ORDER[: ORDER.index(concern)] if concern in ORDER else ORDER:
        known |= set(blueprint(earlier).content.get("Outputs", {}))

    assert len(blueprint(concern).body.encode()) <= LONGEST_BODY
    assert blueprint(concern).parameters(dict.fromkeys(known, "x")) is not None
    for kind in blueprint(concern).content.get("Parameters", {}).values():
        assert kind["Description"]


def test_the_collector_may_run_as_often_as_the_queue_hands_out():
    """Or slices would be turned away, and kept aside without having been tried."""
    jobs = blueprint("jobs").resources
    sources = len(plan.NIGHTLY)
    at_once = jobs["CollectFromSlices"]["Properties"]["ScalingConfig"]
    reserved = jobs["Collect"]["Properties"]["ReservedConcurrentExecutions"]
    assert sources <= at_once["MaximumConcurrency"] < reserved

    all_reserved = sum(
        resource["Properties"]["ReservedConcurrentExecutions"]
        for resource in jobs.values()
        if resource["Type"] == "AWS::Lambda::Function"
    )
    guide = (ROOT / "docs" / "aws.md").read_text()
    assert f"reserve {all_reserved} concurrent executions" in guide


def test_each_job_asks_for_tls_with_the_authorities_or_without():
    """Both ways of the parameter; what it brings is tried on the emulated account."""
    chosen = 0
    for resource in blueprint("jobs").resources.values():
        properties = resource["Properties"]
        if resource["Type"] == "AWS::Lambda::Function":
            variables = properties["Environment"]["Variables"]
        elif resource["Type"] == "AWS::ECS::TaskDefinition":
            (container,) = properties["ContainerDefinitions"]
            listed = container.get("Environment", ())
            variables = {x["Name"]: x["Value"] for x in listed if "Name" in x}
        else:
            continue
        if "PGHOST" in variables:
            chosen += 1
            assert variables["PGSSLMODE"] == {
                "Fn::If": ["Verifies", "verify-full", "require"]
            }
    assert chosen == 4


def test_the_catalogues_tables_are_the_lakes():
    tables = {}
    for resource in blueprint("catalog").resources.values():
        if resource["Type"] == "AWS::Glue::Table":
            table = resource["Properties"]["TableInput"]
            columns = table["StorageDescriptor"]["Columns"] + table["PartitionKeys"]
            tables[table["Name"]] = {c["Name"]: c["Type"] for c in columns}
    for table in (*OFFER_TABLES, ENTRIES):
        assert tables[table.name] == {"source": "string"} | {
            field.name: GLUE_TYPES[str(field.type)] for field in table.schema
        }


def test_sample_queries_name_only_columns_that_tables_have():
    from sqlglot import parse_one
    from sqlglot.optimizer.qualify import qualify

    schema = {}
    for resource in blueprint("catalog").resources.values():
        if resource["Type"] == "AWS::Glue::Table":
            table = resource["Properties"]["TableInput"]
            columns = table["StorageDescriptor"]["Columns"] + table["PartitionKeys"]
            schema[table["Name"]] = {c["Name"]: c["Type"] for c in columns}
            schema[table["Name"]]["$path"] = "string"
    queries = [
        resource["Properties"]["QueryString"]
        for resource in blueprint("catalog").resources.values()
        if resource["Type"] == "AWS::Athena::NamedQuery"
    ]
    assert len(queries) == 4
    for query in queries:
        assert qualify(
            parse_one(query, dialect="athena"),
            schema=schema,
            dialect="athena",
            validate_qualify_columns=True,
        )


def test_documents_say_what_templates_and_prices_say():
    """After a change: python -m infrastructure.documents."""
    for path, text in documents.current().items():
        assert path.read_text() == text, f"{path.name} is not up to date"


def test_costs_are_added_from_dated_prices():
    price = pricing.prices()
    dev, prod = (documents.monthly(STAGES[name], price) for name in ("dev", "prod"))

    assert 40 < sum(dev.values()) < STAGES["dev"].budget
    assert sum(dev.values()) < sum(prod.values()) < STAGES["prod"].budget
    used = inspect.getsource(documents.monthly)
    stages = {stage.instance_class for stage in STAGES.values()}
    assert {row["item"] for row in pricing.rows()} - stages == {
        *re.findall(r'price\["(\w+)"\]', used)
    }


def test_a_price_is_dated_and_of_paris_or_said_not_to_be():
    listed = pricing.rows()
    said = pricing.provenance(listed)
    for row in listed:
        known = row["region"] == pricing.REGION
        assert known == (f"`{row['item']}`" not in said), row["item"]
        assert row["region"] and row["source"], row["item"]
        assert row["published"] or not known, row["item"]


def offer(usd, published="2026-12-01T10:00:00Z", **ranges):
    """Write an answer of the price list, as AWS's Price List API shapes it."""
    amounts = {"0": usd, **ranges}
    dimensions = {
        begin: {"beginRange": begin.strip("_"), "pricePerUnit": {"USD": amount}}
        for begin, amount in amounts.items()
    }
    terms = {"OnDemand": {"a.b": {"priceDimensions": dimensions}}}
    return json.dumps({"publicationDate": published, "terms": terms})


@pytest.fixture
def price_list(tmp_path):
    """Give a list of two items, and a client that AWS's answers are put into."""
    path = tmp_path / "prices.csv"
    lines = [line for line in pricing.PRICES.read_text().splitlines()]
    kept = ("item", "db.t4g.medium", "trail_data_events")
    path.write_text("\n".join(x for x in lines if x.startswith(kept)) + "\n")
    client = boto3.client(
        "pricing",
        region_name="us-east-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
    )
    with Stubber(client) as answers:
        yield path, client, answers


def test_prices_are_renewed_from_the_price_list_with_its_day(price_list):
    path, client, answers = price_list
    asked = {
        "ServiceCode": "AmazonRDS",
        "Filters": [
            {
                "Type": "TERM_MATCH",
                "Field": "usagetype",
                "Value": "EUW3-InstanceUsage:db.t4g.medium",
            },
            {"Type": "TERM_MATCH", "Field": "databaseEngine", "Value": "PostgreSQL"},
        ],
    }
    said = {"PriceList": [offer("0.0750000000")]}
    answers.add_response("get_products", said, asked)
    # The first are free, and the price falls with the number.
    ranges = {"_100": "0.0000012000", "_900": "0.0000010000"}
    answers.add_response(
        "get_products", {"PriceList": [offer("0.0000000000", **ranges)]}
    )
    pricing.renew(client, path)

    medium, events = pricing.rows(path)
    assert (medium["usd"], medium["published"]) == ("0.075", "2026-12-01")
    assert (events["usd"], events["published"]) == ("0.12", "2026-12-01")
    assert {medium["region"], events["region"]} == {pricing.REGION}
    assert "Unverified" not in pricing.provenance([medium, events])


def test_a_price_that_is_not_one_changes_nothing(price_list):
    path, client, answers = price_list
    before = path.read_text()
    answers.add_response("get_products", {"PriceList": []})
    with pytest.raises(InfrastructureError, match="0 prices of EUW3-InstanceUsage"):
        pricing.renew(client, path)

    assert path.read_text() == before


def test_cfn_lint_finds_nothing():
    done = subprocess.run(
        [program("cfn-lint"), "-r", "eu-west-3", "-t", *map(str, FOLDER.glob("*.yml"))],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout


def test_checkov_finds_nothing_and_each_suppression_has_its_reason():
    done = subprocess.run(
        [
            program("checkov"),
            # A relative path: checkov takes a long absolute one for a secret.
            *("-d", str(FOLDER.relative_to(ROOT)), "--framework", "cloudformation"),
            *("--compact", "-o", "json"),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "BC_SKIP_MAPPING": "TRUE"},
    )
    results = json.loads(done.stdout)

    failed = [
        f"{check['check_id']} {check['resource']}"
        for check in results["results"]["failed_checks"]
    ]
    assert failed == []
    for check in results["results"]["skipped_checks"]:
        assert len(check["check_result"]["suppress_comment"]) > 20
