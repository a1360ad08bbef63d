"""What stands beside every figure: definition, n, date, caveats; and suppression."""

import streamlit as st

from streamlit_app import data, filters
from streamlit_app.texts import moment, number, plain, text

# As in the marts: fewer than this many give no median and no share.
SMALLEST_N = 20


def show_method(name: str, n: float, *, marts: str = "", **values: object) -> None:
    """Fold away how a figure is computed: definition, caveats, n, source, date."""
    release = data.release()
    with st.popover(text("method.title"), type="tertiary", icon=":material/info:"):
        st.markdown(text(f"method.{name}", **values))
        st.caption(text("method.origin", sources=source_names(), marts=marts or "—"))
        st.caption(
            text(
                "method.basis",
                n=number(n),
                as_of=moment(release.as_of),
                release=release.schema.removeprefix("release_"),
            )
        )


def source_names() -> str:
    """Name the sources that the reader's filters leave."""
    sources = data.ask("select source, source_label from dim_sources order by source")
    wanted = filters.current().source or set(sources["source"])
    labels = sources["source_label"][sources["source"].isin(wanted)]
    return ", ".join(plain(label) for label in labels)


def too_few() -> str:
    return text("states.too_few", n=SMALLEST_N)


def show_empty() -> None:
    """Say that the filters leave nothing, and how to go on."""
    st.info(
        f"**{text('states.empty_title')}**  \n{text('states.empty_body')}",
        icon=":material/filter_alt_off:",
    )
