"""CSV that a spreadsheet opens as text: no cell of a publisher's becomes a formula."""

import pandas as pd

# The signs that start a formula in Excel, LibreOffice or Sheets (OWASP).
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV for spreadsheets: with a BOM, so that accents survive."""
    safe = frame.copy()
    for column in safe.columns:
        safe[column] = safe[column].map(inert, na_action="ignore")
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def inert(cell: object) -> object:
    """Put an apostrophe before what a spreadsheet would compute."""
    if isinstance(cell, str) and (
        cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(FORMULA_STARTS)
    ):
        return f"'{cell}"
    return cell
