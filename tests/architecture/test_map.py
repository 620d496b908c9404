"""The one diagram of docs/map.md is the import contract, drawn."""

import re
import tomllib
from itertools import pairwise

from tests.architecture.source import ROOT


def layers_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "layers")
    return [re.sub(r"[()\s]", "", layer).split("|") for layer in layers]


def layers_of_the_map():
    text = (ROOT / "docs" / "map.md").read_text()
    drawn = re.search(r"```mermaid\n(.*?)```", text, re.DOTALL)[1]
    steps = [re.split(r"\s*-->\s*", line.strip()) for line in drawn.splitlines() if "-->" in line]
    assert all(above[1] == below[0] for above, below in pairwise(steps))
    return [names.split(" & ") for names in (steps[0][0], *(step[1] for step in steps))]


def test_the_map_shows_the_layers_of_the_contract():
    assert layers_of_the_map() == layers_of_the_contract()


def test_every_layer_is_explained_on_the_map():
    text = (ROOT / "docs" / "map.md").read_text()
    assert {name for layer in layers_of_the_contract() for name in layer} == set(
        re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    )
