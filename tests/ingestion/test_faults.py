"""What collection must survive, each test named after the fault's number.

Source: the project's list of faults; the simulator's switches make them happen.
"""

import fcntl
import random
import signal
import subprocess
import sys
import time

import pytest

from ingestion.crawl import Crawl
from ingestion.sources.wttj import Wttj
from orchestration.steps import PROJECT_ROOT
from tests.publishers import call, faults, state

API = "/partenaire/offresdemploi"
SEARCH = f"{API}/v2/offres/search"


def collect(vigie, *sources, check=False, **changes):
    names = sources or ("france_travail",)
    return vigie.run("ingestion", "run", *names, check=check, **changes)


def one_after_another(rules):
    """Let each rule strike one search, and leave a good answer between two.

    Four searches find limits and count; those after them list pages.
    """
    return [
        {**rule, "path": SEARCH, "count": 1, "after": 4 + place}
        for place, rule in enumerate(rules)
    ]


def offers_in_raw(vigie, source="france_travail"):
    return vigie.query(
        f"select count(*), count(distinct offer_id) from raw_{source}.offers"
    )[0]


def last_run(vigie, source="france_travail"):
    return vigie.query(
        f"""
        select status, certified, collected from raw_{source}.crawl_runs
        order by started_at desc, run_id desc limit 1
        """
    )[0]


def assert_complete(vigie, world, source="france_travail"):
    """The next clean run has everything, once, and its certificate says so."""
    expected = state(world)["open"][source]
    status, certified, collected = last_run(vigie, source)
    assert (status, certified, collected) == ("complete", True, expected)
    total, distinct = offers_in_raw(vigie, source)
    assert total == distinct == expected


@pytest.mark.parametrize("verb", ["collect", "load"])
def test_faults_1_to_6_10_and_12_a_kill_at_any_instant_loses_and_doubles_nothing(
    vigie, world, verb
):
    dice = random.Random(verb)
    command = ["run", "france_travail"] if verb == "collect" else ["load"]
    if verb == "load":
        vigie.run("ingestion", "collect", "france_travail")
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "ingestion", *command],
            cwd=PROJECT_ROOT,
            env=vigie.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(0.8, 4.0))
        process.send_signal(dice.choice((signal.SIGKILL, signal.SIGTERM)))
        process.wait(timeout=10)

    assert collect(vigie).returncode == 0
    assert_complete(vigie, world)


def test_fault_2_a_run_cut_short_is_gone_on_with_from_its_leaves(vigie, narrow_world):
    there = narrow_world.environment
    narrow_world.set_day(0)
    cut = vigie.run("ingestion", "run", "france_travail", "--limit", "1200", **there)
    assert "not certified" in cut.stdout
    call(narrow_world, "reset", {})

    done = vigie.run("ingestion", "run", "france_travail", **there)

    assert "certified complete" in done.stdout
    assert_complete(vigie, narrow_world)
    runs = vigie.query(
        "select count(*), sum(leaves) from raw_france_travail.crawl_runs"
    )
    assert runs[0][0] == 1
    per_leaf = vigie.query(
        """
        select sum(collected), sum(new_versions), count(*) filter (where certified)
        from raw_france_travail.crawl_leaves
        """
    )
    total = state(narrow_world)["open"]["france_travail"]
    assert per_leaf == [(total, total, runs[0][1])]
    # A rebuild, which reads all of the run's files at once, tells the same of it.
    leaves = "select leaf_id, outcome, ended_at from raw_france_travail.crawl_leaves"
    told = vigie.query(f"{leaves} order by 1")
    assert {outcome for _, outcome, _ in told} == {"certified", "superseded"}
    vigie.run("ingestion", "rebuild", "france_travail")
    assert vigie.query(f"{leaves} order by 1") == told
    # What was certified before is not asked again: less than a whole crawl's requests.
    whole = vigie.query("select sum(requests) from raw_france_travail.crawl_leaves")
    assert state(narrow_world)["requests"] < 0.8 * float(whole[0][0])
    # What is complete is not gone on with.
    vigie.run("ingestion", "run", "france_travail", **there)
    runs = "select count(distinct run_id) from raw_france_travail.crawl_runs"
    assert vigie.query(runs) == [(2,)]


def test_fault_29_an_expired_token_is_renewed_once_and_the_page_asked_again(
    vigie, world
):
    with faults(
        world, {"name": "expire_tokens", "after": 2, "count": 1, "path": SEARCH}
    ):
        assert collect(vigie).returncode == 0

    assert_complete(vigie, world)


def test_fault_30_a_broken_token_endpoint_stops_with_one_line(vigie, world):
    broken = {"name": "status", "status": 400, "path": "access_token", "body": "no"}
    with faults(world, broken):
        done = collect(vigie)

    assert done.returncode == 1
    assert "gives no token (HTTP 400" in done.stdout


def test_fault_30_a_token_refused_for_ever_is_renewed_exactly_once(vigie, world):
    call(world, "reset", {})
    with faults(world, {"name": "status", "status": 401, "path": SEARCH}):
        done = collect(vigie)

    assert "refuses a token it has just given" in done.stdout
    assert last_run(vigie)[0] == "failed"
    tokens = [n for path, n in state(world)["by_path"].items() if "token" in path]
    assert sum(tokens) == 2


def test_fault_30_a_run_whose_token_dies_counts_what_it_has_landed(vigie, narrow_world):
    narrow_world.set_day(0)
    refused = {"name": "status", "status": 401, "path": SEARCH, "after": 150}
    with faults(narrow_world, refused):
        done = collect(vigie, **narrow_world.environment)

    assert "refuses a token" in done.stdout
    figures = vigie.query(
        """
        select
            (select sum(collected) from raw_france_travail.crawl_runs),
            (select sum(collected) from raw_france_travail.crawl_leaves),
            (select count(*) from raw_france_travail.sightings)
        """
    )[0]
    assert figures[0] == figures[1] == figures[2] > 0


def test_fault_31_a_storm_of_429_is_waited_out(vigie, world):
    waits = ("1", "-3", "soon")
    storm = [{"name": "rate_limited", "retry_after": wait} for wait in waits]
    with faults(world, *one_after_another(storm)):
        assert collect(vigie).returncode == 0
        assert state(world)["faults_fired"] == {"rate_limited": len(waits)}

    assert_complete(vigie, world)


def test_fault_31_a_wait_beyond_the_budget_stops_cleanly(vigie, world):
    storm = {"name": "rate_limited", "retry_after": 9000, "path": SEARCH}
    with faults(world, storm):
        done = collect(vigie)

    assert done.returncode != 0
    assert "asks to wait 9000 s" in done.stdout
    assert collect(vigie).returncode == 0
    assert_complete(vigie, world)


def test_fault_32_one_request_in_ten_failing_changes_nothing(vigie, world):
    with faults(
        world, {"name": "status", "status": 503, "probability": 0.1, "path": API}
    ):
        assert collect(vigie).returncode == 0

    assert_complete(vigie, world)


@pytest.mark.parametrize(
    "rules",
    [
        [
            {"name": "truncated"},
            {"name": "cut"},
            {"name": "html_page"},
            {"name": "html_page", "content_type": "application/json"},
        ],
        [
            {"name": "empty_results"},
            {"name": "total", "by": -1},
            # The answer of an empty search, where there are offers.
            {
                "name": "status",
                "status": 204,
                "headers": {"Content-Range": "offres */0"},
            },
        ],
    ],
    ids=["broken", "wrong"],
)
def test_faults_33_and_34_a_damaged_page_is_asked_again(vigie, world, rules):
    with faults(world, *one_after_another(rules)):
        assert collect(vigie).returncode == 0
        assert sum(state(world)["faults_fired"].values()) == len(rules)

    assert_complete(vigie, world)


@pytest.mark.parametrize("form", [None, "chunked", "gzip"])
def test_fault_33_a_file_is_read_to_its_end_in_any_form(vigie, world, form):
    rules = [{"name": form, "path": "datagouv"}] if form else []
    with faults(world, *rules):
        assert collect(vigie, "service_public").returncode == 0

    status, certified, collected = last_run(vigie, "service_public")
    assert (status, certified) == ("complete", True)
    assert offers_in_raw(vigie, "service_public")[0] == collected > 0


@pytest.mark.parametrize("rule", [{"name": "cut"}, {"name": "gzip", "share": 0.9}])
def test_fault_33_a_file_that_is_cut_is_not_certified(vigie, world, rule):
    with faults(world, {**rule, "path": "datagouv"}):
        done = collect(vigie, "service_public")

    assert done.returncode == 3
    assert "could not be read to its end" in done.stdout
    assert last_run(vigie, "service_public")[:2] == ("incomplete", False)


def test_fault_34_pages_that_stay_damaged_are_never_zero_offers(vigie, world):
    with faults(world, {"name": "html_page", "path": SEARCH}):
        done = collect(vigie)

    assert done.returncode != 0
    status, certified, _ = last_run(vigie)
    assert status != "complete" and not certified


def test_fault_36_a_redirect_inside_the_network_is_not_followed(vigie, world):
    inward = {
        "name": "redirect",
        "location": "http://169.254.169.254/x",
        "path": SEARCH,
    }
    with faults(world, inward):
        done = collect(vigie)

    assert done.returncode == 1
    assert "not a public web address" in done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gzip_bomb", "larger than 64 MiB"),
        ("huge_body", "larger than 64 MiB"),
        ("deep_json", "sends none that can be read"),
        ("many_keys", "sends none that can be read"),
    ],
)
def test_fault_37_an_oversized_answer_is_cut(vigie, world, name, said):
    with faults(world, {"name": name, "megabytes": 100, "path": SEARCH}):
        done = collect(vigie)

    assert done.returncode == 1
    assert said in done.stdout and "fault of Vigie" not in done.stdout
    assert not last_run(vigie)[1]


@pytest.mark.parametrize("rule", [{"status": 503}, {"disallow": True}])
def test_fault_40_robots_txt_is_obeyed(vigie, world, rule):
    call(world, "reset", {})
    name = "status" if "status" in rule else "robots"
    with faults(world, {"name": name, "path": "/robots.txt", **rule}):
        done = collect(vigie, "wttj")

    assert not any("/jobs/" in path for path in state(world)["by_path"])
    assert done.returncode == 1


def test_fault_40_a_crawl_delay_sets_the_pace(world, monkeypatch):
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    site = Wttj()
    with faults(world, {"name": "robots", "crawl_delay": 30}):
        site.begin(Crawl("full", known=None))

    assert site.client.pace.per_second == pytest.approx(1 / 30)


def test_fault_41_offers_that_come_and_go_while_paging_are_not_missed(vigie, world):
    with faults(
        world, {"name": "drift", "insert": 9, "delete": 9, "count": 4, "after": 4}
    ):
        assert collect(vigie).returncode == 0
        # What came back into a window that was already certified is the next run's.
        late = set(state(world)["drifted_in"])
        expected = set(call(world, "open")["france_travail"]) - late

    seen = vigie.query("select offer_id from raw_france_travail.sightings")
    assert expected <= {row[0] for row in seen}


def test_fault_43_a_page_that_vanished_is_counted_and_not_fatal(vigie, world):
    with faults(world, {"name": "status", "status": 404, "count": 3, "path": "/jobs/"}):
        assert collect(vigie, "wttj").returncode == 0

    run = vigie.query(
        "select certified, gone, announced - collected from raw_wttj.crawl_runs"
    )
    assert run == [(True, 3, 3)]


def test_fault_44_unreadable_offers_go_to_rejects_and_the_run_goes_on(vigie, world):
    without_id = {"name": "rewrite", "remove": ["id"], "offers": 2}
    with faults(world, {**without_id, "path": SEARCH}):
        collect(vigie)

    rejects = vigie.query("select reason, body from raw_france_travail.rejects")
    assert {reason for reason, _ in rejects} == {"unreadable_offer"}
    assert all("intitule" in body and '"contact":' not in body for _, body in rejects)


def test_fault_44_a_changed_page_goes_to_rejects_with_its_tags(vigie, world):
    with faults(world, {"name": "layout", "share": 0.2}):
        collect(vigie, "wttj")

    rejects = vigie.query("select reason, length(body) from raw_wttj.rejects")
    assert rejects and all(
        row[0] == "changed_page" and row[1] > 1000 for row in rejects
    )
    assert offers_in_raw(vigie, "wttj")[0] > 0


# How each poison begins that the simulator puts before a text.
POISONED = {
    "nul": "nul",
    "surrogate": "seul",
    "bom": "marque",
    "right_to_left": "gro.live",
    "emoji": "\U0001f469",
}
# With these the whole answer is no JSON, or no UTF-8: each comes alone.
NOT_JSON, NOT_UTF8 = {"raw_control": "cloche"}, {"latin1": ".quipe . cr.er"}


@pytest.mark.parametrize(
    "poisons", [POISONED, NOT_JSON, NOT_UTF8], ids=["text", "json", "utf8"]
)
def test_fault_45_no_text_is_a_poison_pill(vigie, world, poisons):
    by_turns = {"name": "text", "poison": list(poisons), "offers": 50, "path": SEARCH}
    pages = [
        {"name": "text", "poison": poison, "count": 5, "path": "/jobs/"}
        for poison in poisons
    ]
    with faults(world, by_turns, *pages):
        assert collect(vigie, "france_travail", "wttj").returncode == 0

    assert_complete(vigie, world)
    assert vigie.query("select count(*) from raw_wttj.rejects") == [(0,)]
    texts = "select payload::jsonb ->> 'description' from raw_france_travail.offers"
    for beginning in poisons.values():
        found = f"select count(*) from ({texts}) as t (d) where d ~ '^.?{beginning}'"
        assert vigie.query(found)[0][0] > 0, beginning


def test_fault_46_an_impossible_date_loses_no_offer(vigie, world):
    moments = (
        "9999-12-31T23:59:59Z",
        "12026-01-01T00:00:00Z",
        "2025-02-30T10:00:00Z",
        "0001",
    )
    dates = [
        {"dateActualisation": moment, "dateCreation": moment} for moment in moments
    ]
    rewrite = {"name": "rewrite", "set": dates, "offers": 20, "path": SEARCH}
    with faults(world, rewrite):
        assert collect(vigie).returncode == 0

    assert_complete(vigie, world)
    told = "select payload::jsonb ->> 'dateCreation' from raw_france_travail.offers"
    kept = vigie.query(told)
    assert set(moments) <= {moment for (moment,) in kept}


def test_fault_54_a_second_run_says_that_the_first_one_holds_the_lock(vigie):
    vigie.folder.mkdir(parents=True)
    with (vigie.folder / "run.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = collect(vigie)

    assert done.returncode == 1
    assert "another run holds the lock" in done.stderr


def test_fault_58_a_clock_set_back_skips_no_offer(vigie, world):
    collect(vigie, check=True)
    world.set_day(-2)
    assert collect(vigie).returncode == 0
    world.set_day(1)
    assert collect(vigie).returncode == 0

    expected = state(world)["open"]["france_travail"]
    assert last_run(vigie) == ("complete", True, expected)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET", "", "CLIENT_SECRET is not set"),
        (
            "SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET",
            "wrong",
            "does not accept the credentials",
        ),
        ("SOURCES__FRANCE_TRAVAIL__API_URL", "http://127.0.0.1:9", "connection failed"),
        (
            "SOURCES__FRANCE_TRAVAIL__API_URL",
            "nonsense",
            "give an http or https address",
        ),
        ("LAKE_URL", "ftp://lake", "LAKE_URL is 'ftp://lake'"),
        ("PGPASSWORD", "wrong", "refuses administrator"),
        ("PGPORT", "1", "check PGHOST"),
    ],
)
def test_fault_60_a_wrong_setting_is_one_line_that_names_it(vigie, name, value, said):
    secret = vigie.environment["SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET"]
    done = collect(vigie, VIGIE_POSTGRES_WAIT_SECONDS="1", **{name: value})

    printed = done.stdout + done.stderr
    assert done.returncode == 1
    assert said in printed
    assert "Traceback" not in printed and secret not in printed


def test_fault_60_a_secret_with_a_trailing_newline_is_accepted(vigie):
    secret = vigie.environment["SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET"] + "\n"

    assert collect(vigie, SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET=secret).returncode == 0
