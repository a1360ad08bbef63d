"""Reads the dataset's description: which file is the newest."""

import re
from dataclasses import dataclass
from typing import Any

from ingestion.errors import UnexpectedAnswer

FILE_TITLE = re.compile(r"offres-datagouv-(\d{8})\.csv")


@dataclass(frozen=True)
class WeeklyFile:
    """One of the dataset's files; `day` is in its title."""

    title: str
    day: str
    url: str


def newest_file(dataset: Any) -> WeeklyFile:
    """Choose the newest weekly CSV by the date in its title.

    Raises: UnexpectedAnswer when the description names none.
    Source: data.gouv.fr, API v1, `resources[]{title, format, url}`.
    """
    resources = dataset.get("resources") if isinstance(dataset, dict) else None
    files = []
    for resource in resources if isinstance(resources, list) else []:
        if not isinstance(resource, dict):
            continue
        title, url = str(resource.get("title")), str(resource.get("url"))
        found = FILE_TITLE.search(title) or FILE_TITLE.search(url)
        if found:
            files.append(WeeklyFile(found.group(0), found.group(1), url))
    if not files:
        raise UnexpectedAnswer(
            "the dataset names no file offres-datagouv-YYYYMMDD.csv; "
            "the publisher has changed its titles"
        )
    return max(files, key=lambda file: file.day)
