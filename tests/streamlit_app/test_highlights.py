"""Skills are marked where they are written; every other word stays a word."""

import pytest

from streamlit_app.highlights import marked, marks_in


def written_marks(text: str, *surfaces: str) -> list[str]:
    marks = marks_in(text, [(surface, "blue") for surface in surfaces])
    return [text[begin:end] for begin, end, _ in marks]


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Gestion de projets en équipe", "gestion projets", ["Gestion de projets"]),
        ("Goût du travail", "gout travail", ["Goût du travail"]),
        ("Main-d’œuvre", "oeuvre", ["œuvre"]),
        ("C#, C++ et C", "C", ["C"]),
        ("C#, C++ et C", "C++", ["C++"]),
        ("Sous .NET ou net", "DOTNET", [".NET"]),
        ("Javascript", "java", []),
        ("java, Java et JAVA", "java", ["java", "Java", "JAVA"]),
        ("İstanbul, Java", "java", ["Java"]),
        ("", "java", []),
        ("java", "", []),
    ],
)
def test_a_skill_is_found_as_it_is_written(text, surface, expected):
    assert written_marks(text, surface) == expected


def test_of_two_readings_the_longer_is_marked():
    assert written_marks("Java Script", "java", "java script") == ["Java Script"]


def test_every_word_is_kept_and_nothing_is_interpreted():
    hostile = "<img src=x> [Java](javascript:alert(1)) :red[x] $x$ http://evil.example"

    shown = marked(hostile, [("java", "blue")])

    assert ":blue-background[Java]" in shown
    bare = shown.replace(":blue-background[Java]", "Java").replace("\u2060", "")
    assert bare.replace("\\", "") == hostile
    assert "](" not in bare.replace(r"\]\(", "")


def test_a_text_without_skills_is_the_text():
    assert marked("Rien du tout", []) == "Rien du tout"
