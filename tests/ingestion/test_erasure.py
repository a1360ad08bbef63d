"""An erased offer is nowhere: no file, no older version, no row, no local copy."""

import io
from pathlib import Path

import boto3
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.erasure import named
from tests.conftest import execute
from tests.faults.test_warehouse_faults import load_that_waits
from tests.ingestion.test_landing import contents

SOURCE = "service_public"


class Folder:
    """A lake in a folder."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def read(self):
        """Return every Parquet file, finished or not, by name."""
        return {str(p): p.read_bytes() for p in self.folder.rglob("*.parquet*")}

    def write(self, name, body):
        """Put a file back."""
        Path(name).write_bytes(body)


class Bucket:
    """A lake in a bucket that keeps versions."""

    def __init__(self, name, environment):
        self.name = name
        self.client = boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            region_name=environment["AWS_DEFAULT_REGION"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        place = {"LocationConstraint": environment["AWS_DEFAULT_REGION"]}
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration=place)
        self.client.put_bucket_versioning(
            Bucket=name, VersioningConfiguration={"Status": "Enabled"}
        )

    def read(self):
        """Return every version of every Parquet file, by name and version."""
        pages = self.client.get_paginator("list_object_versions")
        return {
            f"{v['Key']} {v['VersionId']}": self.client.get_object(
                Bucket=self.name, Key=v["Key"], VersionId=v["VersionId"]
            )["Body"].read()
            for page in pages.paginate(Bucket=self.name)
            for v in page.get("Versions", ())
            if v["Key"].endswith(".parquet")
        }

    def write(self, name, body):
        """Put a file back as an older version of one that is removed."""
        key = name.split(" ")[0]
        self.client.put_object(Bucket=self.name, Key=key, Body=body)
        self.client.delete_object(Bucket=self.name, Key=key)


@pytest.fixture(params=[Folder, Bucket])
def lake(request, vigie, s3):
    """Fill a lake, once of each kind, and load it."""
    if request.param is Folder:
        # A name that is a pattern, too, of which it is no match.
        made = Folder(vigie.folder / "lac [1]")
        vigie.environment["LAKE_URL"] = made.folder.as_uri()
    else:
        made = Bucket(f"lac-{abs(hash(str(vigie.folder)))}", s3)
        vigie.environment.update({**s3, "LAKE_URL": f"s3://{made.name}/brut"})
    vigie.run("ingestion", "run", SOURCE)
    return made


def holders(files, offer):
    """Name the files whose rows name an offer."""
    found = []
    for name, body in files.items():
        table = pq.read_table(io.BytesIO(body))
        if "offer_id" in table.column_names:
            found += [name] * (offer in table["offer_id"].to_pylist())
    return found


def erase(vigie, *arguments):
    """Erase, and return what was said."""
    return vigie.run("ingestion", "erase", SOURCE, *arguments).stdout


def test_an_erased_offer_is_nowhere_and_everything_else_stays(vigie, lake):
    # GIVEN an offer in the lake and in raw
    listed = f"select offer_id from raw_{SOURCE}.offers order by 1 limit 2"
    (offer,), (other,) = vigie.query(listed)
    before, files = contents(vigie)[SOURCE], lake.read()
    holding = holders(files, offer)
    assert len(holding) == 2  # its text, and that it was seen

    # AND a reject of it, whose id was not trimmed in those days
    spaced = f"update raw_{SOURCE}.rejects set offer_id = e' {offer}\\u00a0'"
    assert vigie.query(f"{spaced} returning 1")

    # WHEN it is erased
    said = erase(vigie, offer)

    # THEN nothing names it, here or in Postgres, and every other row is as it was
    assert "erased 2 rows of 2 files" in said
    assert holders(lake.read(), offer) == [] != holders(lake.read(), other)
    assert len(lake.read()) == len(files)
    assert holders(Folder(vigie.folder / "state").read(), offer) == []
    for schema in (f"raw_{SOURCE}", f"raw_{SOURCE}_staging"):
        for table in ("offers", "sightings", "rejects"):
            query = f"select count(*) from {schema}.{table} where offer_id ~ '{offer}'"
            assert vigie.query(query) == [(0,)]
    after = contents(vigie)[SOURCE]
    assert [row[:4] for row in after] == [row[:4] for row in before if row[0] != offer]

    # AND each row of raw leads to its place in the lake
    for path in {row[4] for row in after}:
        (body,) = (body for name, body in lake.read().items() if path in name)
        ids = pq.read_table(io.BytesIO(body))["offer_id"].to_pylist()
        assert all(ids[row[5]] == row[0] for row in after if row[4] == path)

    # AND an erasure that was killed before its end is finished by the next
    for name in holding:
        lake.write(name, files[name])
    assert "0 files, 0 older" not in erase(vigie, offer)
    assert holders(lake.read(), offer) == []

    # AND so is one that was killed before its load
    loaded = f"delete from raw_{SOURCE}.lake_files where lake_file ~ '-1.parquet'"
    assert vigie.query(f"{loaded} returning 1")
    assert "finished an erasure that was cut short" in erase(vigie, offer)

    # AND where the publisher still lists it, the next crawl finds it anew
    vigie.run("ingestion", "run", SOURCE)
    assert [row[:4] for row in contents(vigie)[SOURCE]] == [row[:4] for row in before]


def test_an_offer_that_a_killed_load_left_behind_is_erased_too(vigie):
    # GIVEN a load that was killed with an offer in its hands
    vigie.run("ingestion", "collect", SOURCE)
    (file,) = (vigie.folder / "lake" / SOURCE / "offers").glob("*.parquet")
    offer, other = pq.read_table(file)["offer_id"].to_pylist()[:2]
    staged = f"raw_{SOURCE}_staging.offers"
    with load_that_waits(vigie, staged, SOURCE) as (load, _, _):
        load.kill()
        load.wait()

    # WHEN the offer is erased, which loads what remains
    erase(vigie, offer)

    # THEN raw has every other one, and the files that the lake has
    seen = f"select offer_id from raw_{SOURCE}.sightings"
    here = {row[0] for row in vigie.query(seen)}
    assert offer not in here and other in here
    assert {row[0] for row in contents(vigie)[SOURCE]} == here
    named = vigie.query(f"select lake_file from raw_{SOURCE}.lake_files")
    assert all((vigie.folder / "lake" / name).exists() for (name,) in named)


def test_an_offer_that_postgres_refuses_blocks_no_erasure(vigie):
    # GIVEN a load that Postgres refuses for one of its offers
    vigie.run("ingestion", "collect", SOURCE)
    vigie.run("ingestion", "db")
    (file,) = (vigie.folder / "lake" / SOURCE / "offers").glob("*.parquet")
    offer, *others = pq.read_table(file)["offer_id"].to_pylist()
    refusal = f"add constraint refusal check (offer_id <> '{offer}')"
    execute(vigie, f"alter table raw_{SOURCE}.offers {refusal}")
    assert vigie.run("ingestion", "load", SOURCE, check=False).returncode == 1

    # WHEN it is erased
    erase(vigie, offer)

    # THEN all others are there
    assert {row[0] for row in contents(vigie)[SOURCE]} == set(others)


def test_an_offer_that_a_failed_run_left_behind_is_erased_too(vigie, world):
    # GIVEN a run that failed with a package in its hands
    world.set_day(-14)
    vigie.run("ingestion", "run", SOURCE)
    folder = vigie.folder / "lake" / SOURCE / "sightings"
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("not a folder")
    world.set_day(0)
    assert vigie.run("ingestion", "collect", SOURCE, check=False).returncode == 1
    folder.unlink()
    aside.rename(folder)
    left = Folder(vigie.folder / "state").read()
    (body,) = (body for name, body in left.items() if "/offers." in name)
    offer, *others = pq.read_table(io.BytesIO(body))["offer_id"].to_pylist()

    # WHEN an offer of it is erased
    erase(vigie, offer)

    # THEN no later run can bring it back, and all else landed
    assert holders(Folder(vigie.folder).read(), offer) == []
    assert set(others) <= {row[0] for row in contents(vigie)[SOURCE]}


def test_an_id_with_spaces_around_it_is_the_offers():
    ids = pa.chunked_array([["1 ", "\u00a01", "11", None], ["1"]])

    assert named(ids, ["1"]).to_pylist() == [True, True, False, False, True]


@pytest.mark.parametrize("source", ["apec", "references"])
def test_erasing_nothing_is_one_line(vigie, source):
    done = vigie.run("ingestion", "erase", source, "1", check=False)

    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "give a source with offers (france_travail, wttj, service_public)" in line
