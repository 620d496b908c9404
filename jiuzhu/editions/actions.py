"""Keep an edition before it decides anything."""

from jiuzhu.editions.models import Edition
from jiuzhu.org.scope import Scope
from jiuzhu.policy.edition import Edition as EditionText
from jiuzhu.trail.record import action


@action("editions.keep")
def keep(edition: EditionText, *, by: Scope) -> Edition:
    """Store an edition's full text under its hash; the same text again is the same row."""
    return Edition.objects.get_or_create(hash=edition.hash, defaults={"texts": dict(edition.texts)})[0]
