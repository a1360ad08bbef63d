"""What of an advert asks for a skill, and what only tells of the employer."""

import pytest

from tests.models.test_ambiguous_skills import COLUMNS, invent_seed

# Rule: advert, skills that it asks for, skills that it only mentions.
ADVERTS = {
    "a sentence glued to the next one by a lost line break": (
        "Qui sommes-nous ?\nUne maison de couture.Vos missions :Écrire en Python.",
        {"sk_python"},
        set(),
    ),
    "a heading that ran into its text": (
        "Description de l'entrepriseNous tissons la laine, avec Kafka en coulisse.\n"
        "Description du posteVous livrez des pipelines Airflow.",
        {"sk_apache_airflow"},
        {"sk_kafka"},
    ),
    "a heading glued to a bracket": (
        "Service en salle (soir et week-end)Nos avantages\nGarde d'enfants",
        {"sk_table_service"},
        {"sk_childcare"},
    ),
    "line breaks written out": (
        "Nous aimons le bois./r/nVos missions/r/n-Soudure/r/n-Permis B",
        {"sk_welding", "sk_driving_licence_b"},
        set(),
    ),
    "the middle dot of both genders is inside a word": (
        "Pour ce poste, organisé·e et passionné·e, vous utilisez Docker",
        {"sk_docker"},
        set(),
    ),
    "an employer that looks for somebody opens no section on itself": (
        "L'entreprise Tissage Vert recherche actuellement un profil :\nPython\nSQL",
        {"sk_python", "sk_sql"},
        set(),
    ),
    "a task in a section on the employer": (
        "À propos de nous\nNotre atelier vit du SEO.\nRédiger des contrats de travail",
        {"sk_contract_law"},
        set(),
    ),
    "what is to be known, after the benefits": (
        "Nos avantages\nCours de yoga et de cuisine\n"
        "Bonne connaissance de Zabbix\nVous maîtrisez Oracle\nStack : Rust",
        {"sk_zabbix", "sk_oracle_database", "sk_rust"},
        {"sk_cooking"},
    ),
    "an employer said to be something, or founded once": (
        "Tissage Vert est une société de robotique créée en 1990.\n"
        "Woolly was founded in 2010 and ships Kafka.\nVous codez en Java.",
        {"sk_java"},
        {"sk_robotics", "sk_kafka"},
    ),
    "a long sentence on the employer that asks nothing": (
        "Notre entreprise accompagne les acteurs de la filière laine depuis les "
        "alpages jusques aux rayons des magasins de la capitale et des régions, "
        "avec des équipes de tous les horizons qui aiment la matière, les gens, "
        "les saisons et le travail bien fait autant que la comptabilité",
        set(),
        {"sk_accounting"},
    ),
    "an action by its verb and by its noun": (
        "Vous maintenez les serveurs web, rédigez la documentation technique "
        "et analysez les risques",
        {
            "sk_technical_documentation",
            "sk_server_administration",
            "sk_risk_management",
        },
        set(),
    ),
    "an action by any person and tense of its verb": (
        "Tu rédiges les comptes rendus, il administrera les serveurs, en optimisant "
        "les requêtes, qui définit les besoins",
        {
            "sk_business_writing",
            "sk_server_administration",
            "sk_query_optimization",
            "sk_requirements_analysis",
        },
        set(),
    ),
    "turnover that is to grow, and that of a firm": (
        "Vous développez le chiffre d'affaires par la vente assistée.\n"
        "Un chiffre d'affaires de 12 millions d'euros dans la robotique.",
        {"sk_sales_techniques"},
        {"sk_robotics"},
    ),
    "subsidiaries and consultancies, told to the reader or of the firm": (
        "Vous maîtrisez Python et Kafka, acquis en cabinet de conseil.\n"
        "Vous administrez Zabbix avec les filiales.\nUne filiale de robotique.",
        {"sk_python", "sk_kafka", "sk_zabbix"},
        {"sk_robotics"},
    ),
    "whoever is received at a counter is a customer": (
        "Accueillir les voyageurs au guichet",
        {"sk_customer_service"},
        set(),
    ),
    "patients and pupils are received, but no customers": (
        "Accueillir les patients du service\nAccueillir les élèves",
        set(),
        {"sk_customer_service"},
    ),
    "a sentence glued to an acronym": (
        "Vous maîtrisez Python et SQLVous aimez la laine.",
        {"sk_python", "sk_sql"},
        set(),
    ),
    "headings in capitals that ran into their texts": (
        "Descriptif du posteQUI SOMMES-NOUS ?Un atelier tisse la laine.\n"
        "Kafka en coulisse.QUI ÊTES-VOUS ?Issu d'une école\nRust et Zabbix",
        {"sk_rust", "sk_zabbix"},
        {"sk_kafka"},
    ),
    "what is added at the end tells of the firm": (
        "Missions\nSoudure\nInformations supplémentaires :\nCuisine à chaque étage",
        {"sk_welding"},
        {"sk_cooking"},
    ),
    "a task of four letters, and one told to the reader, after the benefits": (
        "Nos avantages\nCours de cuisine\nGérer les stocks\nVous assurez la paie",
        {"sk_inventory_management", "sk_payroll"},
        {"sk_cooking"},
    ),
    "colleagues by their title, and Teams by its name": (
        "Avec des DevOps engineers, vous administrez SharePoint, Teams, Office 365",
        {"sk_sharepoint", "sk_microsoft_365"},
        {"sk_devops"},
    ),
    "research is asked of who does it, not beside the team of that name": (
        "Échanger avec l'équipe R&D",
        set(),
        {"sk_research"},
    ),
    "a word of another tongue": (
        "Zkušenost s analýzou dat, ma tva prace",
        set(),
        {"sk_software_architecture", "sk_tax"},
    ),
    "a product written with a capital in its middle": (
        "Supervision par DataDog, données dans DataIku",
        {"sk_datadog", "sk_dataiku"},
        set(),
    ),
    "work of a trade that an offer of computing only mentions": (
        "Vos missions\nPython, SQL, Docker, Airflow et Kafka pour un tisserand\n"
        "Suivre les tournées de ses coursiers, le nettoyage, la plomberie",
        {"sk_python", "sk_sql", "sk_docker", "sk_apache_airflow", "sk_kafka"},
        {"sk_delivery_driving", "sk_cleaning", "sk_plumbing"},
    ),
    "work of a trade that an offer of computing asks for": (
        "Vos missions\nPython, SQL, Docker, Airflow et Kafka pour un plombier\n"
        "Une expérience en plomberie est exigée",
        {"sk_python", "sk_plumbing"},
        set(),
    ),
    "a trade told once, in passing, and one told twice": (
        "Soudure et usinage\nMaçonnerie\nCarrelage\nRépondre aux courriers\n"
        "Tondre les espaces verts\nCréer des massifs devant les espaces verts",
        {"sk_welding", "sk_machining", "sk_masonry", "sk_landscaping"},
        {"sk_drafting"},
    ),
    "a trade alone in an offer that asks for little": (
        "Répondre aux courriers\nAccueil du public",
        {"sk_drafting", "sk_reception"},
        set(),
    ),
    "what is common to the trades": (
        "Soudure et usinage\nMaçonnerie\nCarrelage\nPropreté de l'atelier",
        {"sk_welding", "sk_cleaning"},
        set(),
    ),
    "countries, banks and tenders that spell like a skill": (
        "Partir aux États-Unis pour le Crédit Agricole\nTraitement d'appels d'offres",
        {"sk_tender_management"},
        {"sk_unix", "sk_agriculture", "sk_call_center_operations"},
    ),
    "a verb that spells like a process, and litigation settled": (
        "Procéder aux essais, puis régler les litiges\nIl procède à leur lavage",
        {"sk_testing_and_trials"},
        {"sk_industrialisation_methods", "sk_machine_setting"},
    ),
    "a department that is called as a tool, and the tool": (
        "Au sein de la Data Factory, vous chargez Snowflake",
        {"sk_snowflake"},
        {"sk_azure_data_factory"},
    ),
    "the tool, among others": (
        "Vous utilisez Talend, Data Factory et Snowflake",
        {"sk_snowflake", "sk_azure_data_factory"},
        set(),
    ),
    "the side of a project that one speaks with, and one's own": (
        "Échanger avec la MOA\nAssister les utilisateurs",
        set(),
        {"sk_amoa"},
    ),
    "the work of the side that orders a project": (
        "Une expérience de chef de projet MOA",
        {"sk_amoa"},
        set(),
    ),
    "shifts are worked by teams": (
        "Profil\nTravail en équipe 2*8 ou journée",
        set(),
        {"sk_teamwork"},
    ),
    "a quality that reigns in the firm": (
        "Une maison où règnent un esprit entrepreneurial et le goût du fil",
        set(),
        {"sk_entrepreneurship"},
    ),
    "travel that is asked for in passing": (
        "Profil\nDéplacements en Bretagne",
        {"sk_mobility"},
        set(),
    ),
    "travel that is ruled out": (
        "Profil\nPas de grand déplacement",
        set(),
        {"sk_mobility"},
    ),
    "whom an employer advises, and how it hires": (
        "La maison conseille ses clients en robotique, puis en SEO.\n"
        "Un process de recrutement agile\nSoudure",
        {"sk_welding"},
        {"sk_robotics", "sk_seo", "sk_agile"},
    ),
}


def asked(models, texts):
    for name in ("skills", "skill_aliases", "skill_actions"):
        invent_seed(models, name)
    models.invent(
        "intermediate.int_offers_unioned",
        COLUMNS,
        [(rule, rule, "wttj", "Annonce", None, text) for rule, text in texts.items()],
    )
    models.build("int_offer_texts", "int_offer_sentences")
    models.build("int_skill_aliases", "int_skill_dictionary", "int_skill_wordings")
    models.build("int_offer_skill_matches", "int_offer_skills")
    return models.rows("select offer_key, skill_id from intermediate.int_offer_skills")


@pytest.fixture(scope="module")
def found(models):
    return set(asked(models, {rule: a[0] for rule, a in ADVERTS.items()}))


@pytest.mark.parametrize("rule", ADVERTS)
def test_a_skill_counts_where_an_advert_asks_for_it(rule, found):
    _, asks, mentions = ADVERTS[rule]
    read = {skill for of, skill in found if of == rule}

    assert asks <= read
    assert not mentions & read
