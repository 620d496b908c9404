"""No model was changed without its migration."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_no_migration_is_missing():
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("jiuzhu.")}
    with translation.override(None):
        changes = detector.changes(graph=loader.graph)
    assert not {label: [str(one) for one in changes[label]] for label in own & changes.keys()}
