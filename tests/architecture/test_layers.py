"""The import contracts of pyproject.toml hold."""

from importlinter.cli import lint_imports

from tests.architecture.source import ROOT


def test_calls_go_down_and_nothing_goes_up(capfd, monkeypatch):
    monkeypatch.setattr(
        "importlinter.cli._configure_logging", lambda verbose: None
    )  # it silences everybody else's
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capfd.readouterr().out
