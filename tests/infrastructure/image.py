"""The tasks' image, as far as it can be had without Docker: its files and variables."""

import shlex
import shutil

from tests.infrastructure.emulator import ROOT


def instructions():
    """Read the Dockerfile: each instruction, and what follows it."""
    text = (ROOT / "infrastructure" / "Dockerfile").read_text()
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for line in lines.replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def folder_of_the_image(folder):
    """Copy what the Dockerfile copies; return the folder and the image's variables."""
    variables = {}
    for word, rest in instructions():
        if word == "COPY":
            *names, target = rest.split()
            for name in names:
                source, copy = (
                    ROOT / name,
                    folder / (name if target == "./" else target),
                )
                copy.parent.mkdir(parents=True, exist_ok=True)
                copier = shutil.copytree if source.is_dir() else shutil.copy
                copier(source, copy)
        if word == "ENV":
            variables |= dict(pair.split("=", 1) for pair in shlex.split(rest))
    shutil.copy(folder / "profiles.example.yml", folder / "profiles.yml")
    return variables
