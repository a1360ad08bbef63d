"""What runs saw is read once, and read anew when runs are told otherwise."""

from tests.models.test_history import START, moment


def spans_of(models, sql):
    names = "offer_key, content_hash, first_run_number, last_run_number, last_run_id"
    return models.rows(f"select {names} from ({sql}) as spans order by 1, 3")


def list_runs(models, runs, sightings, lasting=0.02):
    """Lay down runs of so many days, and what each listed: (offer, text, run)."""
    numbers = {run: number for number, run in enumerate(runs, start=1)}
    models.invent(
        "intermediate.int_sighted_runs",
        "source text, run_id text",
        sorted({("wttj", run) for _, _, run in sightings}),
    )
    models.invent(
        "intermediate.int_crawl_runs",
        "source text, run_id text, run_number bigint, ended_at timestamptz",
        [
            ("wttj", run, number, moment(int(run[1:]) + lasting))
            for run, number in numbers.items()
        ],
    )
    models.invent(
        "intermediate.int_sightings",
        "offer_key text, source text, content_hash text, run_id text, "
        "run_number bigint, seen_at timestamptz",
        [
            (key, "wttj", text, run, numbers.get(run, 0), moment(int(run[1:])))
            for key, text, run in sightings
        ],
    )
    models.invent(
        "intermediate.int_offers_unioned",
        "offer_key text, source text, content_hash text, fetched_at timestamptz",
        sorted({(key, "wttj", text, START) for key, text, _ in sightings}),
    )


def test_what_a_run_saw_is_read_once_until_runs_are_told_otherwise(models):
    before = [("a", "x", "r1"), ("a", "x", "r3"), ("b", "y", "r3"), ("c", "z", "r4")]
    list_runs(models, ["r1", "r3"], before)
    models.build("int_sighting_spans")
    whole = models.compiled["int_sighting_spans"]
    kept = models.compile_again("int_sighting_spans")
    assert "int_sighting_spans" in kept and "int_sighting_spans" not in whole

    # The fourth run has ended. What the first said is told otherwise: it is not read.
    after = [("a", "x", "r3"), *before[2:], ("a", "x", "r4"), ("b", "w", "r4")]
    list_runs(models, ["r1", "r3", "r4"], after)
    assert spans_of(models, kept) == [
        ("a", "x", 1, 3, "r4"),
        ("b", "y", 2, 2, "r3"),
        ("b", "w", 3, 3, "r4"),
        ("c", "z", 3, 3, "r4"),
    ]

    # A run that was loaded late: all numbers move.
    list_runs(models, ["r1", "r2", "r3", "r4"], [*after, ("b", "y", "r2")])
    assert spans_of(models, kept) == spans_of(models, whole)
    assert spans_of(models, kept)[0] == ("a", "x", 3, 4, "r4")

    # The last run was gone on with: same name and number, another end.
    list_runs(models, ["r1", "r3"], [*before, ("d", "v", "r3")], lasting=0.5)
    assert ("d", "v", 2, 2, "r3") in spans_of(models, kept)
    assert spans_of(models, kept) == spans_of(models, whole)


def test_a_table_of_an_older_build_is_not_read(models):
    list_runs(models, ["r1"], [("a", "x", "r1")])
    models.build("int_sighting_spans")
    with models.connection.cursor() as cursor:
        cursor.execute(
            "alter table intermediate.int_sighting_spans drop column last_run_ended_at"
        )
    compiled = models.compile_again("int_sighting_spans")
    assert compiled == models.compiled["int_sighting_spans"]
