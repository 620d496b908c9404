"""The look keeps its own rules: colours in one file, no inline styles, no unknown icon, licences beside what is vendored."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

WEB = Path(__file__).parents[3] / "jiuzhu/web"
STATIC = WEB / "ui/static"
SHEETS = sorted((STATIC / "jz").glob("*.css"))
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
ICONS = set(
    re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "vendor/tabler-icons/icons.svg").read_text("utf-8"))
)


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=lambda one: one.name
)
def test_colours_are_written_in_the_tokens_only(sheet):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(", sheet.read_text("utf-8")) == []


def test_every_variable_that_is_used_is_defined():
    text = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    assert set(re.findall(r"var\((--jz-[a-z0-9-]+)", text)) <= set(re.findall(r"(--jz-[a-z0-9-]+):", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.relative_to(WEB)))
def test_templates_hold_no_inline_style_or_script(template):
    text = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)", text)


def test_every_icon_in_a_template_is_in_the_sprite():
    text = "".join(template.read_text("utf-8") for template in TEMPLATES)
    assert set(re.findall(r'{% icon "([a-z0-9-]+)"', text)) <= ICONS


def test_vendored_files_have_their_licence_and_no_lost_map():
    for folder in (one for one in (STATIC / "vendor").iterdir() if one.is_dir()):
        assert (folder / "LICENSE").exists(), folder
        assert all("sourceMappingURL" not in file.read_text("utf-8") for file in folder.iterdir())


def test_static_files_can_be_collected_with_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert "tabler.min." in next((tmp_path / "jz").glob("under.*.css")).read_text("utf-8")
