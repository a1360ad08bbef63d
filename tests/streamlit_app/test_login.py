"""Login: nobody is asked unless it is configured; then nothing is shown before it."""


def test_without_configuration_nobody_is_asked(open_app):
    app = open_app()

    assert app.metric
    assert not [b for b in app.button if b.label in ("Se connecter", "Se déconnecter")]


def test_a_stranger_sees_the_way_in_and_no_figure(open_app):
    app = open_app()
    app.user = {"is_logged_in": False}
    app.run()

    assert [button.label for button in app.button] == ["Se connecter"]
    assert not app.metric
    assert not app.multiselect


def test_who_is_logged_in_reads_on_and_may_leave(open_app):
    app = open_app()
    app.user = {"is_logged_in": True, "email": "lectrice@example.org"}
    app.run()

    assert app.metric
    assert "Se déconnecter" in [button.label for button in app.button]
