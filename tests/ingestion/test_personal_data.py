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
        ("Tél.06 12 34 56 78", "Tél.[téléphone]"),
        ("06 - 12 - 34 - 56 - 78", "[téléphone]"),
        ("06–12–34–56–78", "[téléphone]"),
        ("06&nbsp;12&nbsp;34&nbsp;56&nbsp;78", "[téléphone]"),
        ("+33.6.12.34.56.78", "[téléphone]"),
        ("+33-6-12-34-56-78", "[téléphone]"),
        ("(+33) 6 12 34 56 78", "[téléphone]"),
        ("0612345678 / 0712345678", "[téléphone] / [téléphone]"),
        ("rh (AT) exemple.fr", "[e-mail]"),
        ("rh[Arobase]exemple.fr", "[e-mail]"),
        ("jean.petit&#64;exemple.fr", "[e-mail]"),
        ("MME PETIT", "MME [nom]"),
        ("Mme  Petit", "Mme  [nom]"),
        ("Mme&nbsp;Petit", "Mme&nbsp;[nom]"),
        ("Mme J. Petit", "Mme [nom]"),
        ("M.PETIT", "M.[nom]"),
        ("M. LE GALL, Mme Le Gall", "M. [nom], Mme [nom]"),
        ("Madame Anne de La Tour", "Madame [nom]"),
        ("CONTACT : Jean Petit", "CONTACT : [nom]"),
        ("Contact : J. Petit", "Contact : [nom]"),
        ("Contact : <strong>Jean Petit</strong>", "Contact : <strong>[nom]</strong>"),
        ("<b>Contact</b> : Jean Petit", "<b>Contact</b> : [nom]"),
        ("auprès de M Dupont, responsable", "auprès de [nom], responsable"),
        ("Contact : M Dupont", "Contact : [nom]"),
        ("le Docteur Dupont", "le Docteur [nom]"),
        ("le Pr Dupont et le Pr. Jean Petit", "le Pr [nom] et le Pr. [nom]"),
        ("Dr A Petit ; Pr M Dupont", "Dr [nom] ; Pr [nom]"),
        ("06 123 456 78", "[téléphone]"),
        ("+33 6 123 456 78", "[téléphone]"),
        ("rh[a]exemple.fr, rh [a] exemple.fr", "[e-mail], [e-mail]"),
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
        "CONTACT : SERVICE RECRUTEMENT",
        "CONTACTS CLIENTS RÉGULIERS",
        "<h2>Contact</h2><p>Travailler Ensemble</p>",
        "Madame La Présidente",
        "MONSIEUR LE MAIRE",
        "Mr Bricolage",
        "M.Sc. en chimie, S.A.M.EXEMPLE",
        "Vendeur H/F/M Paris, F / M Vendeur, taille M Polo",
        "Docteur Vétérinaire, Docteur en Pharmacie, Docteur H/F, Docteur ès Lettres",
        "Le(a) Responsable, choix [a] ou [b]",
        "SIRET 056 123 456 78901, 06 123 456 789, 10 06 123 456",
        "CDD du 01/09/2025 31/08/2026",
        "du 01.09.25 31.08.26",
        "du 01/09/25 31/08/26",
        "le 05/01 - 06/01/26",
        "SIRET 123 456 789 00012, lot 1.0612345678",
    ],
)
def test_what_only_looks_personal_is_kept(text):
    assert mask(text) == text


def test_a_link_keeps_its_digits_and_loses_its_e_mail():
    value = {
        "url": "https://exemple.fr/offre/0612345678",
        "apply": ["https://exemple.fr/?to=rh@exemple.fr"],
        "text": "https://exemple.fr est notre site. Mme Petit, 06 12 34 56 78",
    }

    assert mask_all(value) == {
        "url": "https://exemple.fr/offre/0612345678",
        "apply": ["https://exemple.fr/?to=[e-mail]"],
        "text": "https://exemple.fr est notre site. Mme [nom], [téléphone]",
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
        "CONTACT" + "<p>" * 30_000,
        "06 - 12 " * 20_000,
        "(+33) " * 20_000,
        "M. A. de La " * 10_000,
    ],
)
def test_hostile_texts_cost_little(text):
    started = time.process_time()
    mask(text)

    assert time.process_time() - started < 1.0
