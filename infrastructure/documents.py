"""The parts of the documents that are derived: the cost table and the matrix of roles.

`python -m infrastructure.documents` writes them again; with `--renew` it first asks AWS
for its prices, which takes credentials, but no permission beyond pricing:GetProducts.
"""

import re
import sys
from pathlib import Path
from textwrap import wrap
from typing import Any

import boto3

from infrastructure.blueprints import ORDER, blueprint
from infrastructure.errors import InfrastructureError, one_line
from infrastructure.packaging import ROOT
from infrastructure.pricing import of_other_regions, prices, provenance, renew, rows
from infrastructure.stages import STAGES, Stage

DOCS = ROOT / "docs"
# Where AWS answers for prices of all regions.
PRICING_REGION = "us-east-1"
HOURS = 730
# What a month is taken to bring; change it to your own measures.
LAKE_GIGABYTES = {"dev": 5, "prod": 50}
LOG_GIGABYTES = {"dev": 3, "prod": 10}
FETCHED_GIGABYTES = 30
LAMBDA_SECONDS = 2 * 3600 * 30
TRANSFORM_HOURS = 30
DATA_EVENTS = 10
SECRETS = 3
METRICS = 25
WIDTH = 88


def monthly(stage: Stage, price: dict[str, float]) -> dict[str, float]:
    """Add up what a stage costs a month, in US dollars, by concern."""
    copies = 2 if stage.stand_by else 1
    counted = count_of_kinds()
    logs = LOG_GIGABYTES[stage.name] * price["cloudwatch_logs"]
    compute = LAMBDA_SECONDS * 2 * price["lambda_compute"]
    task = 2 * price["fargate_cpu"] + 8 * price["fargate_memory"]
    return {
        "warehouse": copies
        * (HOURS * price[stage.instance_class] + stage.storage * price["rds_storage"])
        + SECRETS * price["secret"],
        "network": HOURS
        * (price["nat_gateway"] + price["public_address"] + price["interface_endpoint"])
        + FETCHED_GIGABYTES * price["nat_data"],
        "lake": LAKE_GIGABYTES[stage.name] * price["s3_storage"],
        "keys": counted["AWS::KMS::Key"] * price["kms_key"],
        "jobs": compute + TRANSFORM_HOURS * task,
        "audit": DATA_EVENTS * price["trail_data_events"] + logs,
        "monitoring": counted["AWS::CloudWatch::Alarm"] * price["cloudwatch_alarm"]
        + METRICS * price["cloudwatch_metric"],
    }


def count_of_kinds() -> dict[str, int]:
    """Count the resources of all templates by kind."""
    found: dict[str, int] = {}
    for concern in ORDER:
        for resource in blueprint(concern).resources.values():
            found[resource["Type"]] = found.get(resource["Type"], 0) + 1
    return found


def cost_table() -> str:
    """Write the cost of each stage as a table."""
    stages, listed, price = list(STAGES.values()), rows(), prices()
    costs = [monthly(stage, price) for stage in stages]
    foreign = {row["item"] for row in of_other_regions(listed)}
    of_them = {item: price[item] if item in foreign else 0.0 for item in price}
    lines = ["| concern | " + " | ".join(stage.name for stage in stages) + " |"]
    lines.append("|---" * (len(stages) + 1) + "|")
    for concern in costs[0]:
        amounts = " | ".join(f"{cost[concern]:.0f}" for cost in costs)
        lines.append(f"| {concern} | {amounts} |")
    totals = " | ".join(f"**{sum(cost.values()):.0f}**" for cost in costs)
    lines.append(f"| **all** | {totals} |")
    if foreign:
        parts = [sum(monthly(stage, of_them).values()) for stage in stages]
        amounts = " | ".join(f"{part:.0f}" for part in parts)
        lines.append(f"| *of it at another region's prices* | {amounts} |")
    said = wrap(provenance(listed), WIDTH, break_on_hyphens=False)
    return "\n".join([*lines, "", *said])


def matrix() -> str:
    """Write who may do what: a line for each statement of each role."""
    lines = ["| role | may | actions | on |", "|---|---|---|---|"]
    for logical, resource in blueprint("security").resources.items():
        if resource["Type"] != "AWS::IAM::Role":
            continue
        role = logical.removesuffix("Role")
        for policy in resource["Properties"]["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                lines.append(line_of(role, statement))
    return "\n".join(lines)


def line_of(role: str, statement: dict[str, Any]) -> str:
    """Write one statement as a line of the matrix."""
    words = re.sub(r"(?<=[a-z])([A-Z])", r" \1", statement["Sid"]).lower()
    actions, resources = (
        value if isinstance(value, list) else [value]
        for value in (statement["Action"], statement["Resource"])
    )
    places = ", ".join(f"`{plain(item)}`" for item in resources)
    if "Condition" in statement:
        places += ", on a condition"
    return f"| {role} | {words} | {', '.join(actions)} | {places} |"


def plain(resource: Any) -> str:
    """Write a resource of a template in a few words."""
    if isinstance(resource, dict):
        (resource,) = resource.values()
    if isinstance(resource, list):
        resource = ".".join(resource)
    text = resource.replace("${AWS::Partition}", "aws").replace("${Stage}", "*")
    text = text.replace("${AWS::Region}:${AWS::AccountId}:", "")
    return text.replace("arn:aws:", "").replace("${!", "${")


def current() -> dict[Path, str]:
    """Return the documents as they should be, with their derived parts renewed."""
    derived = {
        DOCS / "aws.md": ("costs", cost_table()),
        DOCS / "security.md": ("matrix", matrix()),
    }
    return {
        path: renewed(path.read_text(encoding="utf-8"), name, text)
        for path, (name, text) in derived.items()
    }


def renewed(document: str, name: str, text: str) -> str:
    """Replace what stands between a document's two marks."""
    pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
    return re.sub(
        pattern,
        lambda found: found[1] + text + "\n" + found[2],
        document,
        flags=re.DOTALL,
    )


def main() -> int:
    """Write the documents; return 1 where AWS does not tell its prices."""
    try:
        if "--renew" in sys.argv[1:]:
            with one_line("asking for prices"):
                client = boto3.client("pricing", region_name=PRICING_REGION)
            renew(client)
    except InfrastructureError as error:
        sys.stderr.write(f"vigie: {error}\n")
        return 1
    for path, text in current().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
