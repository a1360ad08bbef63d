"""Parts of a page that are drawn once they come into sight: what nobody looks at
costs neither the reader's browser nor the server."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app.states import explained
from streamlit_app.texts import text

# Tells when the room that is kept for a section comes into sight, or soon will; and
# again where nothing came of it, as when another answer of the page was faster.
WATCH = """
export default function ({ parentElement, setTriggerValue }) {
    let again;
    const tell = () => setTriggerValue("seen", true);
    const watch = new IntersectionObserver((entries) => {
        clearInterval(again);
        if (entries.at(-1).isIntersecting) {
            tell();
            again = setInterval(tell, 10_000);
        }
    }, { rootMargin: "240px" });
    watch.observe(parentElement);
    return () => { watch.disconnect(); clearInterval(again); };
}
"""
SEEN, VIEW, WHOLE = "sections_seen", "sections_view", "sections_whole"
UNSEEN = "sections_unseen"


@st.cache_resource(show_spinner=False)
def watched_room() -> Callable[..., Any]:
    return st.components.v2.component("vigie_room", js=WATCH, isolate_styles=False)


def begin(*view: object) -> None:
    """Begin a page. Under other filters, or on another page, nothing was seen yet."""
    if st.session_state.get(VIEW) != view:
        st.session_state[VIEW], st.session_state[SEEN] = view, set()
    st.session_state[UNSEEN] = False


def show(draw: Callable[..., None], *arguments: object, height: int = 420) -> None:
    """Draw a section when it is in sight; until then keep its room.

    The whole script runs when it comes into sight: a run of the section alone would
    take the place of a run that the reader asks for at the same moment.
    Units: `height` in pixels, about what the section will take.
    """
    name = draw.__name__
    seen = st.session_state.setdefault(SEEN, set())
    if name in seen or st.session_state.get(WHOLE):
        draw_alone(draw, *arguments)
        return
    st.session_state[UNSEEN] = True
    with st.container(key=f"room_{name}", height=height, border=False):
        watched_room()(
            key=f"watch_{name}", on_seen_change=lambda: seen.add(name), height=height
        )


@st.fragment
def draw_alone(draw: Callable[..., None], *arguments: object) -> None:
    """Draw a section, of which another view is drawn without the rest of the page."""
    with explained():
        draw(*arguments)


def show_whole_button() -> None:
    """Let a reader who prints or searches the page have all of it at once."""
    if st.session_state.get(UNSEEN):
        st.button(
            text("app.whole"),
            on_click=lambda: st.session_state.update({WHOLE: True}),
            icon=":material/unfold_more:",
            help=text("app.whole_help"),
            type="tertiary",
        )
