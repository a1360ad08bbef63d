"""What `python -m ingestion document` says of a document that it cannot read."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.errors import InvalidSetting
from ingestion.lake_documents import document_of
from tests.conftest import Vigie, plain_environment
from tests.faults.test_storage_faults import IMPATIENT, assert_one_line

FILE = "wttj/offers/1795765873.2874672.de9a0ea350.parquet"


@pytest.fixture
def laptop(tmp_path):
    """Give the command line over an empty lake."""
    folder = {"VIGIE_DATA_DIR": str(tmp_path)}
    return Vigie(tmp_path, {**plain_environment(), **folder})


def test_a_file_that_the_lake_does_not_have_is_named(laptop):
    asked = laptop.run("ingestion", "document", FILE, "1", check=False)

    assert_one_line(asked, f"the lake's file {FILE} cannot be read")


def test_storage_out_of_reach_is_one_line(laptop):
    bucket = {
        "LAKE_URL": "s3://lac-d-essai/nulle-part",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        **IMPATIENT,
    }
    asked = laptop.run("ingestion", "document", FILE, "1", check=False, **bucket)

    assert_one_line(asked, f"the lake's file {FILE} cannot be opened", "LAKE_URL")
    assert asked.stderr.count("\n") == 1


def test_a_file_of_references_holds_no_offers():
    body = io.BytesIO()
    pq.write_table(pa.table({"kind": ["rome"], "payload": ["{}"]}), body)

    with pytest.raises(InvalidSetting, match="no file of offers"):
        document_of(pq.ParquetFile(body), "references/entries/1.a.parquet", 0)
