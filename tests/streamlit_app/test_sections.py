"""What is out of sight is not drawn, and is once it comes into sight."""

from streamlit_app import sections


def cards(app) -> list[str]:
    return [entry.value for entry in app.subheader]


def test_what_is_out_of_sight_is_drawn_when_it_is_seen(open_app):
    app = open_app("skills")
    everything = cards(app)
    app.session_state[sections.WHOLE] = False
    app.run()
    at_first = cards(app)

    app.session_state[sections.SEEN] = {"show_network"}
    app.run()

    assert not app.exception
    assert set(at_first) < set(cards(app)) < set(everything)
    assert "Compétences demandées ensemble" in set(cards(app)) - set(at_first)


def test_other_filters_or_another_page_begin_unseen(open_app):
    app = open_app("skills")
    app.session_state[sections.WHOLE] = False
    app.session_state[sections.SEEN] = {"show_network"}
    app.query_params["contract"] = "CDI"
    app.run()

    assert not app.session_state[sections.SEEN]


def test_the_whole_page_can_be_asked_for(open_app):
    app = open_app("trends")
    everything = cards(app)
    app.session_state[sections.WHOLE] = False
    app.run()
    assert len(cards(app)) < len(everything)

    next(b for b in app.button if b.label == "Afficher toute la page").click().run()

    assert cards(app) == everything
