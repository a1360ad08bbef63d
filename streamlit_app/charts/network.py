"""Skills that are asked for together, drawn as a network."""

import math

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.look import FAINT, Look, drawn_once, dressed, label

# The layout draws lots; the same pairs shall look the same.
SEED = 7
SMALLEST_DOT, LARGEST_DOT = 8, 34
SYMBOLS = ("circle", "square", "diamond")
# How much room a name takes, in the units of the layout (-1 to 1).
NAME_WIDTH, NAME_HEIGHT = 0.26, 0.07


@drawn_once
def skill_network(pairs: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw skills as dots, their ties as lines, and their groups as colours.

    Shape: pairs has a_id, a_label, a_openings, b_id, b_label, b_openings, lift; names
           has openings and bound_to.
    """
    graph = graph_of(pairs)
    places = nx.spring_layout(
        held_together(graph),
        weight="weight",
        k=2.2 / math.sqrt(len(graph) or 1),
        iterations=120,
        seed=SEED,
    )
    named = named_apart(graph, places)
    hover = (
        "<b>%{customdata[0]}</b><br>"
        f"{names['openings']}{look.colon} %{{customdata[1]:,.0f}}<br>"
        f"{names['bound_to']}{look.colon} %{{customdata[2]}}<extra></extra>"
    )
    figure = go.Figure(ties(graph, places))
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    for rank, group in enumerate(sorted(groups, key=len, reverse=True)):
        sign = sign_of(rank, look)
        figure.add_trace(dots(graph, places, named, sorted(group), sign, hover))
    dressed(figure, look, 620)
    for axis in (figure.update_xaxes, figure.update_yaxes):
        axis(visible=False)
    figure.update_xaxes(range=across(places))
    figure.update_layout(showlegend=False, hovermode="closest")
    return figure


def sign_of(rank: int, look: Look) -> dict[str, str]:
    """Return a group's colour; once all have been used, with the next symbol."""
    colours = [colour for colour in look.series if colour != FAINT]
    rounds, rank = divmod(rank, len(colours))
    return {"color": colours[rank], "symbol": SYMBOLS[rounds % len(SYMBOLS)]}


def across(places: dict) -> list[float]:
    """Leave room for half a name at either side, or the plot's edge cuts it."""
    xs = [x for x, _ in places.values()] or [0.0]
    return [min(xs) - NAME_WIDTH, max(xs) + NAME_WIDTH]


def graph_of(pairs: pd.DataFrame) -> nx.Graph:
    graph = nx.Graph()
    for side in ("a", "b"):
        columns = [f"{side}_id", f"{side}_label", f"{side}_openings"]
        for skill, name, openings in pairs[columns].itertuples(index=False):
            graph.add_node(skill, name=name, openings=openings)
    for pair in pairs.itertuples():
        graph.add_edge(pair.a_id, pair.b_id, lift=pair.lift, weight=math.log(pair.lift))
    return graph


def held_together(graph: nx.Graph) -> nx.Graph:
    """Tie parts without a tie to the rest weakly to it, or they drift out of sight."""
    held = graph.copy()
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    hubs = [max(part, key=lambda n: (graph.nodes[n]["openings"], n)) for part in parts]
    held.add_edges_from((hubs[0], hub, {"weight": 9}) for hub in hubs[1:])
    return held


def named_apart(graph: nx.Graph, places: dict) -> set[str]:
    """Choose the skills to name: the largest first, none over another's name."""
    named: list[str] = []
    for skill in sorted(graph, key=lambda n: (-graph.nodes[n]["openings"], n)):
        x, y = places[skill]
        if all(
            abs(x - places[other][0]) > NAME_WIDTH
            or abs(y - places[other][1]) > NAME_HEIGHT
            for other in named
        ):
            named.append(skill)
    return set(named)


def ties(graph: nx.Graph, places: dict) -> go.Scatter:
    """Draw all ties as one line with gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one, other in graph.edges:
        x += [places[one][0], places[other][0], None]
        y += [places[one][1], places[other][1], None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": FAINT, "width": 0.8},
        hoverinfo="skip",
    )


def dots(
    graph: nx.Graph,
    places: dict,
    named: set[str],
    skills: list,
    sign: dict[str, str],
    hover: str,
) -> go.Scatter:
    """Draw a group's skills; some are named on the drawing, all on hover."""
    most = max(openings for _, openings in graph.nodes("openings"))
    labels = {skill: label(graph.nodes[skill]["name"]) for skill in skills}
    span = LARGEST_DOT - SMALLEST_DOT
    return go.Scatter(
        x=[places[skill][0] for skill in skills],
        y=[places[skill][1] for skill in skills],
        mode="markers+text",
        text=[labels[skill] if skill in named else "" for skill in skills],
        textposition="top center",
        textfont={"size": 11},
        marker={
            **sign,
            "size": [
                SMALLEST_DOT + span * math.sqrt(graph.nodes[skill]["openings"] / most)
                for skill in skills
            ],
            "line": {"width": 0},
            "opacity": 1,
        },
        customdata=[
            [labels[skill], graph.nodes[skill]["openings"], partners(graph, skill)]
            for skill in skills
        ],
        hovertemplate=hover,
    )


def partners(graph: nx.Graph, skill: str) -> str:
    """Name the three skills that one is bound to most."""
    bound = sorted(graph[skill].items(), key=lambda tie: -tie[1]["lift"])[:3]
    return ", ".join(
        f"{label(graph.nodes[other]['name'])} (× {tie['lift']:.1f})"
        for other, tie in bound
    )
