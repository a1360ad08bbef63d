"""Personal data is masked; what only looks like it is kept."""

import time

import pytest

from ingestion.personal_data import mask, mask_all


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Écrire à jeanne.martin@exemple.fr.", "Écrire à [e-mail]."),
        ("rh (at) exemple.fr", "[e-mail]"),
        ("Tél. 06 12 34 56 78 le matin", "Tél. [téléphone] le matin"),
        ("+33 6.12.34.56.78", "[téléphone]"),
        ("0033 (0)1 44 55 66 77", "[téléphone]"),
        ("01\u00a044\u00a055\u00a066\u00a077", "[téléphone]"),
        ("Contact : Mme Jeanne MARTIN-DURAND", "Contact : Mme [nom]"),
        ("auprès de M. Dupont, responsable", "auprès de M. [nom], responsable"),
        ("Contact : Jeanne LE GALL, 06 12 34 56 78", "Contact : [nom], [téléphone]"),
        ("appelez Jeanne Martin-Durand.", "appelez [nom]."),
        ("Pour tout renseignement, Jean Petit", "Pour tout renseignement, [nom]"),
        ("à l&#x27;attention de Jean Petit", "à l&#x27;attention de [nom]"),
        ("Contacter Dr DURAND", "Contacter Dr [nom]"),
    ],
)
def test_personal_data_is_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Salaire : 1747,20 Euros sur 12 mois",
        "SIRET 12345678900012",
        "au réseau EURECOM. Par ailleurs, vous",
        "Monsieur le Maire recrute",
        "Madame la Directrice",
        "Réf. 2025-2147632, poste n° 0001234",
        "20 000 à 25 000 € brut",
        "auprès de Grands Comptes",
        "Contact : Service Recrutement",
        "contacter Ressources Humaines",
        "Renseignements : Mairie de Rennes",
    ],
)
def test_what_only_looks_personal_is_kept(text):
    assert mask(text) == text


def test_a_link_keeps_its_digits_and_loses_its_e_mail():
    value = {
        "url": "https://exemple.fr/offre/0612345678",
        "apply": ["https://exemple.fr/?to=rh@exemple.fr"],
    }

    assert mask_all(value) == {
        "url": "https://exemple.fr/offre/0612345678",
        "apply": ["https://exemple.fr/?to=[e-mail]"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000 + "@!",
        "0" * 50_000 + "!",
        "M. " * 20_000,
        "@." * 25_000,
        "contact " * 20_000,
        "Contact : " + "Ab " * 30_000,
    ],
)
def test_hostile_texts_cost_little(text):
    started = time.process_time()
    mask(text)

    assert time.process_time() - started < 1.0
