"""Search answers with the publisher's statuses, headers and words."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.simulator.client import halves, window

NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)
FIRST = NOON - timedelta(days=70)

# Fields that every recorded offer carries.
ALWAYS = {
    "id", "intitule", "description", "dateCreation", "dateActualisation",
    "lieuTravail", "romeCode", "romeLibelle", "appellationlibelle", "entreprise",
    "typeContrat", "typeContratLibelle", "natureContrat", "experienceExige",
    "experienceLibelle", "alternance", "nombrePostes", "accessibleTH",
    "origineOffre",
}  # fmt: skip


def test_the_default_window_is_the_first_150(served):
    answer = served.france_travail.search()
    total = served.france_travail.total()
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"offres 0-149/{total}"
    assert answer.headers["accept-range"] == "150"
    assert len(answer.json()["resultats"]) == 150


def test_everything_in_one_window_is_200(served):
    offer = served.france_travail.search(range="0-0").json()["resultats"][0]
    created = datetime.fromisoformat(offer["dateCreation"].replace("Z", "+00:00"))
    answer = served.france_travail.search(**window(created, created))
    assert answer.status_code == 200
    assert answer.headers["Content-Range"].startswith("offres 0-")


def test_nothing_found_is_204_and_empty(served):
    later = NOON + timedelta(days=30)
    answer = served.france_travail.search(**window(later, later))
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Content-Range"] == "*/0"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"range": "0-150"}, "La plage de résultats demandée est trop importante."),
        (
            {"range": "3001-3100"},
            "La position de début doit être inférieure ou égale à 3000.",
        ),
        (
            {"range": "abc"},
            "Format du paramètre « range » incorrect. <entier>-<entier> attendu.",
        ),
        (
            {"publieeDepuis": "2"},
            "Format du paramètre « publieeDepuis » incorrect. "
            "1, 3, 7, 14 ou 31 attendu.",
        ),
        (
            {"experience": "9"},
            "Format du paramètre « experience » incorrect. 0, 1, 2, 3 ou 4 attendu.",
        ),
        (
            {"experienceExigence": "X"},
            "Format du paramètre « experienceExigence » incorrect. D, E ou S attendu.",
        ),
        ({"departement": "99"}, "Valeur du paramètre « departement » incorrecte."),
        ({"typeContrat": "XYZ"}, "Valeur du paramètre « typeContrat » incorrecte."),
        ({"natureContrat": "Z9"}, "Valeur du paramètre « natureContrat » incorrecte."),
    ],
)
def test_refusals_use_the_recorded_words(served, parameters, message):
    answer = served.france_travail.search(**parameters)
    assert answer.status_code == 400
    assert answer.json()["message"] == message
    assert "codeErreur" in answer.json()


def test_creation_dates_are_required_together(served):
    one = {"minCreationDate": "2026-09-01T00:00:00Z"}
    assert served.france_travail.search(**one).status_code == 400


def test_unknown_parameters_are_ignored_in_silence(served):
    everything = served.france_travail.total()
    assert served.france_travail.total(pays="99127") == everything
    assert served.france_travail.total(minDateCreation="2026-09-15") == everything
    assert served.france_travail.total(page="3") == everything


def test_sort_by_date_is_newest_first_and_pages_do_not_overlap(served):
    offers = served.france_travail.all_offers()
    dates = [offer["dateCreation"][:19] for offer in offers]
    assert dates == sorted(dates, reverse=True)
    assert len({offer["id"] for offer in offers}) == len(offers)
    assert len(offers) == served.france_travail.total()


def test_offers_have_the_fields_of_real_ones(served):
    for offer in served.france_travail.search(range="0-149").json()["resultats"]:
        assert set(offer) >= ALWAYS
        assert offer["dateCreation"].endswith("Z") and offer["dateCreation"][19] == "."
        assert len(offer["id"]) == 7


def test_the_halves_of_a_window_sum_to_the_window_down_to_the_second(served):
    client = served.france_travail

    def check(lowest, highest, depth):
        total = client.total(**window(lowest, highest))
        if total == 0 or lowest >= highest or depth == 0:
            return total
        parts = sum(check(*half, depth - 1) for half in halves(lowest, highest))
        assert parts == total
        return total

    assert check(FIRST, NOON, 7) == client.total()


def test_many_offers_share_one_second(served):
    seconds = [o["dateCreation"][:19] for o in served.france_travail.all_offers()]
    assert max(seconds.count(second) for second in set(seconds)) >= 10


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("typeContrat", "CDI,CDD,MIS,SAI,CCE,FRA,LIB,REP,TTI,DDI,DIN".split(",")),
        ("experienceExigence", ["D", "S", "E"]),
        ("qualification", ["0", "9"]),
        ("origineOffre", ["1", "2"]),
        ("tempsPlein", ["true", "false"]),
    ],
)
def test_filters_divide_all_offers(served, name, values):
    totals = [served.france_travail.total(**{name: value}) for value in values]
    assert sum(totals) == served.france_travail.total()


def test_a_departement_lists_only_offers_placed_in_it(served):
    offers = served.france_travail.all_offers(departement="75")
    assert offers
    assert all(o["lieuTravail"]["libelle"].startswith("75") for o in offers)


def test_departements_leave_out_offers_placed_in_france_only(served):
    codes = [d["code"] for d in served.france_travail.reference("departements").json()]
    groups = [codes[i : i + 5] for i in range(0, len(codes), 5)]
    placed = sum(served.france_travail.total(departement=",".join(g)) for g in groups)
    everything = served.france_travail.all_offers()
    vague = {"France", "Belgique", "Allemagne", "Monaco", "Québec Canada"}
    regions = {r["libelle"] for r in served.france_travail.reference("regions").json()}
    regions |= {"Ile-de-France"}
    unplaced = [
        o
        for o in everything
        if o["lieuTravail"]["libelle"] in vague | regions
        or "Frontalier" in o["lieuTravail"]["libelle"]
    ]
    assert placed + len(unplaced) == len(everything)


def test_type_and_nature_of_contract_are_alternatives(served):
    client = served.france_travail
    either = client.total(typeContrat="CDI", natureContrat="E2")
    cdi, trainees = client.total(typeContrat="CDI"), client.total(natureContrat="E2")
    assert cdi <= either <= cdi + trainees
    assert either > cdi


def test_aggregations_count_all_matches(served):
    answer = served.france_travail.search(range="0-0").json()
    total = served.france_travail.total()
    filters = {f["filtre"]: f["agregation"] for f in answer["filtresPossibles"]}
    assert set(filters) == {
        "typeContrat",
        "experience",
        "qualification",
        "natureContrat",
    }
    assert sum(a["nbResultats"] for a in filters["typeContrat"]) == total


def test_keywords_are_all_required(served):
    offers = served.france_travail.all_offers(motsCles="aide,domicile")
    assert offers
    too_many = ",".join(["mot"] * 8)
    assert served.france_travail.search(motsCles=too_many).status_code == 400


def test_one_offer_is_served_by_its_id_and_an_unknown_one_is_204(served):
    listed = served.france_travail.search(range="0-0").json()["resultats"][0]
    assert served.france_travail.offer(listed["id"]).json() == listed
    gone = served.france_travail.offer("000BBBB")
    assert (gone.status_code, gone.content) == (204, b"")
