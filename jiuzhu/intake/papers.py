"""Which papers a family still has to photograph: the full list, less what departments can be asked about. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from jiuzhu.documents.kinds import PaperKind
from jiuzhu.intake import steps
from jiuzhu.intake.form.page import Payload, name

REPLACED_BY = {
    PaperKind.HUKOU: ("gongan.huji", "户口簿"),
    PaperKind.INCOME: ("shuiwu.geshui", "收入证明"),
    PaperKind.HOUSE: ("ziran.budongchan", "房产证明"),
    PaperKind.VEHICLE: ("gongan.cheliang", "车辆证明"),
    PaperKind.DISABILITY: ("canlian.canjizheng", "残疾证"),
    PaperKind.STUDENT: ("jiaoyu.xueji", "在校证明"),
    PaperKind.MEDICAL: ("yibao.jiuyi", "医药费票据"),
}
"""Source whose answer makes the paper superfluous, and what people call the paper."""


PHOTOGRAPHED = "拍清楚每一页，从手机上传；不会传的，拿到村（社区）或者镇里请人代拍"
"""How a paper of the list is supplied."""


@dataclass(frozen=True)
class Needed:
    """One paper to photograph: its kind, what to say, and whose it is."""

    kind: PaperKind
    what: str
    who: str

    @property
    def item(self) -> dict[str, str]:
        """As a letter lists what is missing: {what, who, how}."""
        return {"what": self.what, "who": self.who, "how": PHOTOGRAPHED}


@dataclass(frozen=True)
class Papers:
    """`needed` are to be photographed; `replaced` are papers that data took the place of."""

    needed: tuple[Needed, ...]
    replaced: tuple[str, ...]


def papers(payload: Payload, sources: Collection[str], on: date) -> Papers:
    """What this family has to show on a day, when these sources (codes of the catalogue) can be asked."""
    payload = steps.counted(payload, on)
    wanted = [Needed(PaperKind.ID_CARD, "身份证正面", name(payload, key)) for key in payload["members"][:1]]
    wanted += [Needed(kind, REPLACED_BY[kind][1], who) for kind, who in _told(payload)]
    needed = tuple(
        one for one in wanted if one.kind not in REPLACED_BY or REPLACED_BY[one.kind][0] not in sources
    )
    return Papers(needed, tuple(dict.fromkeys(one.what for one in wanted if one not in needed)))


def _told(payload: Payload) -> list[tuple[PaperKind, str]]:
    told: list[tuple[PaperKind, str]] = [(PaperKind.HUKOU, name(payload, "0"))]
    for key in payload["members"]:
        who = name(payload, key)
        life, ill = payload.get(f"about/{key}", {}), payload.get(f"ill/{key}", {})
        told += (
            [(PaperKind.INCOME, who)] if "wage" in payload.get(f"living/{key}", {}).get("ways", []) else []
        )
        told += [(PaperKind.STUDENT, who)] if life.get("study") not in (None, "", "none", "preschool") else []
        told += [(PaperKind.DISABILITY, who)] if ill.get("disability", "none") != "none" else []
        told += (
            [(PaperKind.MEDICAL, who)]
            if ill.get("medical") or {*ill.get("illness", [])} - {"none", "unsure"}
            else []
        )
    if "home1" in payload:
        told.append((PaperKind.HOUSE, name(payload, "0")))
    if payload.get("things", {}).get("vehicle1"):
        told.append((PaperKind.VEHICLE, name(payload, "0")))
    return told
