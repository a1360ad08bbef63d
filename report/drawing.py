"""How the report's charts look, and how they write their numbers."""

import re
from collections.abc import Sequence

from bokeh.models import (
    CustomJSHover,
    CustomJSTickFormatter,
    GlyphRenderer,
    HoverTool,
)
from bokeh.plotting import figure as Figure

# Numbers as the page's language writes them, which Bokeh's own formats do not.
NUMBER = """
    const options = {style: format, maximumFractionDigits: format === "percent" ? 1 : 0}
    return new Intl.NumberFormat(document.documentElement.lang, options).format(value)
"""


def hover(plot: Figure, marks: GlyphRenderer, told: Sequence[tuple[str, str]]) -> None:
    """Tell a mark's figures; the braces hold a style of number, or a form of date."""
    number = CustomJSHover(code=NUMBER)
    formatters: dict[str, object] = {
        f"@{column}": "datetime" if style.startswith("%") else number
        for _, line in told
        for column, style in re.findall(r"@(\w+)\{(.+?)\}", line)
    }
    plot.add_tools(HoverTool(renderers=[marks], tooltips=told, formatters=formatters))


def ticks(style: str) -> CustomJSTickFormatter:
    return CustomJSTickFormatter(
        args={"format": style}, code=NUMBER.replace("value", "tick")
    )


def plain(plot: Figure) -> None:
    """Draw marks and their scale, nothing more."""
    # On a telephone more labels would run into each other.
    plot.xaxis.ticker.desired_num_ticks = 4
    plot.ygrid.visible = False
    plot.outline_line_color = None
    plot.axis.axis_line_color = None
    plot.axis.major_tick_line_color = None
    plot.axis.minor_tick_line_color = None
    plot.axis.major_label_text_font_size = "12px"
    plot.background_fill_color = plot.border_fill_color = "#ffffff"
