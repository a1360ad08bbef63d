"""Login by OpenID Connect, only where it is configured: docs/security.md tells how."""

import streamlit as st

from streamlit_app.texts import text


def require_login() -> None:
    """Show readers who are not logged in the way to do so, and nothing else.

    Without an [auth] section in Streamlit's secrets nobody is asked.
    """
    is_logged_in = st.user.get("is_logged_in")
    if is_logged_in is None:
        return
    if is_logged_in:
        with st.sidebar:
            st.button(text("login.leave"), on_click=st.logout, width="stretch")
        return
    st.title(text("login.title"), anchor=False)
    st.markdown(text("login.body"))
    st.button(text("login.enter"), on_click=st.login, type="primary")
    st.stop()
