"""Filters and URLs: a link means the same to everyone, and a bad one means nothing."""

import pytest

from streamlit_app import address
from streamlit_app.filters import CODES, Filters, from_query, to_query
from tests.streamlit_app.invented_release import RELEASE, seed

FULL = Filters(
    source=("wttj", "france_travail"),
    region=("84", "11"),
    departement=("2A", "971"),
    domain=("M", "C15"),
    occupation=("M1811",),
    contract=("CDI",),
    skill=("sk_python",),
    employer=("d41d8cd98f00b204e9800998ecf8427e",),
    status="all",
)


@pytest.mark.parametrize("filters", [Filters(), FULL], ids=["default", "full"])
def test_a_link_says_what_was_chosen(filters):
    assert from_query(to_query(filters)) == filters


@pytest.mark.parametrize(
    ("name", "listed", "column"),
    [
        ("source", "offer_sources", "source"),
        ("region", "regions", "region_code"),
        ("departement", "departements", "departement_code"),
        ("domain", "grand_domains", "grand_domain_code"),
        ("contract", "contract_families", "contract_family"),
        ("skill", "skills", "skill_id"),
    ],
)
def test_a_link_may_hold_any_code_there_is(name, listed, column):
    codes = [row[column] for row in seed(listed)]

    assert codes
    assert not [code for code in codes if not CODES[name].fullmatch(code)]


def test_defaults_leave_the_url_clean():
    assert to_query(Filters()) == {}


@pytest.mark.parametrize(
    "value",
    ["", "'; drop table x; --", "<script>", "%00", "../..", "M1811 ", "9" * 99, "é"],
)
def test_bad_values_are_inert(value):
    query = {name: [value] for name in CODES}

    assert from_query(query | {"status": [value]}) == Filters()


def test_a_link_holds_a_bounded_number_of_values():
    many = {"departement": [f"{n:02}" for n in range(95)]}

    assert len(from_query(many).departement) == 30


def test_filters_survive_a_change_of_page_and_reach_the_url(open_app):
    app = open_app(region=["84"], status="all", occupation="nonsense")
    assert app.query_params["region"] == "84"
    assert "occupation" not in app.query_params

    app.switch_page("app_pages/collection.py").run()

    assert app.query_params["region"] == "84"
    assert app.session_state["filters"] == Filters(region=("84",), status="all")


def test_a_value_that_the_release_does_not_know_is_dropped(open_app):
    app = open_app(departement=["00", "69"])

    assert not app.exception
    assert app.query_params["departement"] == "69"


def test_clearing_forgets_everything(open_app):
    app = open_app(region="84", status="all")

    next(b for b in app.button if b.label == "Effacer les filtres").click().run()

    assert app.session_state["filters"] == Filters()
    assert "region" not in app.query_params


def test_a_link_followed_in_mid_session_replaces_what_was_chosen(open_app):
    app = open_app(region="84")
    app.query_params.clear()
    app.query_params["employer"] = "emp7"
    app.run()

    assert app.session_state["filters"] == Filters(employer=("emp7",))


@pytest.fixture
def step_back(monkeypatch):
    """Go back to an address, as the browser does."""

    def step_back_(app, **query: str):
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name] = value
        with monkeypatch.context() as patched:
            patched.setattr(address, "is_step_in_history", lambda: True)
            return app.run()

    return step_back_


def test_a_step_back_takes_off_what_was_chosen(open_app, step_back):
    app = open_app("collection")
    next(box for box in app.multiselect if box.label == "Contrat").set_value(["CDI"])
    app.run()
    assert app.query_params["contract"] == "CDI"

    step_back(app)

    assert app.session_state["filters"] == Filters()
    assert "contract" not in app.query_params


def test_an_address_that_a_page_never_showed_is_what_it_showed_last(
    open_app, step_back
):
    app = open_app("collection", contract="CDI")
    for never_shown in ({}, {"contract": "CDI", "skill": "sk_python"}):
        step_back(app, **never_shown)

        assert app.session_state["filters"] == Filters(contract=("CDI",))
        assert app.query_params["contract"] == "CDI"
        assert "skill" not in app.query_params


def test_a_step_back_searches_again_what_was_searched(open_app, step_back):
    app = open_app("explorer")
    for searched in ("vendeur", "comptable"):
        app.text_input[0].set_value(searched).run()

    for searched in ("vendeur", ""):
        step_back(app, **({"q": searched} if searched else {}))
        assert app.text_input[0].value == searched


def test_a_pinned_filter_narrows_and_can_be_taken_off(open_app, published):
    with published.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {RELEASE}.fct_openings "
            "where is_open and employer_id = 'emp7'"
        )
        n = cursor.fetchone()[0]
    app = open_app(employer="emp7")
    assert app.metric[0].value == str(n)

    next(box for box in app.multiselect if box.label == "Employeur").set_value([])
    app.run()

    assert app.session_state["filters"] == Filters()
    assert "employer" not in app.query_params


def test_a_skill_narrows_to_the_openings_that_name_it(open_app, published):
    with published.cursor() as cursor:
        cursor.execute(
            f"set search_path to {RELEASE}; "
            "select skill_id, count(*) from fct_opening_skills "
            "inner join fct_openings using (opening_id) "
            "where is_open group by 1 order by 2 desc limit 1"
        )
        skill, n = cursor.fetchone()

    app = open_app(skill=skill)

    assert app.metric[0].value == str(n)
