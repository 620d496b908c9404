"""Write down what a family says to a difference."""

from datetime import date

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.models import Difference


@action("verification.explain")
def explain(difference: Difference, text: str, on: date, *, by: Scope, why: str = "") -> Difference:
    """Close a difference with the explanation heard (民发〔2021〕57号 第十八条), and the class it is of (`kinds.Why`).

    What is adopted is decided elsewhere.

    Raises Refused when the text is empty, when it was explained before, or when a newer finding replaced it.
    """
    difference = (
        Difference.objects.select_for_update(of=("self",)).select_related("household").get(pk=difference.pk)
    )
    place = difference.household.region_code
    by.demand(place, Role.CLERK, Role.VERIFIER, Role.CONFIRMER, Role.COUNTY)
    if not text.strip():
        raise Refused(
            "no_explanation", "请写下家庭怎么说、看了什么证据，再标记为已解释。", "民发〔2021〕57号 第十八条"
        )
    if not difference.is_current:
        raise Refused("replaced", "这处不一致已经被新到的答复更新，请刷新页面看新的数。")
    if difference.explanation:
        raise Refused("already_explained", f"{difference.explained_on} 已经有人记录过说明，请刷新页面查看。")
    difference.explanation, difference.why = text.strip(), why
    difference.explained_by, difference.explained_on = by.actor, on
    difference.save(update_fields=["why", "explanation", "explained_by", "explained_on"])
    return difference
