"""The token endpoint refuses and grants as the publisher does."""

import pytest
import requests

from orchestration.simulated import simulator
from tests.simulator.client import FranceTravailClient


def test_a_token_lasts_1499_seconds_and_names_its_scope(served):
    answer = served.france_travail.ask_token()
    body = answer.json()
    assert answer.status_code == 200
    assert set(body) == {"scope", "expires_in", "token_type", "access_token"}
    assert body["expires_in"] == 1499
    assert body["token_type"] == "Bearer"
    assert body["scope"] == "api_offresdemploiv2 o2dsoffre"


def test_the_realm_is_read_from_the_query_in_both_spellings(served):
    assert served.france_travail.ask_token(realm="partenaire").status_code == 200
    refused = served.france_travail.ask_token(realm="/candidat")
    assert (refused.status_code, refused.json()["error_description"]) == (
        400,
        "Invalid realm",
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "PAR_vigie_demo\n"}, "invalid_client"),
        ({"scope": "api_quinexistepasv0"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_bad_requests_for_a_token_are_400(served, changes, error):
    answer = served.france_travail.ask_token(**changes)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_the_recorded_words_of_refusals(served):
    client = served.france_travail
    assert client.ask_token(client_secret="x").json() == {
        "error": "invalid_client",
        "error_description": "Client authentication failed",
    }
    assert client.ask_token(scope="api_quinexistepasv0").json() == {
        "error": "invalid_scope",
        "error_description": "Unknown/invalid scope(s): [api_quinexistepasv0]",
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer unknown"}])
def test_without_a_valid_token_the_answer_is_401_and_empty(served, headers):
    url = served.france_travail.search_url
    answer = requests.get(url, headers=headers, timeout=30)
    assert answer.status_code == 401
    assert answer.content == b""
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_opens_only_what_its_scopes_are_for(served):
    client = served.france_travail
    for scope in ("api_rome-metiersv1 nomenclatureRome", "api_offresdemploiv2"):
        token = client.ask_token(scope=scope).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        assert requests.get(client.search_url, headers=headers).status_code == 403
    assert client.rome_appellations().status_code == 200


def test_a_token_expires_in_real_time():
    with simulator("--offers", "50", "--token-lifetime", "0") as running:
        assert FranceTravailClient(running).search().status_code == 401
