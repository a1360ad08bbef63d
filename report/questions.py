"""What the report asks: every figure for every combination of its three filters.

The page only looks figures up, so that each of them is one that SQL gave.
"""

from datetime import timedelta

import numpy as np
import pandas as pd

from report import statements
from report.statements import DIMENSIONS, Z
from report.warehouse import SMALLEST_N, Warehouse


def labels(warehouse: Warehouse, language: str, unknown: str) -> dict[str, dict]:
    """Name the codes of the filters and the skills; `language` is 'fr' or 'en'."""
    named = {}
    for dimension, question in statements.LABELS.items():
        rows = warehouse.ask(question.format(language=language))
        named[dimension] = dict(zip(rows["code"], rows["label"], strict=True))
        named[dimension]["unknown"] = unknown
    return named


def figures(warehouse: Warehouse) -> pd.DataFrame:
    """Tell the key figures of every combination; shares are null under SMALLEST_N."""
    rows = warehouse.ask(statements.FIGURES, {"as_of": warehouse.release.as_of})
    rows = with_share(rows, "remote", "remote_openings", "remote_known")
    return with_share(rows, "declared", "pay_n", "pay_openings")


def skills(warehouse: Warehouse, figures: pd.DataFrame) -> pd.DataFrame:
    """Tell the skills that most openings of each combination name."""
    sizes = figures[[*DIMENSIONS, "open_openings"]]
    rows = warehouse.ask(statements.SKILLS_ASKED).merge(sizes, on=list(DIMENSIONS))
    rows = with_share(rows, "skill", "openings", "open_openings")
    return rows[rows["skill_share"].notna()].reset_index(drop=True)


def weeks(warehouse: Warehouse) -> pd.DataFrame:
    return warehouse.ask(statements.WEEKS_OPENED, {"as_of": warehouse.release.as_of})


def was_watched(warehouse: Warehouse, days: int) -> bool:
    """Whether every source was collected in full already so many days ago."""
    question = f"with {statements.WATCHED} select began from watched"
    began = warehouse.ask(question)["began"].iloc[0]
    return not pd.isna(began) and began <= warehouse.release.as_of - timedelta(days)


def newest(warehouse: Warehouse) -> pd.DataFrame:
    return warehouse.ask(statements.NEWEST_OPENINGS)


def with_share(rows: pd.DataFrame, name: str, cases: str, n: str) -> pd.DataFrame:
    """Add a share and Wilson's 95 % interval; null where n is under SMALLEST_N."""
    size = rows[n].where(rows[n] >= SMALLEST_N).astype(float)
    count = rows[cases].astype(float)
    middle, width = (
        count + Z**2 / 2,
        Z * np.sqrt(count * (size - count) / size + Z**2 / 4),
    )
    return rows.assign(
        **{
            f"{name}_share": count / size,
            f"{name}_low": (middle - width) / (size + Z**2),
            f"{name}_high": (middle + width) / (size + Z**2),
        }
    )
