"""The image's recipe fits the project: what it copies is there, what it runs runs, what it sets is a setting."""

import fnmatch
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config.settings import Settings

ROOT = Path(__file__).parents[1]
_STEPS = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8")))
COPIED = [
    name for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", _STEPS) for name in shlex.split(line)
]  # fmt: skip
PROGRAMS = re.findall(r"python -c ('[^']+')", _STEPS)


@pytest.mark.parametrize("name", COPIED)
def test_what_the_image_copies_is_there_and_not_ignored(name: str) -> None:
    assert (ROOT / name).exists()
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    last = [rule for rule in rules if fnmatch.fnmatch(name, rule.removeprefix("!"))][-1]
    assert last.startswith("!"), f"{last} keeps {name} out of the build"


def test_every_package_that_is_installed_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    roots = {path.parent.name for path in ROOT.glob("*/__init__.py")} & {"bot", "config", "index"}
    assert roots | {"pyproject.toml", "constraints.txt", "README.md"} <= set(COPIED)
    assert "citedesk" in project["project"]["scripts"]
    assert 'ENTRYPOINT ["citedesk"]' in _STEPS


def test_the_first_layer_installs_exactly_what_the_project_depends_on() -> None:
    (program, _) = (shlex.split(one)[0] for one in PROGRAMS)
    listed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert listed.stdout.splitlines() == project["project"]["dependencies"]


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml"])
def test_what_is_set_in_the_container_is_a_setting(file: str) -> None:
    named = re.findall(r"CITEDESK_([A-Z_]+)[=:] ", (ROOT / file).read_text(encoding="utf-8").replace("=", ": "))
    assert named
    assert {name.lower().partition("__")[0] for name in named} <= set(Settings.model_fields)
