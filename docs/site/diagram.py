"""Draw the marts and their foreign keys as one SVG: facts between what describes them.

Dimensions stand on the left, facts in the middle, aggregates on the right; a line runs
from a foreign key to the key it names. Only keys are drawn in a box: the dictionary
holds the rest.
"""

from collections.abc import Iterable
from html import escape

from contracts import Column, Mart

ROW, WIDTH, GAP, MARGIN = 18, 220, 24, 10
COLUMNS = {"dim": 0, "fct": 1, "agg": 2}
STRIDE = WIDTH + 90
STYLE = """
.box { fill: none; stroke: #7d8b99; }
.head { fill: #0b5c8a; }
.head-text { fill: #fff; font-weight: 600; }
text { font: 12px system-ui, sans-serif; fill: currentColor; }
.note { fill-opacity: 0.65; }
.line { fill: none; stroke: #0b5c8a; stroke-opacity: 0.45; }
"""


def entity_diagram(marts: list[Mart]) -> str:
    """Return the drawing of all marts, as an SVG element."""
    places, height = {}, 0
    for kind, column in COLUMNS.items():
        top = MARGIN
        for mart in (mart for mart in marts if mart.kind == kind):
            places[mart.name] = (MARGIN + column * STRIDE, top)
            top += ROW * (len(shown(mart)) + 2) + GAP
        height = max(height, top)
    width = 2 * MARGIN + 2 * STRIDE + WIDTH
    drawn = [box(mart, *places[mart.name]) for mart in marts]
    lines = [line for mart in marts for line in lines_of(mart, places)]
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Marts and their keys"><style>{STYLE}</style>'
        f"{''.join(lines)}{''.join(drawn)}</svg>"
    )


def shown(mart: Mart) -> list[Column]:
    """Return the columns of a box: its key, then its foreign keys."""
    return [column for column in mart.columns if column.is_key or column.refers_to]


def box(mart: Mart, left: int, top: int) -> str:
    """Draw a mart: its name, its keys, and how many columns more it has."""
    rows = shown(mart)
    height = ROW * (len(rows) + 2)
    parts = [
        f'<a href="dictionary.html#{anchor(mart.name)}">'
        f"<title>{escape(mart.description)}</title>"
        f'<rect class="box" x="{left}" y="{top}" width="{WIDTH}" height="{height}"/>'
        f'<rect class="head" x="{left}" y="{top}" width="{WIDTH}" height="{ROW}"/>'
        f'<text class="head-text" x="{left + 8}" y="{top + 13}">{mart.name}</text></a>'
    ]
    for place, column in enumerate(rows, start=1):
        mark = "• " if column.is_key else "→ "
        baseline = top + ROW * place + 13
        parts.append(f'<text x="{left + 8}" y="{baseline}">{mark}{column.name}</text>')
    rest = len(mart.columns) - len(rows)
    baseline = top + ROW * (len(rows) + 1) + 13
    more = f"and {rest} columns more"
    parts.append(f'<text class="note" x="{left + 8}" y="{baseline}">{more}</text>')
    return "".join(parts)


def lines_of(mart: Mart, places: dict[str, tuple[int, int]]) -> Iterable[str]:
    """Draw a line from each foreign key of a mart to the box that it names."""
    left, top = places[mart.name]
    for place, column in enumerate(shown(mart), start=1):
        if column.refers_to is None or column.refers_to[0] not in places:
            continue
        other_left, other_top = places[column.refers_to[0]]
        y, other_y = top + ROW * place + 9, other_top + ROW // 2
        if other_left == left:  # within a column the line bows out to the right
            x = other_x = left + WIDTH
            bend, other_bend = x + 60, other_x + 60
        else:
            x = left if other_left < left else left + WIDTH
            other_x = other_left + WIDTH if other_left < left else other_left
            bend = other_bend = (x + other_x) // 2
        yield (
            f'<path class="line" d="M{x},{y} C{bend},{y} {other_bend},{other_y} '
            f'{other_x},{other_y}"/>'
        )


def anchor(name: str) -> str:
    """Return the name under which the dictionary's page holds a mart."""
    return name.replace("_", "-")
