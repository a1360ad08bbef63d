"""Templates hold against the linters, and documents against the templates."""

import json
import os
import subprocess

import pytest

from infrastructure import documents
from infrastructure.blueprints import FOLDER, LONGEST_BODY, OPTIONAL, ORDER, blueprint
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
        "Crawler",
        "Clock",
    }
    for earlier in ORDER[: ORDER.index(concern)] if concern in ORDER else ORDER:
        known |= set(blueprint(earlier).content.get("Outputs", {}))

    assert len(blueprint(concern).body.encode()) <= LONGEST_BODY
    assert blueprint(concern).parameters(dict.fromkeys(known, "x")) is not None
    for kind in blueprint(concern).content.get("Parameters", {}).values():
        assert kind["Description"]


def test_the_catalogues_tables_are_the_lakes():
    tables = {
        resource["Properties"]["TableInput"]["Name"]: {
            column["Name"]: column["Type"]
            for column in resource["Properties"]["TableInput"]["StorageDescriptor"][
                "Columns"
            ]
        }
        for resource in blueprint("catalog").resources.values()
        if resource["Type"] == "AWS::Glue::Table"
    }
    for table in (*OFFER_TABLES, ENTRIES):
        assert tables[table.name] == {
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
    dev, prod = (documents.monthly(STAGES[name]) for name in ("dev", "prod"))

    assert 40 < sum(dev.values()) < STAGES["dev"].budget
    assert sum(dev.values()) < sum(prod.values()) < STAGES["prod"].budget


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
