"""Take a photo of a paper."""

from datetime import date

from jiuzhu.documents import pictures, store
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


def take_paper(
    about: str,
    kind: PaperKind,
    upload: pictures.Upload,
    *,
    by: Scope,
    region_code: str,
    on: date,
    person_id: int | None = None,
    note: str = "",
    replaces: Paper | None = None,
) -> Paper:
    """Keep a photo about an application or case; the same photo again is the same paper.

    Decoding and writing to disk come before the transaction, so that a large photo keeps nobody waiting and
    no row ever points at a file that is not there. Raises Refused for what is too large or not a photo.
    """
    _may_hand_in(by, region_code)
    picture = pictures.clean(upload)
    digest = store.put(picture.content)
    wanted = {"about": about, "kind": PaperKind(kind), "person_id": person_id, "digest": digest}
    details = {
        "region_code": region_code,
        "size": len(picture.content),
        "width": picture.width,
        "height": picture.height,
        "note": note.strip(),
        "taken_on": on,
        "taken_by": by.actor,
        "replaces": replaces,
    }
    return _enter(wanted, details, by=by)


@action("documents.take_paper")
def _enter(wanted: dict[str, object], details: dict[str, object], *, by: Scope) -> Paper:
    replaced = details["replaces"]
    if isinstance(replaced, Paper) and Paper.objects.filter(replaces=replaced).exclude(**wanted).exists():
        raise Refused("paper_replaced", "这张照片已经有人换成了新的。请刷新页面，看看新的那张是否清楚。")
    return Paper.objects.get_or_create(**wanted, defaults=details)[0]


def _may_hand_in(by: Scope, region_code: str) -> None:
    if by.kind == "grant":
        raise Refused("read_only", "协助查询只能查看，不能提交材料。请由受理地的工作人员提交。")
    if by.kind == "officer":
        by.demand(region_code)
