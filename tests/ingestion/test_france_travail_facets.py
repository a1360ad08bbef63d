"""A second that overflows, against a publisher with a small reach."""

import json


def test_fault_42_a_second_that_overflows_is_read_through_facets(vigie, narrow_world):
    # GIVEN offers of which a third is stamped in one second, every fourteenth day
    narrow_world.set_day(0)

    # WHEN they are collected through a reach that this second exceeds by far
    done = vigie.run(
        "ingestion", "collect", "france_travail", "--progress", "json",
        **narrow_world.environment,
    )  # fmt: skip

    # THEN every offer is there, and the certificate says so
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    report = next(r for r in reports if r["event"] == "collected")
    assert report["certified"]
    assert report["collected"] == report["announced"] > 2000
