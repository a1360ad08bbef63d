"""The documentation site: `make docs` builds it, with the dbt docs beside it."""

import sys
from pathlib import Path

from docutils import nodes

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS / "site"))

from pages import write_pages  # noqa: E402

project = "Vigie"
author = "Vigie"
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["site", "slides"]
html_theme = "furo"
html_title = "Vigie"
html_static_path = ["site/site.css"]
html_css_files = ["site.css"]
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0b5c8a",
        "color-brand-content": "#0b5c8a",
    },
    "dark_css_variables": {
        "color-brand-primary": "#6cb4de",
        "color-brand-content": "#8cc8ea",
    },
}
html_show_sphinx = False
html_copy_source = False
myst_heading_anchors = 3
# The README and the notes link to code, which the site does not hold.
suppress_warnings = ["myst.xref_missing"]


def drop_dead_links(_app, doctree, _name):
    """Leave a link to what the site does not hold as plain text."""
    for link in list(doctree.findall(nodes.reference)):
        if link.get("refid", "") not in {"", *doctree.ids}:
            link.replace_self(link.children)


def setup(app):
    app.connect("doctree-resolved", drop_dead_links)


write_pages(DOCS.parent / "models" / "marts", DOCS / "generated")
