"""The documentation site: every page builds, and says what the contracts say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_guide_is_a_page_and_is_listed(site):
    index = (site / "index.html").read_text()
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").with_suffix(".html")
        if name.parts[0] not in ("site", "slides", "index.html"):
            assert (site / name).exists()
            assert f'href="{name}"' in index, f"{name} is in no list of index.md"


def test_the_dictionary_and_the_drawing_hold_every_mart(site):
    dictionary = (site / "generated/dictionary.html").read_text()
    drawing = (site / "generated/schema.html").read_text()
    anchors = set(re.findall(r'href="dictionary\.html#([\w-]+)"', drawing))
    for path in (ROOT / "models/marts").glob("*.sql"):
        assert f"<h3>{path.stem}<" in dictionary
        assert path.stem.replace("_", "-") in anchors
    assert all(f'id="{anchor}"' in dictionary for anchor in anchors)


def test_no_page_asks_anything_of_another_host(site):
    fetched = r'(?:<script[^>]*src|<link[^>]*href|<img[^>]*src)="(https?://[^"]+)'
    for page in site.rglob("*.html"):
        assert not re.findall(fetched, page.read_text()), page


def test_every_link_within_a_page_leads_somewhere(site):
    for page in site.rglob("*.html"):
        html = page.read_text()
        targets = set(re.findall(r'\bid="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= targets, page.name
