"""An entry of the catalogue on its way, for those who kill it and those who race for it."""

from jiuzhu.catalogue import actions
from jiuzhu.catalogue.change import Change
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.models import CatalogueChange, CatalogueEdition
from jiuzhu.org.kinds import Role
from tests.catalogue.conftest import TODAY, WHY, fresher, new_register, officer

HE, WANG = officer(911, "何清", Role.VERIFIER), officer(912, "王志远", Role.COUNTY)


def propose(change: Change | None = None) -> CatalogueChange:
    return actions.propose([change or fresher()], WHY, TODAY, by=HE)


def publish(change_id: int | None = None) -> CatalogueChange:
    chosen = change_id or CatalogueChange.objects.latest("pk").pk
    return actions.publish(chosen, TODAY, by=WANG)


def is_whole() -> int:
    """How many publications there are; 0 if the last one is not the catalogue in force, or not in the archive."""
    rows = CatalogueChange.objects.filter(sequence__isnull=False).order_by("sequence")
    last = rows[len(rows) - 1].edition_hash
    kept = CatalogueEdition.objects.filter(hash=last).exists()
    return len(rows) if current().hash == last and kept else 0


def is_proposed() -> bool:
    return CatalogueChange.objects.get().is_waiting


def is_published() -> bool:
    return is_whole() == 1


__all__ = ["fresher", "new_register"]
