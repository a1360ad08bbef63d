"""Write docs/img/<page>.png for every page of the dashboard, over what is published:
`make screenshots`."""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from benchmarks.browser import PAGES, browser, served, show_whole, wait_until_drawn
from report.warehouse import NothingToRead, Warehouse

IMAGES = Path(__file__).resolve().parent.parent / "img"
WIDTH, HIGHEST = 1440, 1800
# A palette is enough for flat colours and smooth letters, at a third of the bytes.
COLOURS = 256
LARGEST_BYTES = 400_000


def main() -> None:
    """Look at each page as a reader with a wide screen does, in French, by day."""
    argparse.ArgumentParser(
        prog="python -m docs.site.screenshots", description=__doc__
    ).parse_args()
    try:
        Warehouse()
    except NothingToRead as error:
        raise SystemExit(f"vigie: {error}") from error
    with served() as dashboard, browser() as chromium:
        pictures = {
            IMAGES / f"{name}.png": photograph(chromium, f"{dashboard.url}/{address}")
            for name, address in PAGES.items()
        }
    for path, picture in pictures.items():
        if len(picture) > LARGEST_BYTES:
            raise SystemExit(f"{path.name} is over {LARGEST_BYTES // 1000} kB")
    # All or none: pictures of two releases would not fit together.
    for path, picture in pictures.items():
        path.write_bytes(picture)
        print(f"docs/img/{path.name}  {len(picture) // 1000} kB")


def photograph(chromium: Browser, address: str) -> bytes:
    """Return a page's picture, down to HIGHEST pixels."""
    page = chromium.new_page(
        viewport={"width": WIDTH, "height": 900}, locale="fr-FR", color_scheme="light"
    )
    page.goto(address)
    wait_until_drawn(page)
    show_whole(page, HIGHEST)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    packed = io.BytesIO()
    flat = picture.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)
    flat.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
