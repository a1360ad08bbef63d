"""The price list: what AWS charges in Paris, and on which day it said so.

`prices.csv` holds, for each item, AWS's own names of it, and where its price was read:
of which region, on which day published, in which source. An item of another region, or
of a page that names none, is named beside the costs until it is renewed. The first days
were read off a public extract of AWS's list, of 2026-10-09.
"""

import csv
import json
from pathlib import Path
from typing import Any

from infrastructure.errors import InfrastructureError, one_line

PRICES = Path(__file__).with_name("prices.csv")
REGION = "eu-west-3"
ANY_REGION = "any"
Row = dict[str, str]


def rows(path: Path = PRICES) -> list[Row]:
    """Read the list."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def prices() -> dict[str, float]:
    """Return the price of each item, in US dollars."""
    return {row["item"]: float(row["usd"]) for row in rows()}


def of_other_regions(listed: list[Row]) -> list[Row]:
    """Return the items whose price was read in another region's list."""
    return [row for row in listed if row["region"] not in (REGION, ANY_REGION)]


def provenance(listed: list[Row]) -> str:
    """Say of which days prices are, and which are not of Paris's list."""
    days = sorted(row["published"] for row in listed if row["region"] == REGION)
    kinds = {
        "Of AWS's own pages, which name no region": [
            f"`{row['item']}`" for row in listed if row["region"] == ANY_REGION
        ],
        "Of another region's list": [
            f"`{row['item']}` (`{row['region']}`)" for row in of_other_regions(listed)
        ],
    }
    return " ".join(
        [
            f"{len(days)} of {len(listed)} prices are of AWS's price list for "
            f"`{REGION}`, as published between {days[0]} and {days[-1]}.",
            *(f"{kind}: {', '.join(items)}." for kind, items in kinds.items() if items),
        ]
    )


def renew(client: Any, path: Path = PRICES) -> None:
    """Ask AWS for each price, and write the list again.

    Raises: InfrastructureError for an item that AWS has no price of, or several.
    """
    listed = rows(path)
    for row in listed:
        with one_line(f"asking for the price of {row['item']}"):
            found = client.get_products(
                ServiceCode=row["service"], Filters=filters_of(row)
            )
        offers = [json.loads(text) for text in found["PriceList"]]
        amounts = {amount for offer in offers for amount in first_amounts(offer)}
        if len(amounts) != 1:
            raise InfrastructureError(
                f"AWS has {len(amounts)} prices of {row['usage']}; correct its names "
                f"in {path.name}"
            )
        row["usd"] = f"{amounts.pop() * float(row['times']):.10g}"
        row["published"] = offers[0]["publicationDate"][:10]
        row["region"], row["source"] = REGION, "AWS Price List Query API"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, listed[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def filters_of(row: Row) -> list[dict[str, str]]:
    """Return what finds one item in the price list."""
    wanted = {"usagetype": row["usage"], "databaseEngine": row["engine"]}
    return [
        {"Type": "TERM_MATCH", "Field": field, "Value": value}
        for field, value in wanted.items()
        if value
    ]


def first_amounts(offer: dict[str, Any]) -> list[float]:
    """Return what the first of an item costs on demand, where it is not free."""
    dimensions = [
        dimension
        for term in offer["terms"].get("OnDemand", {}).values()
        for dimension in term["priceDimensions"].values()
    ]
    paid = [one for one in dimensions if float(one["pricePerUnit"].get("USD", 0))]
    first = min((float(one.get("beginRange", 0)) for one in paid), default=0.0)
    return [
        float(one["pricePerUnit"]["USD"])
        for one in paid
        if float(one.get("beginRange", 0)) == first
    ]
