"""The notebooks over a release that is too thin to tell what they ask."""

from collections.abc import Iterator

import pytest

from notebooks.insights import FOLDER, executed, insights_of
from tests.own_postgres import own_postgres
from tests.streamlit_app import invented_release

THIN = """
delete from {release}.fct_duplicate_pairs;
delete from {release}.agg_skill_demand where dimension <> 'all';
delete from {release}.agg_skill_trends;
update {release}.fct_openings set salary_compared_eur = null;
"""


@pytest.fixture(scope="module")
def thin_release() -> Iterator[dict[str, str]]:
    """Publish offers without a joined pair, comparable pay or a skill of a field."""
    with own_postgres() as postgres:
        connection = postgres.connect()
        invented_release.create_roles(connection)
        invented_release.publish(connection)
        thin = THIN.format(release=invented_release.RELEASE)
        connection.cursor().execute(thin)
        yield postgres.environment
        connection.close()


@pytest.mark.parametrize("name", ["duplicates", "salaries", "skills_and_trends"])
def test_what_cannot_be_told_is_said(thin_release, monkeypatch, name):
    for variable, value in thin_release.items():
        monkeypatch.setenv(variable, value)
    (path,) = FOLDER.glob(f"*/{name}.ipynb")

    found = insights_of(executed(path))

    assert any("Not told: " in insight for insight in found)
