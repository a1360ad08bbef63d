"""The frame around every page: navigation, filters, language, freshness, failures."""

from pathlib import Path

import streamlit as st

from streamlit_app import data, filters, sections, states
from streamlit_app.login import require_login
from streamlit_app.questions.choices import choices
from streamlit_app.texts import language, show_language, text

HERE = Path(__file__).parent
# In the order of the navigation; the file, the URL and the title have this name.
PAGES = {
    "overview": ":material/monitoring:",
    "skills": ":material/psychology:",
    "salaries": ":material/payments:",
    "places": ":material/map:",
    "occupations": ":material/badge:",
    "employers": ":material/apartment:",
    "trends": ":material/trending_up:",
    "explorer": ":material/search:",
    "collection": ":material/verified:",
}


def overview_by_name(overview: st.Page) -> st.Page:
    """Answer at /overview too: Streamlit serves the first page at the root alone."""

    def lead_there() -> None:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page(overview, query_params=query)

    return st.Page(lead_there, url_path="overview", visibility="hidden")


st.set_page_config(page_title="Vigie", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
st.logo(HERE / "logo.svg", size="large")

with st.sidebar:
    show_language()
require_login()

pages = [
    st.Page(
        HERE / "app_pages" / f"{name}.py",
        title=text(f"app.{name}"),
        icon=icon,
        url_path="start" if name == "overview" else name,
        default=name == "overview",
    )
    for name, icon in PAGES.items()
]
page = st.navigation([*pages, overview_by_name(pages[0])], position="top")

with states.explained():
    release = data.begin_run()
    with st.sidebar:
        st.subheader(text("filters.title"))
        asked = filters.begin(page.url_path)
        selected = filters.show(page.url_path, choices(language(), asked))
    sections.begin(page.url_path, language(), selected)
    states.show_origin()
    states.show_staleness(release)
    with st.spinner(text("states.loading")):
        page.run()
    sections.show_whole_button()
    states.show_footer(release)
