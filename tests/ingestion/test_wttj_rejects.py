"""Pages of Welcome to the Jungle that cannot be read, and what of them may land."""

import json

from tests.publishers import faults

RECRUITER = {"name": "Jeanne Martin", "email": "jeanne@a.example", "phone": "+33 6.39"}
JOB = {"name": None, "description": "Souder", "recruiters": [RECRUITER]}


def page(script):
    """Write a page that shows its recruiter, with a script of any kind."""
    return (
        '<!DOCTYPE html><html><head><meta name="author" content="Jeanne Martin">'
        f'{script}</head><body class="job"><h4 id="who">Jeanne Martin</h4>'
        '<a href="mailto:jeanne@a.example">Écrire</a></body></html>'
    )


def state(job):
    query = {"queryKey": ["job", "fr", "a", "b"], "state": {"data": job}}
    store = json.dumps(json.dumps({"queries": [query]}))
    return f"<script>window.__INITIAL_DATA__ = {store};</script>"


def rejects(vigie, world, html):
    """Let every job page answer the same; return the reasons and bodies landed."""
    rule = {"name": "status", "status": 200, "body": html, "path": "/jobs/"}
    with faults(world, rule):
        vigie.run("ingestion", "run", "wttj", check=False)
    return set(vigie.query("select reason, body from raw_wttj.rejects"))


def test_a_job_without_a_name_is_rejected_without_its_recruiters(vigie, world):
    ((reason, body),) = rejects(vigie, world, page(state(JOB)))

    assert reason == "changed_page"
    assert json.loads(body)["description"] == "Souder"
    assert "recruiters" not in body and "Jeanne" not in body


def test_a_page_of_another_layout_leaves_its_tags_and_nobodys_name(vigie, world):
    data = json.dumps({"posting": JOB})
    tag = '<script type="application/json" id="__NEXT_DATA__">'

    ((reason, body),) = rejects(vigie, world, page(f"{tag}{data}</script>"))

    assert reason == "changed_page"
    assert f"{tag}</script>" in body
    assert '<body class="job"><h4 id="who"></h4><a></a>' in body
    assert "Jeanne" not in body and "jeanne" not in body


def test_a_page_that_is_cut_is_no_version(vigie, world):
    with faults(world, {"name": "truncated", "share": 0.9, "path": "/jobs/"}):
        done = vigie.run("ingestion", "run", "wttj", check=False)

    assert done.returncode == 3
    assert vigie.query("select count(*) from raw_wttj.offers") == [(0,)]
    reasons = vigie.query("select distinct reason from raw_wttj.rejects")
    assert reasons == [("cut_page",)]
