"""The table of runs is there when it is unfolded."""


def test_the_table_of_runs_is_drawn_when_it_is_unfolded(open_app, published):
    app = open_app("collection")
    assert not app.dataframe

    app.session_state["run_table"] = True
    app.run()

    assert not app.exception
    assert set(app.dataframe[0].value["source_label"]) >= {"France Travail"}
