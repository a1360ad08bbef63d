"""What the lake says of a run that did not end."""

from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from ingestion.documents import Leaf
from ingestion.earlier_runs import unfinished_run
from ingestion.errors import LakeUnavailable
from ingestion.lake import Lake
from ingestion.landing_rows import leaf_row
from ingestion.tables import CRAWL_LEAVES

NOW = datetime(2026, 6, 29, 12, tzinfo=UTC)
RUN = "20260629T110000Z-full-abcdef"
PACKAGES = 75


@pytest.fixture
def lake(tmp_path):
    """Give a lake in which a run of many packages landed a leaf with each."""
    for number in range(PACKAGES):
        name = f"{1000 + number}.5"
        leaf = Leaf(str(number), {}, "certified", 1, 1, 1, 0, NOW, NOW, 0.0)
        marker = tmp_path / "s" / "_dlt_loads" / f"s__{name}.jsonl"
        file = tmp_path / "s" / "crawl_leaves" / f"{name}.abc.parquet"
        for path in (marker, file):
            path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(CRAWL_LEAVES.arrow([leaf_row(RUN, leaf, 0)]), file)
        marker.touch()
    return Lake(str(tmp_path))


def test_a_run_is_gone_on_with_from_all_of_its_packages(lake):
    run = unfinished_run(lake, "s", "full", NOW)

    assert run.run_id == RUN
    assert {leaf.leaf_id for leaf in run.leaves} == set(map(str, range(PACKAGES)))


def test_a_damaged_file_is_one_line_that_names_it(lake, tmp_path):
    name = f"s/crawl_leaves/{1000 + PACKAGES - 1}.5.abc.parquet"
    (tmp_path / name).write_bytes(b"damaged")

    with pytest.raises(LakeUnavailable, match=name):
        unfinished_run(lake, "s", "full", NOW)
