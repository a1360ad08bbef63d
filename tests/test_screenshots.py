"""`make screenshots` replaces the committed pictures by better ones or not at all."""

import pytest

from docs.site.screenshots import IMAGES


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [((), 1, "vigie: nothing is published yet"), (("--help",), 0, "usage: python -m")],
)
def test_without_a_release_no_picture_is_written(vigie, arguments, code, said):
    before = {path: path.stat().st_mtime_ns for path in IMAGES.glob("*.png")}

    done = vigie.run("docs.site.screenshots", *arguments, check=False)

    assert (done.returncode, said in done.stderr + done.stdout) == (code, True)
    assert before
    assert {path: path.stat().st_mtime_ns for path in IMAGES.glob("*.png")} == before
